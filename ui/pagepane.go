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
	"recto/ui/rasters"
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
	cache    *rasters.Cache
	ahead    *prefetch
	key      pageKey

	// wished is what latest draws or drew last; rest draws the whole page
	// after a part of it.
	wished       wish
	latest, rest *task.Latest[render.Raster]

	// sharp is true when a picture of the page came, or was at hand, that was
	// drawn as large as the page was shown then.
	sharp bool

	// settle is settleTime but in tests.
	settle time.Duration

	// err is why there is no picture, told by onError.
	err     error
	onError func()
}

func newPagePane(ctx context.Context, renderer render.Renderer, cache *rasters.Cache, post func(func())) *pagePane {
	p := &pagePane{view: pageview.New(), renderer: renderer, settle: settleTime, cache: cache, ahead: newPrefetch(ctx, renderer, cache, post),
		latest: task.New[render.Raster](ctx, post), rest: task.New[render.Raster](ctx, post), onError: func() {}}
	p.view.OnNeedPicture, p.view.Post = p.onNeedPicture, post
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
	step := 0
	if key.doc == p.key.doc {
		step = key.page - p.key.page
	}
	p.ahead.turned(step)
	p.latest.Stop()
	p.rest.Stop()
	p.key, p.err, p.wished, p.sharp = key, nil, wish{}, false
}

// show turns to the document's current page; nil shows none.
func (p *pagePane) show(d *session.Document) {
	if d == nil || d.Current() == nil {
		p.turnTo(pageKey{})
		p.view.SetPage(nil, 0, 0)
		p.ahead.Hold(false)
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
	picture, exact := p.cache.Whole(d.ID(), d.At, p.sizeOf(key))
	if exact {
		p.sharp, width, height = true, picture.Raster.PageWidth, picture.Raster.PageHeight
	}
	width, height = p.pageSize(width, height)
	p.view.SetPage(picture.Image, width, height) // one of another size is better than none
	if !p.latest.Running() {
		p.settled() // the picture was at hand; else it comes first
	}
}

// settled lets pictures be fetched that nobody waits for.
func (p *pagePane) settled() {
	p.ahead.beside(p)
	p.ahead.Hold(false)
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
	wait := p.settle
	switch {
	case whole != p.wished.whole:
		p.rest.Stop()
	case p.latest.Running() || p.wished.clip.Empty() || seen.In(p.wished.clip):
		return // another part is asked for when the one that is drawn now has come
	default:
		wait = 0
	}
	if !p.sharp {
		wait = 0
	}
	p.wished = wish{whole, around(info, whole, seen)}
	if picture, exact := p.cache.Whole(p.key.doc.ID(), p.key.page, whole); exact {
		p.latest.Stop()
		p.wished.clip = image.Rectangle{}
		p.showPicture(picture)
		return
	}
	p.ahead.Hold(true)
	key, asked := p.key, p.wished
	p.fetch(p.latest, pictureRequest(key, asked), wait, func(raster render.Raster, err error) { p.onPicture(key, asked, raster, err) })
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

func (p *pagePane) onPicture(key pageKey, asked wish, raster render.Raster, err error) {
	p.err = err
	switch {
	case err != nil:
	case raster.Clip.Empty():
		p.showPicture(p.cache.Put(key.picture(asked), raster))
	case !p.wished.clip.Empty():
		p.view.SetPart(raster.Image(), raster.Clip, raster.Whole)
		p.drawRest(key)
	}
	if !p.latest.Running() && !p.rest.Running() {
		p.settled()
	}
	p.onError()
}

// picture names a picture of the page.
func (k pageKey) picture(w wish) rasters.Key {
	return rasters.Key{Doc: k.doc.ID(), Page: k.page, Size: w.whole, Clip: w.clip}
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
			p.onPicture(key, whole, raster, nil)
			return
		}
		p.settled()
	})
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

func (p *pagePane) showPicture(picture rasters.Picture) {
	p.sharp = true
	width, height := p.pageSize(picture.Raster.PageWidth, picture.Raster.PageHeight)
	p.view.SetPicture(picture.Image, width, height)
}

// keep forgets the pictures of all documents but those.
func (p *pagePane) keep(docs []*session.Document) {
	open := make(map[int]bool, len(docs))
	for _, d := range docs {
		open[d.ID()] = true
	}
	p.cache.Keep(func(doc int) bool { return open[doc] })
	p.ahead.Keep(func(doc int) bool { return open[doc] })
}
