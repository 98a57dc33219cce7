package ocrtest

import (
	"context"
	"errors"
	"testing"

	"recto/ocr"
	"recto/render"
)

var (
	_ ocr.Recognizer  = (*Fake)(nil)
	_ ocr.Describer   = (*Fake)(nil)
	_ render.Renderer = (*Fake)(nil)
)

func TestScriptedPagesComeBackWithTheirNumbers(t *testing.T) {
	fake := &Fake{Documents: map[string]Document{"a.png": TextDocument("one", "two words\nbelow")}}
	page, err := fake.Recognize(t.Context(), ocr.Request{Path: "a.png", Page: 1})
	if err != nil || page.Number != 1 || page.Text() != "two words\nbelow\n" {
		t.Fatalf("Recognize = %d %q, %v", page.Number, page.Text(), err)
	}
	if _, err := fake.Recognize(t.Context(), ocr.Request{Path: "a.png", Page: 2}); !errors.Is(err, render.ErrNoPage) {
		t.Errorf("past the end: %v, want %v", err, render.ErrNoPage)
	}
	if _, err := fake.Recognize(t.Context(), ocr.Request{Path: "b.png"}); !errors.Is(err, render.ErrNotFound) {
		t.Errorf("no document: %v, want %v", err, render.ErrNotFound)
	}
	info, err := fake.Info(t.Context(), "a.png", "")
	if err != nil || len(info.Pages) != 2 || info.Pages[0].Width != 600 || info.Pages[0].WidthPt != 450 {
		t.Errorf("Info = %+v, %v", info, err)
	}
}

func TestAHangingPageEndsWithItsContext(t *testing.T) {
	doc := TextDocument("never")
	doc.Pages[0].Wait = make(chan struct{})
	fake := &Fake{Other: &doc, Started: make(chan ocr.Request)}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	go func() {
		_, err := fake.Recognize(ctx, ocr.Request{Path: "any"})
		done <- err
	}()
	<-fake.Started
	if fake.Running() != 1 {
		t.Errorf("Running = %d, want 1", fake.Running())
	}
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("err = %v, want %v", err, context.Canceled)
	}
}

func TestALockedDocumentAsksForItsPassword(t *testing.T) {
	doc := TextDocument("secret")
	doc.Password = "open"
	fake := &Fake{Documents: map[string]Document{"a.pdf": doc}}
	for password, want := range map[string]error{"": render.ErrPassword, "no": render.ErrWrongPassword, "open": nil} {
		if _, err := fake.Info(t.Context(), "a.pdf", password); !errors.Is(err, want) {
			t.Errorf("Info with password %q: %v, want %v", password, err, want)
		}
	}
}

func TestWordsAreDrawnDarkWithinTheBounds(t *testing.T) {
	doc := TextDocument("word")
	fake := &Fake{Documents: map[string]Document{"a.png": doc}}
	for _, grey := range []bool{false, true} {
		r, err := fake.Render(t.Context(), render.Request{Path: "a.png", MaxWidth: 300, Grey: grey})
		if err != nil || r.Width != 300 || r.Height != 400 || len(r.Pix) != 300*400*r.Channels {
			t.Fatalf("grey %v: %d×%d×%d with %d bytes, %v", grey, r.Width, r.Height, r.Channels, len(r.Pix), err)
		}
		if ink, _, _, _ := r.Image().At(25, 25).RGBA(); ink > 0x4000 {
			t.Errorf("grey %v: a word's pixel is %x, want dark", grey, ink)
		}
		if paper, _, _, _ := r.Image().At(5, 5).RGBA(); paper != 0xffff {
			t.Errorf("grey %v: paper is %x, want white", grey, paper)
		}
	}
}
