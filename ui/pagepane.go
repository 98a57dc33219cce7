package ui

import (
	"context"
	"math"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"recto/render"
	"recto/ui/pageview"
	"recto/ui/session"
	"recto/ui/task"
)

// settleTime is how long the zoom must rest before a sharper picture is made:
// a picture that is given up halfway costs its worker.
const settleTime = 150 * time.Millisecond

// maxPicture bounds a picture for the screen, in pixels: 96 MB as RGBA.
const maxPicture = 24_000_000

// vectorDPI is the resolution whose pixels a vector page is counted in until
// its picture tells better.
const vectorDPI = 300

// pageKey names a page of a document.
type pageKey struct {
	doc  *session.Document
	page int
}

// pagePane shows the picture of the current page, and fetches it.
type pagePane struct {
	view     *pageview.PageView
	content  fyne.CanvasObject
	renderer render.Renderer
	latest   *task.Latest[render.Raster]
	cache    pictures
	key      pageKey

	// settle is settleTime but in tests.
	settle time.Duration

	// err is why there is no picture, told by onError.
	err     error
	onError func()
}

func newPagePane(ctx context.Context, renderer render.Renderer, post func(func())) *pagePane {
	p := &pagePane{view: pageview.New(), renderer: renderer, settle: settleTime,
		latest: task.New[render.Raster](ctx, post), onError: func() {}}
	p.view.OnNeedPicture = p.onNeedPicture
	p.content = container.NewStack(p.view)
	return p
}

// wait returns when no picture is being made any more.
func (p *pagePane) wait() { p.latest.Wait() }

// show turns to the document's current page; nil shows none.
func (p *pagePane) show(d *session.Document) {
	if d == nil || d.Current() == nil {
		p.latest.Stop()
		p.key, p.err = pageKey{}, nil
		p.view.SetPage(0, 0)
		return
	}
	key := pageKey{d, d.At}
	if key == p.key {
		return
	}
	if d != p.key.doc && p.view.Fit() == pageview.FitNone {
		p.view.SetFit(pageview.FitPage) // the zoom was chosen for another document
	}
	p.latest.Stop()
	p.key, p.err = key, nil
	raster, cached := p.cache.get(key)
	width, height := expectedSize(d.Info.Pages[d.At])
	if cached {
		width, height = raster.PageWidth, raster.PageHeight
	}
	p.view.SetPage(p.pageSize(width, height))
	if cached {
		p.showPicture(raster)
	}
}

// pageSize is the size in pixels that the words of the page are placed in, or
// the given one where it was not read yet: a document may be read at another
// resolution than its picture was thought to have.
func (p *pagePane) pageSize(width, height int) (int, int) {
	if shown := p.key.doc.Current(); shown != nil && shown.HasResult {
		return shown.Result.Width, shown.Result.Height
	}
	return width, height
}

// expectedSize is the page's size in pixels as far as it is known before the
// page was drawn.
func expectedSize(info render.PageInfo) (width, height int) {
	if info.Width > 0 && info.Height > 0 {
		return info.Width, info.Height
	}
	pixels := func(pt float64) int { return max(1, int(math.Round(pt/72*vectorDPI))) }
	return pixels(info.WidthPt), pixels(info.HeightPt)
}

// again asks for the picture anew, after an error.
func (p *pagePane) again() {
	p.key = pageKey{}
}

func (p *pagePane) onNeedPicture(width, height int) {
	key, d := p.key, p.key.doc
	if d == nil {
		return
	}
	req := pictureRequest(d, key.page, width, height)
	wait := p.settle
	if _, ok := p.cache.get(key); !ok {
		wait = 0
	}
	p.latest.Start(
		func(ctx context.Context) (render.Raster, error) {
			select {
			case <-time.After(wait):
			case <-ctx.Done():
				return render.Raster{}, ctx.Err()
			}
			return p.renderer.Render(ctx, req)
		},
		func(raster render.Raster, err error) { p.onPicture(key, raster, err) },
	)
}

// pictureRequest asks for a page in the given size, or less where that would
// be too large.
func pictureRequest(d *session.Document, page, width, height int) render.Request {
	if area := float64(width) * float64(height); area > maxPicture {
		shrink := math.Sqrt(maxPicture / area)
		width, height = int(float64(width)*shrink), int(float64(height)*shrink)
	}
	req := render.Request{Path: d.Path, Password: d.Password, Page: page, MaxWidth: max(1, width), MaxHeight: max(1, height)}
	if info := d.Info.Pages[page]; info.Width == 0 && info.WidthPt > 0 {
		req.DPI = min(float64(width)/info.WidthPt*72, render.MaxDPI)
	}
	return req
}

func (p *pagePane) onPicture(key pageKey, raster render.Raster, err error) {
	if key != p.key {
		return
	}
	p.err = err
	if err == nil {
		p.cache.put(key, raster)
		p.showPicture(raster)
	}
	p.onError()
}

func (p *pagePane) showPicture(raster render.Raster) {
	width, height := p.pageSize(raster.PageWidth, raster.PageHeight)
	p.view.SetPicture(raster.Image(), width, height)
}

// pictures keeps the last pictures that were shown, so that turning back is
// immediate. Its zero value is empty.
type pictures struct {
	keys    []pageKey
	rasters map[pageKey]render.Raster
	bytes   int
}

// maxPictureBytes bounds what pictures keeps beside the newest one.
const maxPictureBytes = 64 << 20

func (c *pictures) get(key pageKey) (render.Raster, bool) {
	raster, ok := c.rasters[key]
	return raster, ok
}

func (c *pictures) put(key pageKey, raster render.Raster) {
	c.drop(func(k pageKey) bool { return k == key })
	if c.rasters == nil {
		c.rasters = map[pageKey]render.Raster{}
	}
	c.keys = append(c.keys, key)
	c.rasters[key] = raster
	c.bytes += len(raster.Pix)
	for len(c.keys) > 1 && c.bytes > maxPictureBytes {
		oldest := c.keys[0]
		c.drop(func(k pageKey) bool { return k == oldest })
	}
}

// drop forgets the pictures of the pages that gone chooses.
func (c *pictures) drop(gone func(pageKey) bool) {
	kept := c.keys[:0]
	for _, key := range c.keys {
		if gone(key) {
			c.bytes -= len(c.rasters[key].Pix)
			delete(c.rasters, key)
		} else {
			kept = append(kept, key)
		}
	}
	c.keys = kept
}
