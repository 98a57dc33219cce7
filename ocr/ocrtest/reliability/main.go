// Command reliability tells how often words of a given confidence are right, set
// by set, and fits what turns the engine's confidences into probabilities
// (package ocr/calibrate).
//
//	go run ./ocr/ocrtest/reliability -recto bin/recto          # measure
//	go run ./ocr/ocrtest/reliability -recto bin/recto -fit     # fit anew, then measure
//
// It is fitted on the sets below marked so, whose licences allow it, and on
// pages that it draws itself; figures on those are of models that never saw
// the page (five folds).
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
)

func main() {
	var m measurement
	flag.StringVar(&m.data, "data", "../shared/data", "folder of the sets")
	flag.StringVar(&m.bin, "recto", "bin/recto", "built recto")
	flag.StringVar(&m.out, "out", "out/reliability", "folder of the readings and of the pages that are drawn")
	flag.StringVar(&m.fonts, "fonts", "/usr/share/fonts/truetype", "folder of the fonts of those pages")
	flag.BoolVar(&m.again, "again", false, "read pages again that were read before")
	flag.BoolVar(&m.fit, "fit", false, "fit anew, and write ocr/calibrate/model.go")
	flag.BoolVar(&m.write, "write", false, "write the table into docs/calibration.md")
	flag.IntVar(&m.every, "every", 1, "take every n-th page of the sets that are not for fitting")
	flag.StringVar(&m.only, "only", "", "take only sets whose name holds one of these, parted by commas")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := m.run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "reliability:", err)
		os.Exit(1)
	}
}

// measurement is one run.
type measurement struct {
	data, bin, out, fonts, only string
	again, fit, write           bool
	every                       int
}

func (m measurement) run(ctx context.Context) error {
	drawn, err := m.draw()
	if err != nil {
		return err
	}
	samples, err := m.read(ctx, append([]set{drawn}, sets...))
	if err != nil {
		return err
	}
	if m.fit {
		return m.refit(samples)
	}
	table := tableOf(samples, current(samples))
	fmt.Print(table)
	if m.write {
		return publish(table)
	}
	return nil
}

// refit fits on the samples of sets for fitting, writes the model, and shows
// what it does.
func (m measurement) refit(samples []sample) error {
	var own []sample
	for _, s := range samples {
		if s.forFitting {
			own = append(own, s)
		}
	}
	if len(own) == 0 {
		return fmt.Errorf("no words to fit on in %q", m.data)
	}
	fitted := fit(own)
	if err := fitted.write("ocr/calibrate/model.go"); err != nil {
		return err
	}
	held := crossed(own)
	given := make([]float64, len(samples))
	n := 0
	for i, s := range samples {
		if given[i] = fitted.probability(s.evidence); s.forFitting {
			given[i] = held[n]
			n++
		}
	}
	table := tableOf(samples, given)
	fmt.Print(table)
	if m.write {
		return publish(table)
	}
	return nil
}
