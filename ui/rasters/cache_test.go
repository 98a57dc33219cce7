package rasters

import (
	"image"
	"math/rand/v2"
	"testing"

	"recto/render"
)

// rasterOf is a grey raster of that size.
func rasterOf(width, height int) render.Raster {
	return render.Raster{Width: width, Height: height, Channels: 1, Pix: make([]byte, width*height)}
}

func keyOf(doc, page, width, height int) Key {
	return Key{Doc: doc, Page: page, Size: image.Pt(width, height)}
}

func TestTheCacheDropsWhatWasNotUsedForLongest(t *testing.T) {
	c := NewCache(3 * (100 + overhead))
	for n := range 3 {
		c.Put(keyOf(1, n, 10, 10), rasterOf(10, 10))
	}
	if _, ok := c.Get(keyOf(1, 0, 10, 10)); !ok {
		t.Fatal("a picture is gone before the bound is reached")
	}
	c.Put(keyOf(1, 3, 10, 10), rasterOf(10, 10))
	for n, want := range []bool{true, false, true, true} {
		if _, ok := c.Get(keyOf(1, n, 10, 10)); ok != want {
			t.Errorf("page %d kept = %v, want %v", n, ok, want)
		}
	}
}

// TestTheBoundHoldsAndBytesAreThoseOfTheBuffers plays 2,000 steps of everything
// that changes the cache, some with buffers that are longer than the picture.
func TestTheBoundHoldsAndBytesAreThoseOfTheBuffers(t *testing.T) {
	const limit = 200_000
	c := NewCache(limit)
	random := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		doc, number, side := random.IntN(3), random.IntN(20), 20+random.IntN(80)
		switch random.IntN(10) {
		case 0:
			c.Keep(func(kept int) bool { return kept != doc })
		case 1, 2, 3:
			c.Whole(doc, number, image.Pt(side, side))
		default:
			raster := rasterOf(side, side)
			raster.Pix = append(make([]byte, 0, 2*side*side), raster.Pix...)
			c.Put(keyOf(doc, number, side, side), raster)
		}
		sum := int64(0)
		for _, element := range c.entries {
			sum += int64(cap(element.Value.(*entry).picture.Raster.Pix)) + overhead
		}
		indexed := 0
		for _, entries := range c.pages {
			indexed += len(entries)
		}
		if c.Bytes() != sum || sum > limit || c.recent.Len() != c.Len() || indexed != c.Len() {
			t.Fatalf("Bytes() = %d of buffers of %d, bound %d; %d entries, %d in order, %d by page", c.Bytes(), sum, limit, c.Len(), c.recent.Len(), indexed)
		}
	}
	c.SetLimit(0)
	if c.Bytes() != 0 || c.Len() != 0 {
		t.Errorf("a bound of 0 keeps %d pictures of %d bytes", c.Len(), c.Bytes())
	}
}

func TestAPictureLargerThanTheBoundIsGivenButNotKept(t *testing.T) {
	c := NewCache(5000)
	c.Put(keyOf(1, 0, 10, 10), rasterOf(10, 10))
	if p := c.Put(keyOf(1, 1, 100, 100), rasterOf(100, 100)); p.Image == nil {
		t.Error("the picture is not given")
	}
	if _, ok := c.Get(keyOf(1, 1, 100, 100)); ok || c.Len() != 1 {
		t.Errorf("it is kept (%v), or drove out others: %d are left", ok, c.Len())
	}
}

func TestAPictureInThePlaceOfAnotherCountsOnce(t *testing.T) {
	c := NewCache(1 << 20)
	for range 3 {
		c.Put(keyOf(1, 0, 30, 30), rasterOf(30, 30))
	}
	if c.Len() != 1 || c.Bytes() != 900+overhead {
		t.Errorf("%d pictures of %d bytes, want 1 of %d", c.Len(), c.Bytes(), 900+overhead)
	}
}

func TestTheBestWholePictureIsChosen(t *testing.T) {
	c := NewCache(1 << 20)
	for _, side := range []int{20, 100, 200} {
		c.Put(keyOf(1, 0, side, side), rasterOf(side, side))
	}
	c.Put(Key{1, 0, image.Pt(150, 150), image.Rect(0, 0, 50, 50)}, rasterOf(50, 50))
	c.Put(keyOf(1, 1, 400, 400), rasterOf(90, 90)) // smaller than was asked for
	for _, tt := range []struct {
		page, want, width int
		exact             bool
	}{
		{0, 100, 100, true}, {0, 101, 100, true}, {0, 99, 100, true},
		{0, 60, 100, false}, {0, 150, 200, false}, {0, 300, 200, false}, {0, 5, 20, false},
		{1, 400, 90, true}, {1, 300, 90, false}, {2, 10, 0, false},
	} {
		got, exact := c.Whole(1, tt.page, image.Pt(tt.want, tt.want))
		if got.Raster.Width != tt.width || exact != tt.exact || (got.Image != nil) != (tt.width > 0) {
			t.Errorf("Whole(page %d, %d) = %d wide, exact %v; want %d, %v", tt.page, tt.want, got.Raster.Width, exact, tt.width, tt.exact)
		}
	}
}

func BenchmarkPutAndFind(b *testing.B) {
	c := NewCache(64 << 20)
	raster := rasterOf(100, 140)
	n := 0
	for b.Loop() {
		c.Put(keyOf(1, n%5000, 100, 140), raster)
		c.Whole(1, (n*7)%5000, image.Pt(100, 140))
		n++
	}
}
