// Package leptonica decodes the pictures that Go's decoders do not know (all
// TIFF but the plainest, PNM, JPEG of rare kinds) through the Leptonica that
// Tesseract brings. It runs in a worker, since it parses files in C.
package leptonica

/*
#cgo LDFLAGS: -lleptonica
#include <stdlib.h>
#include <leptonica/allheaders.h>

// decode reads picture n of a TIFF, or the only one of another format, as 8
// bits of grey or 32 bits of colour, on white.
static PIX *decode(const unsigned char *data, size_t size, int tiff, int n, int grey) {
	PIX *pix = tiff ? pixReadMemTiff(data, size, n) : pixReadMem(data, size);
	if (pix == NULL) return NULL;
	if (pixGetColormap(pix) != NULL) {
		PIX *plain = pixRemoveColormap(pix, REMOVE_CMAP_BASED_ON_SRC);
		pixDestroy(&pix);
		if ((pix = plain) == NULL) return NULL;
	}
	if (pixGetDepth(pix) == 32 && pixGetSpp(pix) == 4) {
		PIX *opaque = pixRemoveAlpha(pix);
		pixDestroy(&pix);
		if ((pix = opaque) == NULL) return NULL;
	}
	PIX *result = grey ? pixConvertTo8(pix, 0) : pixConvertTo32(pix);
	pixDestroy(&pix);
	return result;
}

static void copyGrey(PIX *pix, unsigned char *to) {
	int width = pixGetWidth(pix), height = pixGetHeight(pix), wpl = pixGetWpl(pix);
	l_uint32 *data = pixGetData(pix);
	for (int y = 0; y < height; y++) {
		l_uint32 *row = data + (size_t)y * wpl;
		for (int x = 0; x < width; x++) *to++ = GET_DATA_BYTE(row, x);
	}
}

static void copyColour(PIX *pix, unsigned char *to) {
	int width = pixGetWidth(pix), height = pixGetHeight(pix), wpl = pixGetWpl(pix);
	l_uint32 *data = pixGetData(pix);
	for (int y = 0; y < height; y++) {
		l_uint32 *row = data + (size_t)y * wpl;
		for (int x = 0; x < width; x++) {
			l_uint32 v = row[x];
			*to++ = v >> L_RED_SHIFT; *to++ = v >> L_GREEN_SHIFT; *to++ = v >> L_BLUE_SHIFT; *to++ = 255;
		}
	}
}

static int header(const unsigned char *data, size_t size, int *width, int *height) {
	int format, bps, spp, cmap;
	return pixReadHeaderMem(data, size, &format, width, height, &bps, &spp, &cmap);
}
*/
import "C"

import (
	"bytes"
	"unsafe"

	"recto/render"
)

// Size reads the size in pixels from the header of a picture, ok false where
// Leptonica does not know the format.
func Size(data []byte) (width, height int, ok bool) {
	if len(data) == 0 {
		return 0, 0, false
	}
	var w, h C.int
	if C.header((*C.uchar)(unsafe.Pointer(&data[0])), C.size_t(len(data)), &w, &h) != 0 {
		return 0, 0, false
	}
	return int(w), int(h), true
}

// Decode reads directory n (from 0) of a TIFF, or a picture of another format,
// into a grey or an RGBA raster, transparent parts on white. The caller has
// checked the size in the header. ErrDamaged where Leptonica cannot.
func Decode(data []byte, n int, grey bool) (render.Raster, error) {
	if len(data) == 0 {
		return render.Raster{}, render.ErrEmpty
	}
	tiff := bytes.HasPrefix(data, []byte("II")) || bytes.HasPrefix(data, []byte("MM"))
	pix := C.decode((*C.uchar)(unsafe.Pointer(&data[0])), C.size_t(len(data)), cBool(tiff), C.int(n), cBool(grey))
	if pix == nil {
		return render.Raster{}, render.ErrDamaged
	}
	defer C.pixDestroy(&pix)
	r := render.Raster{Width: int(C.pixGetWidth(pix)), Height: int(C.pixGetHeight(pix)), Channels: 4}
	if grey {
		r.Channels = 1
	}
	r.PageWidth, r.PageHeight = r.Width, r.Height
	r.Pix = make([]byte, r.Width*r.Height*r.Channels)
	to := (*C.uchar)(unsafe.Pointer(&r.Pix[0]))
	if grey {
		C.copyGrey(pix, to)
	} else {
		C.copyColour(pix, to)
	}
	return r, nil
}

func cBool(b bool) C.int {
	if b {
		return 1
	}
	return 0
}
