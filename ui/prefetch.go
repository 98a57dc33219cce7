package ui

import (
	"context"
	"image"
	"slices"

	"recto/render"
	"recto/ui/rasters"
)

// maxAhead bounds a picture that is fetched before anybody looks for it, in
// pixels: a person who looks at a corner of a page from near does not leaf.
const maxAhead = 8_000_000

// prefetch is what is fetched while nobody waits for a picture: first the
// thumbnails that are seen, then the pages beside the shown one.
type prefetch struct {
	*rasters.Ahead
	thumbs, next []rasters.Wish

	// step is by how many pages was turned last.
	step int
}

func newPrefetch(ctx context.Context, renderer render.Renderer, cache *rasters.Cache, post func(func())) *prefetch {
	return &prefetch{Ahead: rasters.NewAhead(ctx, renderer, cache, post)}
}

// setThumbs says which thumbnails are seen.
func (f *prefetch) setThumbs(wishes []rasters.Wish) {
	f.thumbs = wishes
	f.Want(slices.Concat(f.thumbs, f.next))
}

// setNext says which pages will be looked at next.
func (f *prefetch) setNext(wishes []rasters.Wish) {
	f.next = wishes
	f.Want(slices.Concat(f.thumbs, f.next))
}

// turned notes a turn by so many pages; 0 is one to another document. What lay
// beside the page before stays wished for after a single step, since it may be
// what is being fetched.
func (f *prefetch) turned(step int) {
	f.step = step
	if step != 1 && step != -1 {
		f.setNext(nil)
	}
}

// beside wishes for the pages beside the shown one, as they would be shown.
func (f *prefetch) beside(p *pagePane) {
	d := p.key.doc
	if d == nil || p.view.Size().IsZero() {
		return
	}
	var wishes []rasters.Wish
	for _, n := range rasters.Neighbours(p.key.page, len(d.Pages), f.step) {
		key := pageKey{d, n}
		if whole := p.sizeOf(key); area(whole) > 0 && area(whole) <= maxAhead {
			wishes = append(wishes, wishFor(key, whole))
		}
	}
	f.setNext(wishes)
}

// wishFor is the wish for the picture of a whole page.
func wishFor(key pageKey, whole image.Point) rasters.Wish {
	w := wish{whole: whole}
	return rasters.Wish{Key: key.picture(w), Request: pictureRequest(key, w)}
}
