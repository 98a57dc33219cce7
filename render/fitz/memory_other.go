//go:build !unix

package fitz

import "recto/render"

func pixelsInMemory() int { return render.MaxPixels }
