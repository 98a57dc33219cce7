// Command train makes the model of package style. It draws pages in fonts of
// print and of hands, has recto read them and real ones, measures the lines
// that were found, and fits the model to them:
//
//	go run ./ocr/style/train -recto bin/recto
//
// It needs the Debian packages of fonts.txt, and the folders of real data that
// the flags name. The same inputs give the same model. With -samples FILE the
// lines are kept, or taken from there where the file exists.
package main

import (
	"bytes"
	"context"
	_ "embed" // the list of fonts
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
)

func main() {
	var t training
	flag.StringVar(&t.collector.bin, "recto", "bin/recto", "built recto, which reads the pages")
	flag.IntVar(&t.collector.jobs, "jobs", 2, "pages read at once")
	flag.IntVar(&t.pages, "pages", 300, "pages to draw")
	flag.StringVar(&t.data, "data", "../shared/data", "folder of real pages of print; empty for none")
	flag.StringVar(&t.hands, "hands", "../shared/handwriting", "folder with real lines (real) and more fonts of hands (payload/fonts/hand)")
	flag.StringVar(&t.samples, "samples", "", "file of the measured lines")
	flag.StringVar(&t.out, "out", "ocr/style/model.json", "file for the model")
	flag.StringVar(&t.keep, "keep", "", "folder in which drawn pages are kept")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := t.run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

// training is one run.
type training struct {
	collector                       collector
	pages                           int
	data, hands, samples, out, keep string
}

func (t training) run(ctx context.Context) error {
	samples, err := t.load()
	if errors.Is(err, fs.ErrNotExist) {
		samples, err = t.collect(ctx)
	}
	if err != nil {
		return err
	}
	return fit(samples, t.out)
}

// load takes samples that an earlier run kept.
func (t training) load() ([]sample, error) {
	if t.samples == "" {
		return nil, fs.ErrNotExist
	}
	content, err := os.ReadFile(t.samples)
	if err != nil {
		return nil, err
	}
	var samples []sample
	return samples, json.Unmarshal(content, &samples)
}

// collect draws, reads and measures.
func (t training) collect(ctx context.Context) ([]sample, error) {
	folder := t.keep
	if folder == "" {
		var err error
		if folder, err = os.MkdirTemp("", "recto-style-"); err != nil {
			return nil, err
		}
		defer os.RemoveAll(folder)
	}
	s, err := t.supplies(ctx)
	if err != nil {
		return nil, err
	}
	sources, err := t.drawn(s, folder)
	if err != nil {
		return nil, err
	}
	var more []source
	if t.data != "" {
		if more, err = real(t.data); err != nil {
			return nil, err
		}
	}
	samples, err := t.collector.read(ctx, append(sources, more...))
	if err != nil || t.samples == "" {
		return samples, err
	}
	content, err := json.Marshal(samples)
	if err != nil {
		return nil, err
	}
	return samples, os.WriteFile(t.samples, content, 0o600)
}

//go:embed fonts.txt
var fontList string

// supplies parts fonts and real hands over the folds.
func (t training) supplies(ctx context.Context) ([]supplies, error) {
	files := map[string][]string{}
	for line := range strings.Lines(fontList) {
		fields := strings.Fields(line)
		if len(fields) < 3 || fields[0] == "#" {
			continue
		}
		installed, err := packaged(ctx, fields[1], fields[3:])
		if err != nil {
			return nil, err
		}
		files[fields[0]] = append(files[fields[0]], installed...)
	}
	more, err := filepath.Glob(filepath.Join(t.hands, "payload/fonts/hand/*-[0-9]00.ttf"))
	if err != nil {
		return nil, err
	}
	print, err := fonts(files["print"])
	if err != nil {
		return nil, err
	}
	hand, err := fonts(append(files["hand"], more...))
	if err != nil {
		return nil, err
	}
	lines, err := written(filepath.Join(t.hands, "real"))
	if err != nil {
		return nil, err
	}
	return part(print, hand, lines), nil
}

// packaged are the files of a Debian package's fonts, without those of the given names.
func packaged(ctx context.Context, name string, without []string) ([]string, error) {
	list, err := exec.CommandContext(ctx, "dpkg", "-L", name).Output()
	if err != nil {
		return nil, fmt.Errorf("fonts of the package %s (apt-get install %s): %w", name, name, err)
	}
	var files []string
	for line := range bytes.Lines(list) {
		file := strings.TrimSpace(string(line))
		ext := filepath.Ext(file)
		if (ext == ".ttf" || ext == ".otf") && !slices.ContainsFunc(without, func(s string) bool { return strings.Contains(file, s) }) {
			files = append(files, file)
		}
	}
	return files, nil
}

// part gives each fold its fonts, by family, and its real hands.
func part(print, hand []face, lines map[string][]crop) []supplies {
	parts := make([]supplies, folds)
	families := map[string]int{}
	of := func(f face) *supplies {
		family, _, _ := strings.Cut(strings.ToLower(f.name), "-")
		family = strings.TrimRight(family, "0123456789. ibdt")
		if _, ok := families[family]; !ok {
			families[family] = len(families)
		}
		return &parts[families[family]%folds]
	}
	for _, f := range print {
		s := of(f)
		s.print = append(s.print, f)
		if slices.ContainsFunc([]string{"Mono", "Courier", "Cousine", "Hack", "Inconsolata", "TypewriterText"}, func(s string) bool { return strings.Contains(f.name, s) }) {
			for i := range parts { // There are few: a typewriter is in every fold.
				parts[i].mono = append(parts[i].mono, f)
			}
		}
	}
	for _, f := range hand {
		s := of(f)
		s.hands = append(s.hands, f)
	}
	sets := slices.Sorted(maps.Keys(lines))
	n := 0
	for _, set := range sets {
		// Parts of a set are other writers, or other pages.
		for chunk := range slices.Chunk(lines[set], max(40, len(lines[set])/8)) {
			parts[n%folds].real = append(parts[n%folds].real, chunk)
			n++
		}
	}
	return parts
}

func newRandom(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 20)) }
