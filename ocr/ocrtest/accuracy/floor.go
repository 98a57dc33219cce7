package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"recto/ocr"
	"recto/render"
)

// floor is the plain tesseract command with its defaults. What it reads does
// not change with Recto, so it is kept.
type floor struct {
	renderer render.Renderer // for documents, which the command cannot open
	version  string
	kept     string // folder
	jobs     int
}

func newFloor(ctx context.Context, renderer render.Renderer, kept string, jobs int) (floor, error) {
	out, err := exec.CommandContext(ctx, "tesseract", "--version").Output()
	if err != nil {
		return floor{}, fmt.Errorf("tesseract: %w", err)
	}
	version, _, _ := strings.Cut(string(out), "\n")
	return floor{renderer, version, kept, jobs}, os.MkdirAll(kept, 0o755)
}

func (f floor) read(ctx context.Context, pages []page) []reading {
	readings := make([]reading, len(pages))
	var wg sync.WaitGroup
	limit := make(chan struct{}, f.jobs)
	for i, p := range pages {
		limit <- struct{}{}
		wg.Go(func() {
			defer func() { <-limit }()
			readings[i] = f.page(ctx, p)
		})
	}
	wg.Wait()
	return readings
}

// keptReading is a reading as it is kept.
type keptReading struct {
	Text  string        `json:"text"`
	Words []ocr.Word    `json:"words"`
	Took  time.Duration `json:"took"`
}

func (f floor) page(ctx context.Context, p page) reading {
	name, err := f.name(p)
	if err != nil {
		return reading{err: err}
	}
	var k keptReading
	if content, err := os.ReadFile(name); err == nil && json.Unmarshal(content, &k) == nil {
		return reading{text: k.Text, words: k.Words, took: k.Took}
	}
	r := f.document(ctx, p)
	if r.err != nil {
		return r
	}
	content, err := json.Marshal(keptReading{r.text, r.words, r.took})
	if err == nil {
		err = os.WriteFile(name, content, 0o644)
	}
	r.err = err
	return r
}

// name is the file that the reading of a page is kept in.
func (f floor) name(p page) (string, error) {
	content, err := os.ReadFile(p.path)
	if err != nil {
		return "", err
	}
	told := strings.Join([]string{f.version, p.lang, os.Getenv("TESSDATA_PREFIX"), string(content)}, "\n")
	sum := sha256.Sum256([]byte(told))
	return filepath.Join(f.kept, hex.EncodeToString(sum[:12])+".json"), nil
}

func (f floor) document(ctx context.Context, p page) reading {
	if !strings.HasSuffix(p.path, ".pdf") {
		return f.command(ctx, p.path, p.lang, nil)
	}
	info, err := f.renderer.Info(ctx, p.path, "")
	if err != nil {
		return reading{err: err}
	}
	var whole reading
	for number := range info.Pages {
		raster, err := f.renderer.Render(ctx, render.Request{Path: p.path, Page: number, Grey: true})
		if err != nil {
			return reading{err: err}
		}
		one := f.command(ctx, "stdin", p.lang, raster.Image())
		if one.err != nil {
			return one
		}
		whole.text += one.text
		whole.words = append(whole.words, one.words...)
		whole.took += one.took
	}
	return whole
}

// command reads a picture by its path, or the one given.
func (f floor) command(ctx context.Context, path, lang string, picture image.Image) reading {
	c := exec.CommandContext(ctx, "tesseract", path, "stdout", "-l", lang, "tsv")
	c.Env = append(os.Environ(), "OMP_THREAD_LIMIT=1")
	if picture != nil {
		var in bytes.Buffer
		if err := png.Encode(&in, picture); err != nil {
			return reading{err: err}
		}
		c.Stdin = &in
	}
	var complaint bytes.Buffer
	c.Stderr = &complaint
	out, err := c.Output()
	if err != nil {
		return reading{err: fmt.Errorf("tesseract %q: %w, %s", path, err, bytes.TrimSpace(complaint.Bytes()))}
	}
	r := fromTSV(string(out))
	r.took = c.ProcessState.UserTime() + c.ProcessState.SystemTime()
	return r
}

// fromTSV reads what the command writes as tsv: level, page, block, paragraph,
// line, word, left, top, width, height, confidence, text. It quotes nothing.
func fromTSV(tsv string) reading {
	const word, fields = "5", 12
	var r reading
	var text strings.Builder
	line := ""
	for row := range strings.Lines(tsv) {
		f := strings.SplitN(strings.TrimRight(row, "\n"), "\t", fields)
		if len(f) < fields || f[0] != word || strings.TrimSpace(f[fields-1]) == "" {
			continue
		}
		if at := strings.Join(f[1:5], " "); at != line {
			line = at
			text.WriteByte('\n')
		}
		text.WriteString(f[fields-1] + " ")
		left, top, width, height := number(f[6]), number(f[7]), number(f[8]), number(f[9])
		r.words = append(r.words, ocr.Word{Text: f[fields-1], Quad: ocr.Rect(left, top, left+width, top+height)})
	}
	r.text = text.String()
	return r
}

func number(s string) float64 {
	n, _ := strconv.ParseFloat(s, 64)
	return n
}
