package fitz

/*
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

// What mupdf.go does not declare of MuPDF 1.24 for a page's text: the structured
// text device and the lists that it fills (docs/adr/0020).
typedef struct fz_context fz_context;
typedef struct fz_document fz_document;
typedef struct fz_page fz_page;
typedef struct fz_font fz_font;
typedef struct fz_image fz_image;
typedef struct fz_text fz_text;
typedef struct { float x, y; } fz_point;
typedef struct { float x0, y0, x1, y1; } fz_rect;
typedef struct { float a, b, c, d, e, f; } fz_matrix;
typedef struct { fz_point ul, ur, ll, lr; } fz_quad;
typedef struct { int abort, progress; size_t progress_max; int errors, incomplete; } fz_cookie;

typedef struct fz_stext_char fz_stext_char;
struct fz_stext_char {
	int c, bidi, color;
	fz_point origin;
	fz_quad quad;
	float size;
	fz_font *font;
	fz_stext_char *next;
};
typedef struct fz_stext_line fz_stext_line;
struct fz_stext_line {
	int wmode;
	fz_point dir;
	fz_rect bbox;
	fz_stext_char *first_char, *last_char;
	fz_stext_line *prev, *next;
};
typedef struct fz_stext_block fz_stext_block;
struct fz_stext_block {
	int type;
	fz_rect bbox;
	union {
		struct { fz_stext_line *first_line, *last_line; } t;
		struct { fz_matrix transform; fz_image *image; } i;
	} u;
	fz_stext_block *prev, *next;
};
typedef struct {
	void *pool;
	fz_rect mediabox;
	fz_stext_block *first_block, *last_block;
} fz_stext_page;
typedef struct { int flags; float scale; } fz_stext_options;
enum { stextText, stextImage };

typedef struct fz_device fz_device;
typedef void ignore(fz_context *, fz_device *, const fz_text *, fz_matrix);
// The head of a device: only ignore_text matters here, which is called for
// text that leaves no mark.
struct fz_device {
	int refs, hints, flags;
	void *close_device, *drop_device, *fill_path, *stroke_path, *clip_path, *clip_stroke_path;
	void *fill_text, *stroke_text, *clip_text, *clip_stroke_text;
	ignore *ignore_text;
};

#define WEAK __attribute__((weak)) extern
WEAK sigjmp_buf *fz_push_try(fz_context *);
WEAK int fz_do_try(fz_context *);
WEAK int fz_do_catch(fz_context *);
WEAK fz_page *fz_load_page(fz_context *, fz_document *, int);
WEAK void fz_drop_page(fz_context *, fz_page *);
WEAK void fz_close_device(fz_context *, fz_device *);
WEAK void fz_drop_device(fz_context *, fz_device *);
WEAK void fz_run_page_contents(fz_context *, fz_page *, fz_device *, fz_matrix, fz_cookie *);
WEAK fz_stext_page *fz_new_stext_page(fz_context *, fz_rect);
WEAK void fz_drop_stext_page(fz_context *, fz_stext_page *);
WEAK fz_device *fz_new_stext_device(fz_context *, fz_stext_page *, const fz_stext_options *);

#define TRY(ctx) if (!sigsetjmp(*fz_push_try(ctx), 0)) if (fz_do_try(ctx)) do
#define CATCH(ctx) while (0); if (fz_do_catch(ctx))

static int hasMuText(void) {
	return fz_new_stext_page && fz_drop_stext_page && fz_new_stext_device;
}

// The character's colour, in 24 bits, has room for the mark of hidden ones.
#define HIDDEN (1 << 24)

static __thread ignore *ignoreText;
static __thread fz_stext_page *underWay;

static fz_stext_char *lastChar(void) {
	fz_stext_block *b = underWay->last_block;
	if (!b || b->type != stextText || !b->u.t.last_line) return NULL;
	return b->u.t.last_line->last_char;
}

static void markFrom(fz_stext_char *c) {
	for (; c; c = c->next) c->color |= HIDDEN;
}

// ignoreMarked adds hidden text as the device would, and marks it.
static void ignoreMarked(fz_context *ctx, fz_device *dev, const fz_text *text, fz_matrix ctm) {
	fz_stext_block *block = underWay->last_block;
	fz_stext_line *line = block && block->type == stextText ? block->u.t.last_line : NULL;
	fz_stext_char *c = lastChar();
	ignoreText(ctx, dev, text, ctm);
	if (c) markFrom(c->next);
	if (line) for (line = line->next; line; line = line->next) markFrom(line->first_char);
	for (block = block ? block->next : underWay->first_block; block; block = block->next)
		if (block->type == stextText)
			for (line = block->u.t.first_line; line; line = line->next) markFrom(line->first_char);
}

typedef struct {
	int c, start, hidden, downwards;
	void *font;
	float x, y, size;
	fz_quad quad;
} glyph;

typedef struct {
	glyph *glyphs;
	fz_rect *pictures;
	int glyphCount, pictureCount;
} pageText;

static void count(fz_stext_page *page, pageText *out) {
	for (fz_stext_block *b = page->first_block; b; b = b->next) {
		if (b->type == stextImage) out->pictureCount++;
		if (b->type != stextText) continue;
		for (fz_stext_line *l = b->u.t.first_line; l; l = l->next)
			for (fz_stext_char *c = l->first_char; c; c = c->next) out->glyphCount++;
	}
}

static void copyOut(fz_stext_page *page, pageText *out) {
	glyph *g = out->glyphs;
	fz_rect *p = out->pictures;
	for (fz_stext_block *b = page->first_block; b; b = b->next) {
		if (b->type == stextImage) *p++ = b->bbox;
		if (b->type != stextText) continue;
		for (fz_stext_line *l = b->u.t.first_line; l; l = l->next)
			for (fz_stext_char *c = l->first_char; c; c = c->next)
				*g++ = (glyph){ c->c, c == l->first_char, !!(c->color & HIDDEN), l->wmode, c->font, c->origin.x, c->origin.y, c->size, c->quad };
	}
}

// textOf gives the characters and images of a page; what was allocated is to be
// freed by freeText. It is 0 where the page cannot be loaded or has more than
// most characters.
static int textOf(void *context, void *document, int number, float x0, float y0, float x1, float y1, int most, pageText *out) {
	fz_context *ctx = context;
	fz_page *volatile page = NULL;
	fz_stext_page *volatile text = NULL;
	fz_device *volatile device = NULL;
	volatile int ok = 0;
	fz_cookie cookie = { 0 };
	fz_matrix identity = { 1, 0, 0, 1, 0, 0 };
	fz_rect box = { x0, y0, x1, y1 };
	fz_stext_options options = { 4 | 64, 1 }; // images too, nothing beside the page
	memset(out, 0, sizeof *out);
	TRY(ctx) {
		page = fz_load_page(ctx, document, number);
		underWay = text = fz_new_stext_page(ctx, box);
		device = fz_new_stext_device(ctx, text, &options);
		ignoreText = device->ignore_text;
		device->ignore_text = ignoreMarked;
		fz_run_page_contents(ctx, page, device, identity, &cookie);
		fz_close_device(ctx, device);
		count(text, out);
		if (out->glyphCount <= most) {
			out->glyphs = calloc(out->glyphCount + 1, sizeof *out->glyphs);
			out->pictures = calloc(out->pictureCount + 1, sizeof *out->pictures);
			ok = out->glyphs && out->pictures;
			if (ok) copyOut(text, out);
		}
	} CATCH(ctx) { ok = 0; }
	if (device) fz_drop_device(ctx, device);
	if (text) fz_drop_stext_page(ctx, text);
	if (page) fz_drop_page(ctx, page);
	return ok;
}

static void freeText(pageText *t) { free(t->glyphs); free(t->pictures); }
*/
import "C"

