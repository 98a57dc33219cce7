package ui

import "recto/render"

// pictures keeps the last pictures that were shown or drawn ahead, so that
// turning to them is immediate. Its zero value keeps the newest one alone.
type pictures struct {
	// limit bounds what is kept beside the newest one, in bytes.
	limit int

	keys    []pageKey
	rasters map[pageKey]render.Raster
	bytes   int
}

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
	for len(c.keys) > 1 && c.bytes > c.limit {
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
