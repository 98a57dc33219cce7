//go:build !unix

package fitz

import "recto/render"

func pixelsInMemory(bool) int { return render.MaxPixels }
