package tesseract

/*
#cgo LDFLAGS: -ltesseract -lleptonica
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <leptonica/allheaders.h>
#include <tesseract/capi.h>

// One word of the result, everything that the iterator knows of it.
typedef struct {
	int left, top, right, bottom;     // of the word, pixels
	int x1, y1, x2, y2;               // baseline of its line, pixels
	int orientation;                  // TessOrientation of its block
	float confidence;                 // percent
	int newBlock, newLine;            // this word begins one
	char *text;                       // UTF-8, freed by freeWords
} rectoWord;

static void freeWords(rectoWord *words, int n) {
	for (int i = 0; i < n; i++) TessDeleteText(words[i].text);
	free(words);
}

static void describe(TessPageIterator *pages, rectoWord *w) {
	TessWritingDirection direction;
	TessTextlineOrder order;
	TessOrientation orientation = ORIENTATION_PAGE_UP;
	float deskew;
	TessPageIteratorBoundingBox(pages, RIL_WORD, &w->left, &w->top, &w->right, &w->bottom);
	if (!TessPageIteratorBaseline(pages, RIL_TEXTLINE, &w->x1, &w->y1, &w->x2, &w->y2))
		w->x1 = w->y1 = w->x2 = w->y2 = 0;
	TessPageIteratorOrientation(pages, &orientation, &direction, &order, &deskew);
	w->orientation = orientation;
	w->newBlock = TessPageIteratorIsAtBeginningOf(pages, RIL_BLOCK);
	w->newLine = TessPageIteratorIsAtBeginningOf(pages, RIL_TEXTLINE);
}

// words lists the words of the last recognition; NULL with *n = -1 if memory ran out.
static rectoWord *words(TessBaseAPI *api, int *n) {
	int room = 512;
	rectoWord *list = NULL;
	*n = 0;
	TessResultIterator *it = TessBaseAPIGetIterator(api);
	if (it == NULL) return NULL;
	TessPageIterator *pages = TessResultIteratorGetPageIterator(it);
	TessPageIteratorBegin(pages);
	list = malloc(room * sizeof *list);
	do {
		if (list == NULL) { *n = -1; break; }
		char *text = TessResultIteratorGetUTF8Text(it, RIL_WORD);
		if (text == NULL) continue;
		if (*n == room) {
			room *= 2;
			rectoWord *more = realloc(list, room * sizeof *list);
			if (more == NULL) { TessDeleteText(text); freeWords(list, *n); list = NULL; *n = -1; break; }
			list = more;
		}
		rectoWord *w = &list[(*n)++];
		w->text = text;
		w->confidence = TessResultIteratorConfidence(it, RIL_WORD);
		describe(pages, w);
	} while (TessResultIteratorNext(it, RIL_WORD));
	TessResultIteratorDelete(it);
	return list;
}

// dataPath is where Tesseract looks for traineddata; it asks for a language
// that cannot exist, which sets the folder and loads nothing.
static char *dataPath(void) {
	TessBaseAPI *api = TessBaseAPICreate();
	TessBaseAPISetVariable(api, "debug_file", "/dev/null"); // it complains
	TessBaseAPIInit3(api, NULL, "-");
	TessBaseAPISetVariable(api, "debug_file", "");
	const char *path = TessBaseAPIGetDatapath(api);
	char *copy = strdup(path ? path : "");
	TessBaseAPIDelete(api);
	return copy;
}

// upConfidences asks Leptonica which way up the text of a grey picture stands.
// Both are signed and, per its documentation, to be believed above about 8:
// up > 0 text stands upright, up < 0 upside down, left > 0 it lies on its left.
static int upConfidences(const unsigned char *pix, int width, int height, float *up, float *left) {
	*up = *left = 0;
	PIX *grey = pixCreate(width, height, 8);
	if (grey == NULL) return 1;
	l_uint32 *data = pixGetData(grey);
	int wpl = pixGetWpl(grey);
	for (int y = 0; y < height; y++) {
		l_uint32 *row = data + (size_t)y * wpl;
		const unsigned char *from = pix + (size_t)y * width;
		for (int x = 0; x < width; x++) SET_DATA_BYTE(row, x, from[x]);
	}
	PIX *binary = NULL;
	int bad = pixOtsuAdaptiveThreshold(grey, 2000, 2000, 0, 0, 0.1f, NULL, &binary) || binary == NULL;
	if (!bad) bad = pixOrientDetect(binary, up, left, 0, 0);
	pixDestroy(&binary);
	pixDestroy(&grey);
	return bad;
}

typedef struct { TessBaseAPI *api; } osdEngine;

static TessBaseAPI *osdOpen(void) {
	TessBaseAPI *api = TessBaseAPICreate();
	if (TessBaseAPIInit3(api, NULL, "osd") != 0) { TessBaseAPIDelete(api); return NULL; }
	TessBaseAPISetPageSegMode(api, PSM_OSD_ONLY);
	return api;
}

static int osdDetect(TessBaseAPI *api, const unsigned char *pix, int width, int height, int dpi,
		int *degrees, float *confidence, char *name, int room, float *scriptConfidence) {
	const char *script = NULL;
	TessBaseAPISetImage(api, pix, width, height, 1, width);
	TessBaseAPISetSourceResolution(api, dpi);
	int ok = TessBaseAPIDetectOrientationScript(api, degrees, confidence, &script, scriptConfidence);
	snprintf(name, room, "%s", ok && script ? script : ""); // the engine keeps the original
	TessBaseAPIClear(api);
	return ok;
}
*/
import "C"

