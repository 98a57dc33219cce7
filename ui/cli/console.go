package cli

import (
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"
)

// reportEvery is how often a line tells of the progress where there is no
// terminal to draw a bar on.
const reportEvery = 5 * time.Second

// console is the standard error: a progress bar on a terminal, plain lines
// elsewhere, and messages that do not run into the bar. It may be used by
// several goroutines.
type console struct {
	mu       sync.Mutex
	w        io.Writer
	terminal bool
	quiet    bool

	bar      *progressbar.ProgressBar // nil while none is drawn
	total    int                      // pages to read
	done     int                      // pages behind us, of which
	read     int                      // so many could be read
	began    time.Time
	reported time.Time
}

func newConsole(w io.Writer, terminal, quiet bool) *console {
	return &console{w: w, terminal: terminal, quiet: quiet}
}

// Write puts text above the bar; the log writes here.
func (c *console) Write(text []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.write(text)
}

func (c *console) write(text []byte) (int, error) {
	if c.bar != nil {
		_ = c.bar.Clear() // the bar is only decoration
	}
	return c.w.Write(text)
}

// printf is write for a format; the lock is held.
func (c *console) printf(format string, args ...any) {
	_, _ = c.write(fmt.Appendf(nil, format, args...)) // as in complain
}

// complain tells what went wrong, on a line of its own.
func (c *console) complain(text string) {
	// Nobody is left to be told that the standard error is gone.
	_, _ = c.Write([]byte(text + "\n"))
}

// info tells what a person may want to know, unless quiet.
func (c *console) info(text string) {
	if !c.quiet {
		c.complain(text)
	}
}

// start begins to show the progress of total pages.
func (c *console) start(total int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.total, c.began = total, time.Now()
	c.reported = c.began
	if !c.terminal || c.quiet || total == 0 {
		return
	}
	// The bar's own rate is in whole pages, and in pages a minute below one.
	c.bar = progressbar.NewOptions(total,
		progressbar.OptionSetWriter(c.w), progressbar.OptionSetWidth(30),
		progressbar.OptionShowCount(), progressbar.OptionShowDescriptionAtLineEnd(),
		progressbar.OptionSetPredictTime(false), progressbar.OptionSetElapsedTime(false),
		progressbar.OptionSetDescription("pages"), progressbar.OptionClearOnFinish())
	_ = c.bar.RenderBlank()
}

// step counts one more page, and whether it could be read.
func (c *console) step(read bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.done++
	if read {
		c.read++
	}
	now := time.Now()
	switch {
	case c.quiet:
	case c.bar != nil:
		c.bar.Describe(pace(c.done, c.total, now.Sub(c.began)))
		_ = c.bar.Add(1)
	case now.Sub(c.reported) >= reportEvery && c.done < c.total:
		c.reported = now
		c.printf("%d of %d pages, %s\n", c.done, c.total, pace(c.done, c.total, now.Sub(c.began)))
	}
}

// finish takes the bar away and, if wanted, sums up what was done.
func (c *console) finish(sum bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.bar != nil {
		_ = c.bar.Clear()
		c.bar = nil
	}
	if !sum || c.quiet || c.total == 0 {
		return
	}
	took := time.Since(c.began)
	c.printf("%d of %d pages read in %s, %s\n", c.read, c.total, took.Round(100*time.Millisecond), rate(c.done, took))
}

// pace is the rate so far and the time left at that rate.
func pace(done, total int, took time.Duration) string {
	left := time.Duration(float64(took) / float64(max(1, done)) * float64(total-done))
	return rate(done, took) + ", " + left.Round(time.Second).String() + " left"
}

func rate(done int, took time.Duration) string {
	return fmt.Sprintf("%.2f pages/s", float64(done)/max(took.Seconds(), 1e-3))
}
