package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"time"
)

// peerPages is how many pages the slower peers read: their time for each grows
// no less with more.
const peerPages = 8

// peers reads the same pages as others do: the tesseract command at its default,
// which takes all cores for one page as it likes, and OCRmyPDF, which makes a
// searchable PDF as Recto does beside it.
func (b *bench) peers(ctx context.Context, s scan) error {
	few := s.pictures[:min(peerPages, len(s.pictures))]
	pages := float64(len(few))
	whole, cpu, err := b.tesseracts(ctx, few, 1)
	if err != nil {
		return err
	}
	row("tesseract at its default, pages/s", fmt.Sprintf("%.3f", pages/whole.Seconds()), "")
	row("  processor time, s a page", fmt.Sprintf("%.3f", cpu.Seconds()/pages), "")

	path := filepath.Join(b.folder, "few.pdf")
	if err := writePDF(path, scanDPI, s.sheets[:len(few)]); err != nil {
		return err
	}
	ours, err := b.read(ctx, "--format", "pdf", "--output", filepath.Join(b.folder, "ours.pdf"), path)
	if err != nil {
		return err
	}
	row("recto read to a searchable PDF, pages/s", fmt.Sprintf("%.3f", pages/ours.whole.Seconds()), "")
	row("  processor time, s a page", fmt.Sprintf("%.3f", ours.cpu.Seconds()/pages), "")
	return b.ocrMyPDF(ctx, path, pages, ours)
}

// ocrMyPDF makes a searchable PDF of the same document, with its defaults and a
// job for each core.
func (b *bench) ocrMyPDF(ctx context.Context, path string, pages float64, ours reading) error {
	program, missing := exec.LookPath("ocrmypdf")
	if missing != nil {
		row("OCRmyPDF", "not installed", "")
		return nil //nolint:nilerr // a peer that is not here is no error
	}
	cmd := exec.CommandContext(ctx, program, "--quiet", "--jobs", strconv.Itoa(b.jobs), path, filepath.Join(b.folder, "theirs.pdf"))
	start := time.Now()
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("ocrmypdf: %w: %s", err, out)
	}
	whole := time.Since(start)
	cpu := cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	row(fmt.Sprintf("OCRmyPDF --jobs %d, pages/s", b.jobs), fmt.Sprintf("%.3f", pages/whole.Seconds()), "")
	row("  processor time, s a page", fmt.Sprintf("%.3f", cpu.Seconds()/pages), "")
	row("ratio recto : OCRmyPDF", fmt.Sprintf("%.2f", whole.Seconds()/ours.whole.Seconds()), "≥ 1.00")
	row("  by processor time", fmt.Sprintf("%.2f", cpu.Seconds()/ours.cpu.Seconds()), "≥ 1.00")
	return nil
}

// efficiency reads the scan with one worker and with one for each core: how much
// of what the cores could do more they do.
func (b *bench) efficiency(ctx context.Context, s scan) error {
	if b.jobs < 2 {
		return nil
	}
	var shares []float64
	for range b.rounds {
		one, err := b.readWith(ctx, 1, s.pdf)
		if err != nil {
			return err
		}
		all, err := b.read(ctx, s.pdf)
		if err != nil {
			return err
		}
		shares = append(shares, one.whole.Seconds()/all.whole.Seconds()/float64(b.jobs))
	}
	row(fmt.Sprintf("parallel efficiency on %d cores", b.jobs), fmt.Sprintf("%.2f", median(shares)), "≥ 0.95")
	return nil
}

// firstPage is how long the first text of a scan of 100 pages takes, from the
// start of the program.
func (b *bench) firstPage(ctx context.Context, s scan) error {
	path := filepath.Join(b.folder, "hundred.pdf")
	sheets := s.sheets[:0:0]
	for n := range 100 {
		sheets = append(sheets, s.sheets[n%len(s.sheets)])
	}
	if err := writePDF(path, scanDPI, sheets); err != nil {
		return err
	}
	var first []float64
	for range b.rounds {
		took, err := b.first(ctx, path)
		if err != nil {
			return err
		}
		first = append(first, took.Seconds())
	}
	row("start to the first page's text of 100 pages, s", fmt.Sprintf("%.2f", median(first)), "≤ 1.50")
	return nil
}

// first is the time from the start of recto read to its first text; then it is
// ended.
func (b *bench) first(ctx context.Context, path string) (time.Duration, error) {
	ctx, end := context.WithCancel(ctx)
	defer end()
	cmd := exec.CommandContext(ctx, b.recto, "read", "--quiet", "--jobs", strconv.Itoa(b.jobs), path)
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return 0, err
	}
	start := time.Now()
	if err := cmd.Start(); err != nil {
		return 0, err
	}
	_, err = stdout.Read(make([]byte, 1))
	took := time.Since(start)
	end()
	_ = cmd.Wait() // interrupted
	return took, err
}