import (
	"reflect"
	"unsafe"

	"github.com/otiai10/gosseract/v2"

	"recto/ocr"
)

// api is the client's own engine. gosseract keeps it to itself, and a second
// one would hold the same model in memory again; a test fails should the field
// ever change its name or kind.
func api(client *gosseract.Client) *C.TessBaseAPI {
	field := reflect.ValueOf(client).Elem().FieldByName("api")
	return (*C.TessBaseAPI)(field.UnsafePointer())
}

// lines turns the last recognition of client into lines.
func lines(client *gosseract.Client) ([]ocr.Line, error) {
	var n C.int
	list := C.words(api(client), &n)
	if n < 0 {
		return nil, ocr.ErrMemory
	}
	if list == nil {
		return nil, nil
	}
	defer C.freeWords(list, n)
	var asm assembler
	for _, w := range unsafe.Slice(list, int(n)) {
		asm.add(rawWord{
			text: C.GoString(w.text),
			left: float64(w.left), top: float64(w.top), right: float64(w.right), bottom: float64(w.bottom),
			from:       ocr.Point{X: float64(w.x1), Y: float64(w.y1)},
			to:         ocr.Point{X: float64(w.x2), Y: float64(w.y2)},
			turn:       int(w.orientation),
			confidence: float64(w.confidence) / 100,
			newBlock:   w.newBlock != 0,
			newLine:    w.newLine != 0,
		})
	}
	return asm.finish(), nil
}

func dataPath() string {
	path := C.dataPath()
	defer C.free(unsafe.Pointer(path))
	return C.GoString(path)
}

func leptonicaVersion() string {
	version := C.getLeptonicaVersion()
	defer C.lept_free(unsafe.Pointer(version))
	return C.GoString(version)
}

// upConfidences is how surely the text of a grey picture stands upright (up>0)
// or upside down (up<0), lies on its left (left>0) or right (left<0) side.
func upConfidences(pix []byte, width, height int) (up, left float64) {
	var u, l C.float
	if C.upConfidences((*C.uchar)(unsafe.Pointer(&pix[0])), C.int(width), C.int(height), &u, &l) != 0 {
		return 0, 0
	}
	return float64(u), float64(l)
}

// detector is Tesseract's own orientation detection (traineddata "osd").
type detector struct {
	api *C.TessBaseAPI

	last struct {
		first         *byte // of the raster's pixels, which keeps them from being reused
		width, height int
		seen          detection
	}
}

// detection is what the model says of a raster.
type detection struct {
	degrees          int
	confidence       float64
	script           string
	scriptConfidence float64
	ok               bool
}

func openDetector() *detector {
	handle := C.osdOpen()
	if handle == nil {
		return nil
	}
	return &detector{api: handle}
}

func (d *detector) detect(pix []byte, width, height, dpi int) detection {
	if d.last.first == &pix[0] && d.last.width == width && d.last.height == height {
		return d.last.seen
	}
	var deg C.int
	var conf, scriptConf C.float
	var name [64]C.char
	ok := C.osdDetect(d.api, (*C.uchar)(unsafe.Pointer(&pix[0])), C.int(width), C.int(height), C.int(dpi),
		&deg, &conf, &name[0], C.int(len(name)), &scriptConf) != 0
	d.last.first, d.last.width, d.last.height = &pix[0], width, height
	d.last.seen = detection{int(deg), float64(conf), C.GoString(&name[0]), float64(scriptConf), ok}
	return d.last.seen
}

func (d *detector) close() { C.TessBaseAPIDelete(d.api) }
