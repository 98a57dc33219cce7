// Shots goes through the real window on a screen of its own, as a person would
// with mouse and keyboard, and takes a picture of each step. Every step is held
// to what it should bring about: a file, the clipboard, a title, an answer of
// the API; never to pixels. The pictures are for people to look at.
//
//	go run ./ui/uitest/shots -recto bin/recto -out out/shots
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/jezek/xgb"

	"recto/ui/uitest/screen"
)

// look is how the window is shown in one round.
type look struct {
	width, height int // pixels
	scale         float64
	theme         string
	language      string
}

func (l look) String() string {
	name := fmt.Sprintf("%dx%d-%s", l.width, l.height, l.theme)
	if l.scale != 1 {
		name += fmt.Sprintf("-%.0f%%", 100*l.scale)
	}
	if l.language != "en" {
		name += "-" + l.language
	}
	return name
}

// portrait is how the README shows the window.
var portrait = look{1280, 860, 1, "dark", "en"}

// looks are the rounds: the least size, a usual one, and a fine screen.
func looks(language string) []look {
	var all []look
	for _, theme := range []string{"light", "dark"} {
		all = append(all, look{1024, 700, 1, theme, language}, look{1920, 1080, 1, theme, language}, look{1920, 1080, 2, theme, language})
	}
	return all
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "shots:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	bin := flag.String("recto", "bin/recto", "the program")
	out := flag.String("out", "out/shots", "the folder of the pictures")
	only := flag.String("only", "", "go the rounds whose name has this, such as 1024x700-light")
	jobs := flag.Int("jobs", 2, "how many rounds are gone at once, each on a screen of its own")
	last := flag.String("last", "", "the step to end with; all steps without one")
	language := flag.String("language", "en", "the language that the window speaks")
	flag.Parse()
	xgb.Logger.SetOutput(io.Discard) // it tells of each screen that it has no password
	if missing := screen.Missing("pcmanfm", "qpdf", "pdftotext"); len(missing) > 0 {
		return fmt.Errorf("not installed: %s", strings.Join(missing, ", "))
	}
	rounds := slices.DeleteFunc(looks(*language), func(l look) bool { return !strings.Contains(l.String(), *only) })
	if *only == portrait.String() {
		rounds = []look{portrait}
	}
	if len(rounds) == 0 {
		return errors.New("there is no such round")
	}
	results := make([]error, len(rounds))
	var going sync.WaitGroup
	turn := make(chan struct{}, max(1, *jobs))
	for i, l := range rounds {
		going.Go(func() {
			turn <- struct{}{}
			defer func() { <-turn }()
			began := time.Now()
			n, err := round(ctx, *bin, *out, *last, l)
			if err != nil {
				results[i] = fmt.Errorf("%s: %w", l, err)
				return
			}
			fmt.Printf("%s: %d steps in %.0f s\n", l, n, time.Since(began).Seconds())
		})
	}
	going.Wait()
	return errors.Join(results...)
}
