package ocrtest

import (
	"context"
	"os"
	"sync/atomic"

	"recto/ocr"
	"recto/render"
)

// Contents is an engine as Fake is one, for files that lie anywhere: it tells
// the scripted documents by their bytes. Any other file is render.ErrFormat.
// Its fields are set before the first call.
type Contents struct {
	// Documents are the files there may be, by content.
	Documents map[string]Document

	// Workers is the answer of Size; 1 where it is 0.
	Workers int

	opens atomic.Int64
}

// document is the script of the file at path, as the only one of a Fake.
func (c *Contents) document(path string) (*Fake, error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, render.ErrNotFound
	}
	doc, ok := c.Documents[string(content)]
	if !ok {
		return nil, render.ErrFormat
	}
	return &Fake{Documents: map[string]Document{path: doc}}, nil
}

// Info answers from the script.
func (c *Contents) Info(ctx context.Context, path, password string) (render.Info, error) {
	fake, err := c.document(path)
	if err != nil {
		return render.Info{}, err
	}
	return fake.Info(ctx, path, password)
}

// Open is Info, and is counted.
func (c *Contents) Open(ctx context.Context, _, path, password string) (render.Info, error) {
	c.opens.Add(1)
	return c.Info(ctx, path, password)
}

// Opens is how often Open was called.
func (c *Contents) Opens() int { return int(c.opens.Load()) }

// Render draws the page white with each word as a dark box.
func (c *Contents) Render(ctx context.Context, req render.Request) (render.Raster, error) {
	fake, err := c.document(req.Path)
	if err != nil {
		return render.Raster{}, err
	}
	return fake.Render(ctx, req)
}

// Recognize answers from the script; the page's turn comes at once.
func (c *Contents) Recognize(ctx context.Context, req ocr.Request) (ocr.Page, error) {
	fake, err := c.document(req.Path)
	if err != nil {
		return ocr.Page{}, err
	}
	return fake.Recognize(ctx, req)
}

// Describe answers that English is there.
func (c *Contents) Describe(ctx context.Context) (ocr.EngineInfo, error) {
	return ocr.EngineInfo{Packs: []string{"eng"}}, ctx.Err()
}

// Size is Workers, at least 1.
func (c *Contents) Size() int { return max(1, c.Workers) }
