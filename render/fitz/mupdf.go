package fitz

/*
#include <setjmp.h>
#include <stddef.h>

// What is needed of MuPDF 1.24, whose library go-fitz links and whose headers
// it keeps to itself (docs/adr/0008). The declarations are weak, since cgo links
// each package once by itself; in the program go-fitz brings the symbols, and a
// test fails should one be missing.
typedef struct fz_context fz_context;
typedef struct fz_document fz_document;
typedef struct fz_page fz_page;
typedef struct fz_pixmap fz_pixmap;
typedef struct fz_device fz_device;
typedef struct fz_colorspace fz_colorspace;
typedef struct { float x0, y0, x1, y1; } fz_rect;
typedef struct { int x0, y0, x1, y1; } fz_irect;
typedef struct { float a, b, c, d, e, f; } fz_matrix;
typedef struct { int abort, progress; size_t progress_max; int errors, incomplete; } fz_cookie;
#define FZ_ERROR_SYSTEM 2 // out of memory, or the system refuses

#define WEAK __attribute__((weak)) extern
WEAK sigjmp_buf *fz_push_try(fz_context *);
WEAK int fz_do_try(fz_context *);
WEAK int fz_do_catch(fz_context *);
WEAK int fz_caught(fz_context *);
WEAK int fz_count_pages(fz_context *, fz_document *);
WEAK fz_page *fz_load_page(fz_context *, fz_document *, int);
WEAK void fz_drop_page(fz_context *, fz_page *);
WEAK fz_rect fz_bound_page(fz_context *, fz_page *);
WEAK fz_colorspace *fz_device_gray(fz_context *);
WEAK fz_colorspace *fz_device_rgb(fz_context *);
WEAK fz_pixmap *fz_new_pixmap_with_bbox_and_data(fz_context *, fz_colorspace *, fz_irect, void *, int, unsigned char *);
WEAK void fz_clear_pixmap_with_value(fz_context *, fz_pixmap *, int);
WEAK void fz_drop_pixmap(fz_context *, fz_pixmap *);
WEAK fz_device *fz_new_draw_device(fz_context *, fz_matrix, fz_pixmap *);
WEAK void fz_close_device(fz_context *, fz_device *);
WEAK void fz_drop_device(fz_context *, fz_device *);
WEAK void fz_run_page_contents(fz_context *, fz_page *, fz_device *, fz_matrix, fz_cookie *);

// MuPDF throws by longjmp to the frame that try opened; these are its fz_try
// and fz_catch.
#define TRY(ctx) if (!sigsetjmp(*fz_push_try(ctx), 0)) if (fz_do_try(ctx)) do
#define CATCH(ctx) while (0); if (fz_do_catch(ctx))

static int hasMuPDF(void) {
	return fz_push_try && fz_do_try && fz_do_catch && fz_caught && fz_count_pages && fz_load_page && fz_drop_page && fz_bound_page &&
		fz_device_gray && fz_device_rgb && fz_new_pixmap_with_bbox_and_data && fz_clear_pixmap_with_value && fz_drop_pixmap &&
		fz_new_draw_device && fz_close_device && fz_drop_device && fz_run_page_contents;
}

// pageCount is -1 where the document's list of pages is broken.
static int pageCount(void *context, void *document) {
	fz_context *ctx = context;
	volatile int n = -1;
	TRY(ctx) { n = fz_count_pages(ctx, document); } CATCH(ctx) { return -1; }
	return n;
}

// bound gives the edges of a page in points; 0 where it cannot be loaded.
static int bound(void *context, void *document, int number, fz_rect *rect) {
	fz_context *ctx = context;
	fz_page *volatile page = NULL;
	volatile int ok = 0;
	TRY(ctx) {
		page = fz_load_page(ctx, document, number);
		*rect = fz_bound_page(ctx, page);
		ok = 1;
	} CATCH(ctx) { ok = 0; }
	if (page) fz_drop_page(ctx, page);
	return ok;
}

enum { failed, drawn, noMemory };

// draw draws a page on white into width × height samples, of one byte (grey) or
// four (RGBA), and counts the parts of it that could not be drawn and were left
// out.
static int draw(void *context, void *document, int number, float sx, float sy, float dx, float dy,
		int width, int height, int grey, unsigned char *samples, int *leftOut) {
	fz_context *ctx = context;
	fz_page *volatile page = NULL;
	fz_pixmap *volatile pixmap = NULL;
	fz_device *volatile device = NULL;
	volatile int ok = failed;
	fz_cookie cookie = { 0 };
	fz_matrix identity = { 1, 0, 0, 1, 0, 0 };
	TRY(ctx) {
		fz_irect box = { 0, 0, width, height };
		fz_matrix scale = { sx, 0, 0, sy, dx, dy };
		page = fz_load_page(ctx, document, number);
		pixmap = fz_new_pixmap_with_bbox_and_data(ctx, grey ? fz_device_gray(ctx) : fz_device_rgb(ctx), box, NULL, !grey, samples);
		fz_clear_pixmap_with_value(ctx, pixmap, 255);
		device = fz_new_draw_device(ctx, scale, pixmap);
		fz_run_page_contents(ctx, page, device, identity, &cookie);
		fz_close_device(ctx, device);
		ok = drawn;
	} CATCH(ctx) { ok = fz_caught(ctx) == FZ_ERROR_SYSTEM ? noMemory : failed; }
	*leftOut = cookie.errors;
	if (device) fz_drop_device(ctx, device);
	if (pixmap) fz_drop_pixmap(ctx, pixmap);
	if (page) fz_drop_page(ctx, page);
	return ok;
}
*/
import "C"

