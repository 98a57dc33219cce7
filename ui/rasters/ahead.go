package rasters

import (
	"context"

	"recto/render"
	"recto/ui/task"
)

// Wish is a picture that should be at hand soon.
type Wish struct {
	Key     Key
	Request render.Request
}

// Ahead fetches pictures that nobody waits for into a cache, one at a time and
// the most wished for first, while nothing that somebody waits for is under
// way. All methods belong to the user interface's goroutine.
type Ahead struct {
	// OnPicture is told of each picture that came; it may be nil.
	OnPicture func(Key, Picture)

	cache    *Cache
	renderer render.Renderer
	latest   *task.Latest[render.Raster]
	wishes   []Wish
	now      Key // what is being fetched
	held     bool

	// failed are the pictures that could not be made, which are not asked for
	// again; those of closed documents go with Keep.
	failed map[Key]bool
}

// NewAhead makes an Ahead that ends with ctx. Post is as task.New has it.
func NewAhead(ctx context.Context, renderer render.Renderer, cache *Cache, post func(func())) *Ahead {
	return &Ahead{cache: cache, renderer: renderer, latest: task.New[render.Raster](ctx, post), failed: map[Key]bool{}}
}

// Want says which pictures are wished for now, the most wanted first, in the
// place of all that was wished for before. What is being fetched and is wished
// for no more is given up.
func (a *Ahead) Want(wishes []Wish) {
	a.wishes = wishes
	if a.latest.Running() && !a.wished(a.now) {
		a.latest.Stop()
	}
	a.next()
}

// Hold lets nothing begin while on: somebody waits for a picture.
func (a *Ahead) Hold(on bool) {
	a.held = on
	a.next()
}

// Busy reports whether a picture is being fetched.
func (a *Ahead) Busy() bool { return a.latest.Running() }

// Keep forgets what failed of documents that keep refuses.
func (a *Ahead) Keep(keep func(doc int) bool) {
	for key := range a.failed {
		if !keep(key.Doc) {
			delete(a.failed, key)
		}
	}
}

// Wait returns when nothing is being fetched any more. It cancels nothing.
func (a *Ahead) Wait() { a.latest.Wait() }

func (a *Ahead) wished(key Key) bool {
	for _, w := range a.wishes {
		if w.Key == key {
			return true
		}
	}
	return false
}

// next begins with the first wish that is not fulfilled.
func (a *Ahead) next() {
	if a.held || a.latest.Running() {
		return
	}
	for len(a.wishes) > 0 {
		w := a.wishes[0]
		a.wishes = a.wishes[1:]
		if !a.failed[w.Key] && !a.has(w.Key) {
			a.fetch(w)
			return
		}
	}
}

func (a *Ahead) has(key Key) bool {
	if _, ok := a.cache.entries[key]; ok {
		return true
	}
	if !key.Clip.Empty() {
		return false
	}
	_, exact := a.cache.whole(key.Doc, key.Page, key.Size)
	return exact
}

func (a *Ahead) fetch(w Wish) {
	a.now = w.Key
	req := w.Request
	req.Ahead = true
	a.latest.Start(
		func(ctx context.Context) (render.Raster, error) { return a.renderer.Render(ctx, req) },
		func(raster render.Raster, err error) { a.onFetched(w.Key, raster, err) },
	)
}

func (a *Ahead) onFetched(key Key, raster render.Raster, err error) {
	if err != nil {
		a.failed[key] = true
	} else {
		picture := a.cache.Put(key, raster)
		if !a.has(key) {
			a.failed[key] = true // too large to be kept
		}
		if a.OnPicture != nil {
			a.OnPicture(key, picture)
		}
	}
	a.next()
}

// Neighbours are the pages to fetch beside page at of count, the most likely
// one first: two onward in the direction of the last step and one back.
// Step is by how many pages was turned, 0 or a jump count as forward.
func Neighbours(at, count, step int) []int {
	order := []int{at + 1, at + 2, at - 1}
	if step == -1 {
		order = []int{at - 1, at - 2, at + 1}
	}
	pages := order[:0]
	for _, n := range order {
		if n >= 0 && n < count {
			pages = append(pages, n)
		}
	}
	return pages
}
