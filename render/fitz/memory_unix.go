//go:build unix

package fitz

import (
	"syscall"

	"recto/render"
)

// What drawing a page takes for each pixel, in bytes.
const (
	// greyBytes: MuPDF's grey, the engine's copies of it and of its ink.
	greyBytes = 5
	// colourBytes: MuPDF's RGBA, go-fitz's copy of it, and the image made of that.
	colourBytes = 12
)

// otherBytes is what a worker needs beside: the engine's model, fonts, MuPDF's
// store and the Go runtime.
const otherBytes = 300 << 20

// pixelsInMemory is how many pixels can be drawn under this process's limit of
// memory (RLIMIT_DATA), at most render.MaxPixels.
func pixelsInMemory(grey bool) int {
	var limit syscall.Rlimit
	if syscall.Getrlimit(syscall.RLIMIT_DATA, &limit) != nil || limit.Cur > 1<<40 {
		return render.MaxPixels
	}
	each := int64(colourBytes)
	if grey {
		each = greyBytes
	}
	room := max(int64(limit.Cur)-otherBytes, 48<<20)
	return min(render.MaxPixels, int(room/each))
}