import (
	"image"
	"math"
	"reflect"
	"runtime"
	"unsafe"

	"github.com/gen2brain/go-fitz"

	"recto/render"
)

// handle is MuPDF's own context and document behind a go-fitz document, which
// keeps them to itself; a test fails should the fields change.
type handle struct{ ctx, doc unsafe.Pointer }

func handleOf(d *fitz.Document) handle {
	v := reflect.ValueOf(d).Elem()
	return handle{v.FieldByName("ctx").UnsafePointer(), v.FieldByName("doc").UnsafePointer()}
}

// muPDFLinked reports whether go-fitz brought all that is declared above.
func muPDFLinked() bool { return C.hasMuPDF() != 0 }

// pages is the number of pages; 0 also where the list of pages is broken, at
// which go-fitz's own call ends the process.
func (h handle) pages() int {
	if !muPDFLinked() {
		return 0
	}
	return max(0, int(C.pageCount(h.ctx, h.doc)))
}

// box is the edges of a page in points, ok false where it cannot be loaded.
type box struct{ left, top, width, height float64 }

func (h handle) box(page int) (b box, ok bool) {
	var r C.fz_rect
	if C.bound(h.ctx, h.doc, C.int(page), &r) == 0 {
		return box{}, false
	}
	b = box{float64(r.x0), float64(r.y0), float64(r.x1 - r.x0), float64(r.y1 - r.y0)}
	finite := !math.IsNaN(b.width+b.height) && !math.IsInf(b.width+b.height, 0)
	return b, finite && b.width > 0 && b.height > 0
}

// draw draws a page, or the part of it that clip names in pixels, straight into
// the raster's bytes: none of go-fitz's two copies, and in grey a quarter of the
// memory (docs/adr/0008). An empty clip means all. ErrPage where nothing of the
// page could be drawn, ErrTooLarge where memory ran out.
func (h handle) draw(page int, b box, dpi float64, grey bool, clip image.Rectangle) (render.Raster, error) {
	whole := image.Rect(0, 0, pixels(b.width, dpi), pixels(b.height, dpi))
	r := render.Raster{Channels: 4}
	if grey {
		r.Channels = 1
	}
	part, err := clipped(clip, whole.Max)
	if err != nil {
		return render.Raster{}, err
	}
	if part != whole {
		r.Clip, r.Whole = part, whole.Max
	}
	r.Width, r.Height = part.Dx(), part.Dy()
	if r.Width > render.MaxPixels/r.Height {
		return render.Raster{}, render.ErrTooLarge
	}
	r.Pix = make([]byte, r.Width*r.Height*r.Channels)
	// MuPDF holds the pointer in a structure of its own while it draws.
	var pin runtime.Pinner
	pin.Pin(&r.Pix[0])
	defer pin.Unpin()
	sx, sy := float64(whole.Dx())/b.width, float64(whole.Dy())/b.height
	dx, dy := -b.left*sx-float64(part.Min.X), -b.top*sy-float64(part.Min.Y)
	var leftOut, oneByte C.int
	if grey {
		oneByte = 1
	}
	switch C.draw(h.ctx, h.doc, C.int(page), C.float(sx), C.float(sy), C.float(dx), C.float(dy),
		C.int(r.Width), C.int(r.Height), oneByte, (*C.uchar)(unsafe.Pointer(&r.Pix[0])), &leftOut) {
	case C.noMemory:
		return render.Raster{}, render.ErrTooLarge
	case C.failed:
		return render.Raster{}, render.ErrPage
	}
	if leftOut > 0 && part == whole && blank(r.Pix) {
		return render.Raster{}, render.ErrPage
	}
	return r, nil
}

// blank reports whether nothing was drawn on the white.
func blank(pix []byte) bool {
	for _, v := range pix {
		if v != 255 {
			return false
		}
	}
	return true
}
