//go:build unix

package fitz

import (
	"syscall"

	"recto/render"
)

const (
	// bytesPerPixel is what drawing a page takes for each pixel: MuPDF's RGBA,
	// go-fitz's copy of it, and the image made of that.
	bytesPerPixel = 12

	// otherBytes is what a worker needs beside: the engine's model, fonts,
	// MuPDF's store and the Go runtime.
	otherBytes = 300 << 20
)

// pixelsInMemory is how many pixels can be drawn under this process's limit of
// memory (RLIMIT_DATA), at most render.MaxPixels.
func pixelsInMemory() int {
	var limit syscall.Rlimit
	if syscall.Getrlimit(syscall.RLIMIT_DATA, &limit) != nil || limit.Cur > 1<<40 {
		return render.MaxPixels
	}
	room := max(int64(limit.Cur)-otherBytes, 48<<20)
	return min(render.MaxPixels, int(room/bytesPerPixel))
}
