package main

import (
	"context"
	"fmt"
	"image"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"recto/ocr"
	"recto/ocr/ocrtest"
	"recto/ocr/ocrtest/distort"
	"recto/ocr/worker"
	"recto/render"
)

// page is one page with its truth and what became of it: upright first, then
// of each kind of copy.
type page struct {
	set, path, truth string
	recto, tesseract []reading
}

// reading is how one copy of a page was read.
type reading struct {
	edits ocrtest.Edits // characters
	f1    float64       // of words, without order and case
	angle float64       // that Recto found, in degrees
}

func (p page) compare(text string, angle float64) reading {
	return reading{
		ocrtest.Characters(p.truth, text),
		ocrtest.Bag(strings.ToLower(p.truth), strings.ToLower(text)).F1(), angle,
	}
}

// read reads the page and a copy of it of each kind. The tesseract command
// reads turned pages upright only: it does not claim to turn them.
func (t task) read(ctx context.Context, pool *worker.Pool, p *page, kinds []distort.Kind) error {
	raster, err := pool.Render(ctx, render.Request{Path: p.path, Grey: true})
	if err != nil {
		return err
	}
	grey, ok := raster.Image().(*image.Gray)
	if !ok {
		return fmt.Errorf("a raster of %d channels", raster.Channels)
	}
	p.recto, p.tesseract = make([]reading, len(kinds)+1), make([]reading, len(kinds)+1)
	for i := range len(kinds) + 1 {
		path := p.path
		if i > 0 {
			if path, err = kinds[i-1].Write(grey, t.keep, filepath.Base(p.path)); err != nil {
				return err
			}
		}
		got, err := pool.Recognize(ctx, ocr.Request{Path: path, Order: t.order})
		if err != nil {
			return err
		}
		p.recto[i] = p.compare(got.Text(), got.Angle)
		if i > 0 && (!t.damaged || t.bare) {
			continue
		}
		text, err := engineAlone(ctx, path)
		if err != nil {
			return err
		}
		p.tesseract[i] = p.compare(text, 0)
	}
	return nil
}

// engineAlone is what the tesseract command reads with its defaults.
func engineAlone(ctx context.Context, path string) (string, error) {
	cmd := exec.CommandContext(ctx, "tesseract", path, "stdout")
	cmd.Env = append(os.Environ(), "OMP_THREAD_LIMIT=1")
	text, err := cmd.Output()
	return string(text), err
}