import (
	"math"
	"unsafe"

	"recto/render"
)

// maxGlyphs bounds the characters of a page. The densest page of small print
// has 20,000; what holds more than this is not a page to be read.
const maxGlyphs = 500_000

// muTextLinked reports whether go-fitz brought what is declared above.
func muTextLinked() bool { return C.hasMuText() != 0 }

// text is the text of a page with places in points from its upper left corner;
// ErrPage where it cannot be had.
func (h handle) text(page int, b box) (render.Text, error) {
	if !muTextLinked() {
		return render.Text{}, nil
	}
	var out C.pageText
	ok := C.textOf(h.ctx, h.doc, C.int(page), C.float(b.left), C.float(b.top), C.float(b.left+b.width), C.float(b.top+b.height), maxGlyphs, &out)
	defer C.freeText(&out)
	if ok == 0 {
		return render.Text{}, render.ErrPage
	}
	place := func(x, y C.float) (float64, float64) {
		return float64(x) - b.left, float64(y) - b.top
	}
	var text render.Text
	fonts := map[unsafe.Pointer]int{}
	for _, g := range unsafe.Slice(out.glyphs, int(out.glyphCount)) {
		number, known := fonts[g.font]
		if !known {
			number = len(fonts)
			fonts[g.font] = number
		}
		if glyph, ok := glyphOf(g, place); ok {
			glyph.Font = number
			text.Glyphs = append(text.Glyphs, glyph)
		}
	}
	for _, p := range unsafe.Slice(out.pictures, int(out.pictureCount)) {
		var at render.Picture
		at.Left, at.Top = place(p.x0, p.y0)
		at.Right, at.Bottom = place(p.x1, p.y1)
		text.Pictures = append(text.Pictures, at)
	}
	return text, nil
}

// glyphOf is a character of MuPDF's; ok false where its place is no number. The
// quad reaches from the font's descender to its ascender; its sides give the
// directions, its width the advance.
func glyphOf(g C.glyph, place func(x, y C.float) (float64, float64)) (render.Glyph, bool) {
	x, y := place(g.x, g.y)
	leftX, leftY := place(g.quad.ll.x, g.quad.ll.y)
	rightX, rightY := place(g.quad.lr.x, g.quad.lr.y)
	topX, topY := place(g.quad.ul.x, g.quad.ul.y)
	upX, upY := topX-leftX, topY-leftY
	if height := math.Hypot(upX, upY); height > 0 {
		// Type is as large as MuPDF says; the quad only says which way is up.
		upX, upY = upX*float64(g.size)/height, upY*float64(g.size)/height
	}
	sum := x + y + rightX + rightY + leftX + leftY + upX + upY
	if math.IsNaN(sum) || math.IsInf(sum, 0) {
		return render.Glyph{}, false
	}
	return render.Glyph{
		Rune: rune(g.c), X: float32(x), Y: float32(y),
		AdvanceX: float32(rightX - leftX), AdvanceY: float32(rightY - leftY),
		UpX: float32(upX), UpY: float32(upY),
		Start: g.start != 0, Hidden: g.hidden != 0, Downwards: g.downwards != 0,
	}, true
}
