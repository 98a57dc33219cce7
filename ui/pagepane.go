package ui

import (
	"context"
	"image"
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

// The largest pictures for the screen, in pixels. One of 4 megapixels is drawn
// in about 100 ms, so it is drawn whole; of a larger one what is seen comes
// first. Beyond 24 megapixels, 96 MB as RGBA, no more than that is drawn.
const (
	maxAtOnce  = 4_000_000
	maxPicture = 24_000_000
)

// maxPictureBytes bounds the pictures that are kept for turning the page.
const maxPictureBytes = 256 << 20

// vectorDPI is the resolution whose pixels a vector page is counted in until
// its picture tells better.
const vectorDPI = 300

// pageKey names a page of a document.
type pageKey struct {
	doc  *session.Document
	page int
}

// wish is a picture that is asked for: clip of one of the size whole, or all of
// it where clip is empty.
type wish struct {
	whole image.Point
	clip  image.Rectangle
}

// pagePane shows the picture of the current page, and fetches it: what is seen
// first, then the whole page, then the next page.
type pagePane struct {
	view     *pageview.PageView
	content  fyne.CanvasObject
	renderer render.Renderer
	cache    pictures
	key      pageKey

	// wished is what latest draws or drew last; rest draws the whole page
	// after a part of it, and ahead a page beside.
	wished              wish
	latest, rest, ahead *task.Latest[render.Raster]

	// settle is settleTime but in tests.
	settle time.Duration

	// err is why there is no picture, told by onError.
	err     error
	onError func()
}

func newPagePane(ctx context.Context, renderer render.Renderer, post func(func())) *pagePane {
	p := &pagePane{view: pageview.New(), renderer: renderer, settle: settleTime, cache: pictures{limit: maxPictureBytes},
		latest: task.New[render.Raster](ctx, post), rest: task.New[render.Raster](ctx, post), ahead: task.New[render.Raster](ctx, post),
		onError: func() {}}
	p.view.OnNeedPicture = p.onNeedPicture
	p.content = container.NewStack(p.view)
	return p
}

// wait returns when no picture is being made any more.
func (p *pagePane) wait() {
	p.latest.Wait()
	p.rest.Wait()
	p.ahead.Wait()
}

// turnTo forgets what was under way for another page.
func (p *pagePane) turnTo(key pageKey) {
	if key.doc != p.key.doc {
		p.ahead.Stop()
	}
	p.latest.Stop()
	p.rest.Stop()
	p.key, p.err, p.wished = key, nil, wish{}
}

// show turns to the document's current page; nil shows none.
func (p *pagePane) show(d *session.Document) {
	if d == nil || d.Current() == nil {
		p.turnTo(pageKey{})
		p.view.SetPage(nil, 0, 0)
		return
	}
	key := pageKey{d, d.At}
	if key == p.key {
		return
	}
	if d != p.key.doc && p.view.Fit() == pageview.FitNone {
		p.view.SetFit(pageview.FitPage) // the zoom was chosen for another document
	}
	p.turnTo(key)
	width, height := expectedSize(d.Info.Pages[d.At])
	var picture image.Image
	if raster, cached := p.cache.get(key); cached {
		picture, width, height = raster.Image(), raster.PageWidth, raster.PageHeight
	}
	width, height = p.pageSize(width, height)
	p.view.SetPage(picture, width, height)
	if !p.latest.Running() {
		p.drawAhead(0) // the picture was there; else it comes first
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

// onNeedPicture asks for what the view lacks, unless it is on its way or there
// is nothing better.
func (p *pagePane) onNeedPicture(whole image.Point, seen image.Rectangle) {
	if p.key.doc == nil {
		return
	}
	info := p.key.doc.Info.Pages[p.key.page]
	whole, seen = drawable(info, whole, seen)
	_, cached := p.cache.get(p.key)
	wait := p.settle
	switch {
	case whole != p.wished.whole:
		p.rest.Stop()
	case p.latest.Running() || p.wished.clip.Empty() || seen.In(p.wished.clip):
		return // another part is asked for when the one that is drawn now has come
	default:
		wait = 0
	}
	if !cached {
		wait = 0
	}
	p.wished = wish{whole, around(info, whole, seen)}
	key := p.key
	p.fetch(p.latest, pictureRequest(key, p.wished), wait, func(raster render.Raster, err error) { p.onPicture(key, raster, err) })
}

// drawable is what of the wanted size can be had: a picture has no more pixels
// than its own.
func drawable(info render.PageInfo, whole image.Point, seen image.Rectangle) (image.Point, image.Rectangle) {
	size := image.Pt(info.Width, info.Height)
	if size.X <= 0 || size.Y <= 0 || whole.X <= size.X {
		return whole, seen
	}
	return size, image.Rect(seen.Min.X*size.X/whole.X, seen.Min.Y*size.Y/whole.Y,
		(seen.Max.X*size.X+whole.X-1)/whole.X, (seen.Max.Y*size.Y+whole.Y-1)/whole.Y).Intersect(image.Rectangle{Max: size})
}

// around is what to draw of a page of which a part is seen: all of it where that
// is as quick, else the part and half as much on each side, for who pans. A
// picture's file is decoded whole for the smallest part of it.
func around(info render.PageInfo, whole image.Point, seen image.Rectangle) image.Rectangle {
	if size := area(whole); size <= maxAtOnce || info.Width > 0 && size <= maxPicture {
		return image.Rectangle{}
	}
	grown := image.Rectangle{
		seen.Min.Sub(image.Pt(seen.Dx()/2, seen.Dy()/2)), seen.Max.Add(image.Pt(seen.Dx()/2, seen.Dy()/2)),
	}
	return grown.Intersect(image.Rectangle{Max: whole})
}

func area(size image.Point) float64 { return float64(size.X) * float64(size.Y) }

// fetch draws after a while.
func (p *pagePane) fetch(l *task.Latest[render.Raster], req render.Request, wait time.Duration, done func(render.Raster, error)) {
	l.Start(func(ctx context.Context) (render.Raster, error) {
		select {
		case <-time.After(wait):
		case <-ctx.Done():
			return render.Raster{}, ctx.Err()
		}
		return p.renderer.Render(ctx, req)
	}, done)
}

// pictureRequest asks for a picture of a page.
func pictureRequest(key pageKey, w wish) render.Request {
	d := key.doc
	req := render.Request{Path: d.Path, Password: d.Password, Page: key.page, MaxWidth: max(1, w.whole.X), MaxHeight: max(1, w.whole.Y), Clip: w.clip}
	if info := d.Info.Pages[key.page]; info.Width == 0 && info.WidthPt > 0 {
		req.DPI = float64(w.whole.X) / info.WidthPt * 72
	}
	return req
}

func (p *pagePane) onPicture(key pageKey, raster render.Raster, err error) {
	p.err = err
	switch {
	case err != nil:
	case raster.Clip.Empty():
		p.cache.put(key, raster)
		p.showPicture(raster)
		p.drawAhead(0)
	case !p.wished.clip.Empty():
		p.view.SetPart(raster.Image(), raster.Clip, raster.Whole)
		p.drawRest(key)
	}
	p.onError()
}

// drawRest draws the whole page after a part of it, where that is not too large.
func (p *pagePane) drawRest(key pageKey) {
	whole := wish{whole: p.wished.whole}
	if p.rest.Running() || area(whole.whole) > maxPicture {
		return
	}
	p.fetch(p.rest, pictureRequest(key, whole), 0, func(raster render.Raster, err error) {
		if err == nil {
			p.wished = whole
			p.onPicture(key, raster, nil)
		}
	})
}

// drawAhead draws the next page and the one before as they will be shown, from
// the given one of the two on.
func (p *pagePane) drawAhead(from int) {
	d := p.key.doc
	if d == nil || p.ahead.Running() {
		return
	}
	beside := [...]int{p.key.page + 1, p.key.page - 1}
	for i := from; i < len(beside); i++ {
		key := pageKey{d, beside[i]}
		if key.page < 0 || key.page >= len(d.Info.Pages) {
			continue
		}
		whole := p.sizeOf(key)
		have, cached := p.cache.get(key)
		if area(whole) == 0 || area(whole) > maxPicture || cached && have.Width >= whole.X-1 {
			continue
		}
		req := pictureRequest(key, wish{whole: whole})
		req.Ahead = true
		shown := p.key
		p.fetch(p.ahead, req, 0, func(raster render.Raster, err error) {
			if err == nil {
				p.cache.put(key, raster)
			}
			if p.key != shown {
				i = -1 // other pages are beside now
			}
			p.drawAhead(i + 1)
		})
		return
	}
}

// sizeOf is the size in which the picture of a page will be asked for.
func (p *pagePane) sizeOf(key pageKey) image.Point {
	info := key.doc.Info.Pages[key.page]
	width, height := expectedSize(info)
	if read := &key.doc.Pages[key.page]; read.HasResult {
		width, height = read.Result.Width, read.Result.Height
	}
	whole, _ := drawable(info, p.view.PictureSize(width, height), image.Rectangle{})
	return whole
}

func (p *pagePane) showPicture(raster render.Raster) {
	width, height := p.pageSize(raster.PageWidth, raster.PageHeight)
	p.view.SetPicture(raster.Image(), width, height)
}
