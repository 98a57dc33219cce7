package ui

import (
	"context"
	"image"
	"sync"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"recto/render"
	"recto/ui/rasters"
	"recto/ui/session"
	"recto/ui/uitest"
)

// printer gives white pages of A4 in whatever size is asked for, and keeps the
// requests.
type printer struct {
	mu       sync.Mutex
	requests []render.Request
}

func (p *printer) Info(context.Context, string, string) (render.Info, error) {
	return render.Info{}, render.ErrFormat
}

func (p *printer) Render(ctx context.Context, req render.Request) (render.Raster, error) {
	p.mu.Lock()
	p.requests = append(p.requests, req)
	p.mu.Unlock()
	r := render.Raster{Width: req.MaxWidth, Height: req.MaxHeight, Channels: 1, PageWidth: 2480, PageHeight: 3508, Vector: true}
	if !req.Clip.Empty() {
		r.Clip, r.Whole = req.Clip, image.Pt(req.MaxWidth, req.MaxHeight)
		r.Width, r.Height = req.Clip.Dx(), req.Clip.Dy()
	}
	r.Pix = make([]byte, r.Width*r.Height)
	return r, ctx.Err()
}

func (p *printer) asked() []render.Request {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.requests
}

// shownPane is a pane of 400 × 500 that shows the first of three pages, drawn.
func shownPane(t *testing.T) (*pagePane, *printer, *session.Document, uitest.Loop) {
	t.Helper()
	test.NewTempApp(t)
	loop, printer := uitest.NewLoop(), &printer{}
	pane := newPagePane(t.Context(), printer, rasters.NewCache(64<<20), loop.Post)
	pane.settle = 0
	window := test.NewTempWindow(t, pane.content)
	window.SetPadded(false)
	window.Resize(fyne.NewSize(400, 500))
	d := &session.Document{Path: "/a", Pages: make([]session.Page, 3)}
	for range d.Pages {
		d.Info.Pages = append(d.Info.Pages, render.PageInfo{WidthPt: 595, HeightPt: 842})
	}
	pane.show(d)
	settle(t, pane, loop)
	return pane, printer, d, loop
}

func settle(t *testing.T, p *pagePane, loop uitest.Loop) {
	t.Helper()
	loop.Until(t, "all is drawn", func() bool { return !p.latest.Running() && !p.rest.Running() && !p.ahead.Busy() })
}

func TestAVisiblePartIsDrawnBeforeTheWholePage(t *testing.T) {
	pane, printer, _, loop := shownPane(t)
	before := len(printer.asked())
	pane.view.SetZoom(1)
	settle(t, pane, loop)
	asked := printer.asked()[before:]
	if len(asked) < 2 || asked[0].Clip.Empty() || !asked[1].Clip.Empty() {
		t.Fatalf("asked for %+v, want a part and then the whole page", asked)
	}
	if size := asked[0].Clip.Size(); size.X < 400 || size.X > 900 || size.Y > 1100 {
		t.Errorf("the part has %v pixels, want the view and half of it on each side", size)
	}
	done := len(printer.asked())
	scroll(pane, 0, -1500)
	settle(t, pane, loop)
	if more := printer.asked()[done:]; len(more) != 0 {
		t.Errorf("panning over a whole picture asked for %+v", more)
	}
}

func TestZoomIsSharpAndBoundedHoweverLarge(t *testing.T) {
	pane, printer, _, loop := shownPane(t)
	pane.view.SetZoom(16)
	settle(t, pane, loop)
	for range 5 {
		before := len(printer.asked())
		scroll(pane, -700, -900)
		settle(t, pane, loop)
		asked := printer.asked()[before:]
		if len(asked) != 1 {
			t.Fatalf("panned by more than the margin: asked for %+v, want one part", asked)
		}
		req := asked[0]
		if got := float64(req.MaxWidth) / (595.0 / 72 * 300); got < 15.9 || got > 16.1 {
			t.Errorf("drawn %.2f times as large as the page, want 16", got)
		}
		if size := req.Clip.Size(); size.X*size.Y > maxAtOnce || size.X == 0 {
			t.Errorf("a part of %v", size)
		}
	}
	before := len(printer.asked())
	scroll(pane, -20, 20)
	settle(t, pane, loop)
	if more := printer.asked()[before:]; len(more) != 0 {
		t.Errorf("panning within the margin asked for %+v", more)
	}
}

func TestThePagesBesideAreDrawnAheadAndTurnedToAtOnce(t *testing.T) {
	pane, printer, d, loop := shownPane(t)
	asked := printer.asked()
	if len(asked) != 3 || asked[1].Page != 1 || !asked[1].Ahead || asked[2].Page != 2 || asked[0].Ahead {
		t.Fatalf("asked for %+v, want the page and then the next two ahead", asked)
	}
	d.At = 1
	pane.show(d)
	if pane.latest.Running() {
		t.Error("the page that was drawn ahead is drawn again")
	}
	settle(t, pane, loop)
	if got := printer.asked(); len(got) != 3 {
		t.Errorf("after turning: asked for %+v, want none more", got[3:])
	}
	d.At = 2
	pane.show(d)
	d.At = 1
	pane.show(d)
	if pane.latest.Running() || len(printer.asked()) != 3 {
		t.Error("a page that was shown before is drawn again")
	}
}

func TestAPictureIsNotAskedForBeyondItsOwnPixels(t *testing.T) {
	info := render.PageInfo{Width: 1000, Height: 1400, WidthPt: 240, HeightPt: 336}
	whole, seen := drawable(info, image.Pt(4000, 5600), image.Rect(2001, 2000, 2401, 2500))
	if whole != image.Pt(1000, 1400) || seen != image.Rect(500, 500, 601, 625) {
		t.Errorf("drawable = %v, %v, want all its pixels and a quarter of the place", whole, seen)
	}
	if got := around(info, whole, seen); !got.Empty() {
		t.Errorf("a small picture is drawn in parts: %v", got)
	}
}

// scroll moves the page by view units, as a touch pad does.
func scroll(pane *pagePane, dx, dy float32) {
	const speed = 3 // view units for each of the wheel
	pane.view.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(dx/speed, dy/speed)})
}
