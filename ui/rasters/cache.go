// Package rasters keeps pictures of pages within a bound of bytes, and fetches
// those that will be looked at next. It knows no toolkit.
package rasters

import (
	"container/list"
	"image"

	"recto/render"
)

// Key names a picture of a page. Size is what was asked for, in pixels, of the
// whole page; Clip is the part of it that the picture shows, in the same pixels
// from the page's top left, and empty for all of it.
type Key struct {
	// Doc is a number that no other document has or had.
	Doc int

	// Page counts from 0.
	Page int

	Size image.Point
	Clip image.Rectangle
}

// Picture is a raster with the one image that shares its pixels. Neither is
// changed by anybody.
type Picture struct {
	Raster render.Raster
	Image  image.Image
}

// Cache keeps the pictures that were used last, at most a limit of bytes of them.
// It belongs to one goroutine, the user interface's, and has no lock: rasters
// are made elsewhere and handed over whole. What it gives may be held and read,
// by any goroutine, also after it was dropped here; its memory is free when the
// last holder lets it go.
type Cache struct {
	limit   int64
	bytes   int64
	entries map[Key]*list.Element // of *entry
	pages   map[page][]*entry
	recent  list.List // the one used last in front
}

type entry struct {
	key     Key
	picture Picture
	bytes   int64
}

type page struct{ doc, page int }

// overhead is what an entry takes beside its pixels, in bytes, generously.
const overhead = 512

// NewCache makes a cache that keeps at most limit bytes.
func NewCache(limit int64) *Cache {
	return &Cache{limit: limit, entries: map[Key]*list.Element{}, pages: map[page][]*entry{}}
}

// SetLimit changes the bound, and drops at once what is too much.
func (c *Cache) SetLimit(limit int64) {
	c.limit = limit
	c.shrink()
}

// Bytes is what the kept pictures take: their buffers whole, whatever part of
// them shows, and what is needed to find them.
func (c *Cache) Bytes() int64 { return c.bytes }

// Len is how many pictures are kept.
func (c *Cache) Len() int { return len(c.entries) }

// Put keeps a picture, in the place of one with the same key, and drops those
// that were not used for longest. One that is larger than the bound is not kept.
func (c *Cache) Put(key Key, raster render.Raster) Picture {
	c.drop(key)
	e := &entry{key: key, picture: Picture{raster, raster.Image()}, bytes: int64(cap(raster.Pix)) + overhead}
	if e.bytes > c.limit {
		return e.picture
	}
	c.entries[key] = c.recent.PushFront(e)
	at := page{key.Doc, key.Page}
	c.pages[at] = append(c.pages[at], e)
	c.bytes += e.bytes
	c.shrink()
	return e.picture
}

// Get is the picture of that very key.
func (c *Cache) Get(key Key) (Picture, bool) {
	element, ok := c.entries[key]
	if !ok {
		return Picture{}, false
	}
	c.recent.MoveToFront(element)
	return element.Value.(*entry).picture, true
}

// Whole is the picture of a whole page that is best shown in that size: the one
// that was asked for in it, or is as large within a pixel, since renderers
// round (exact); else the smallest that is larger, else the largest. Where
// there is none its Image is nil.
func (c *Cache) Whole(doc, number int, size image.Point) (best Picture, exact bool) {
	e, exact := c.whole(doc, number, size)
	if e == nil {
		return Picture{}, false
	}
	c.recent.MoveToFront(c.entries[e.key])
	return e.picture, exact
}

func (c *Cache) whole(doc, number int, size image.Point) (best *entry, exact bool) {
	for _, e := range c.pages[page{doc, number}] {
		if !e.key.Clip.Empty() {
			continue
		}
		width := e.picture.Raster.Width
		if e.key.Size == size || near(width, size.X) && near(e.picture.Raster.Height, size.Y) {
			return e, true
		}
		if best == nil || better(width, best.picture.Raster.Width, size.X) {
			best = e
		}
	}
	return best, false
}

// better reports whether a picture of width a serves better than one of width b
// where want is wanted.
func better(a, b, want int) bool {
	if (a >= want) != (b >= want) {
		return a >= want
	}
	return (a < b) == (a >= want)
}

func near(a, b int) bool { return a-b <= 1 && b-a <= 1 }

// Keep drops all pictures of documents that keep refuses.
func (c *Cache) Keep(keep func(doc int) bool) {
	for at, entries := range c.pages {
		if keep(at.doc) {
			continue
		}
		for len(entries) > 0 {
			c.drop(entries[len(entries)-1].key)
			entries = c.pages[at]
		}
	}
}

func (c *Cache) shrink() {
	for c.bytes > c.limit {
		c.drop(c.recent.Back().Value.(*entry).key)
	}
}

func (c *Cache) drop(key Key) {
	element, ok := c.entries[key]
	if !ok {
		return
	}
	e := element.Value.(*entry)
	c.recent.Remove(element)
	delete(c.entries, key)
	c.bytes -= e.bytes
	at := page{key.Doc, key.Page}
	kept := c.pages[at][:0]
	for _, other := range c.pages[at] {
		if other != e {
			kept = append(kept, other)
		}
	}
	clear(c.pages[at][len(kept):]) // else the array would hold the pixels
	if c.pages[at] = kept; len(kept) == 0 {
		delete(c.pages, at)
	}
}
