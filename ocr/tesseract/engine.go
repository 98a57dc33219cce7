// Package tesseract reads upright rasters with Tesseract 5, through gosseract
// and a little of Tesseract's own C API for what gosseract lacks.
package tesseract

import (
	"context"
	"encoding/binary"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/otiai10/gosseract/v2"

	"recto/ocr"
	"recto/render"
)

// Engine reads one raster at a time; it belongs to one goroutine. It keeps the
// model of the last languages loaded. Close frees it.
type Engine struct {
	client   *gosseract.Client
	packs    string
	detector *detector
	path     string
}

// New is an engine that has loaded nothing yet.
func New() *Engine { return &Engine{} }

// Close frees the loaded models.
func (e *Engine) Close() {
	if e.client != nil {
		_ = e.client.Close() // never anything but nil in gosseract 2.4
		e.client = nil
	}
	if e.detector != nil {
		e.detector.close()
		e.detector = nil
	}
}

// Read reads a grey raster (Channels 1) whose text stands upright or nearly so.
// packs are names of traineddata, the most likely first; dpi is the resolution
// that the letters appear to have, for the engine's layout. Quads are in pixels
// of the raster. A raster without text gives no lines. Errors hold
// ocr.ErrLanguage or ocr.ErrEngine. The engine cannot be interrupted; ctx is
// looked at before it starts.
func (e *Engine) Read(ctx context.Context, grey render.Raster, packs []string, dpi int) ([]ocr.Line, error) {
	return e.read(ctx, grey, packs, dpi, gosseract.PSM_AUTO)
}

// ReadSparse reads as Read does, but looks for text wherever it may stand,
// without a thought of columns and paragraphs.
func (e *Engine) ReadSparse(ctx context.Context, grey render.Raster, packs []string, dpi int) ([]ocr.Line, error) {
	return e.read(ctx, grey, packs, dpi, gosseract.PSM_SPARSE_TEXT)
}

func (e *Engine) read(ctx context.Context, grey render.Raster, packs []string, dpi int, mode gosseract.PageSegMode) ([]ocr.Line, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if err := e.load(packs); err != nil {
		return nil, err
	}
	// As a variable: SetPageSegMode before the first reading is lost.
	if err := e.client.SetVariable("tessedit_pageseg_mode", strconv.Itoa(int(mode))); err != nil {
		return nil, fmt.Errorf("set page segmentation: %w: %w", ocr.ErrEngine, err)
	}
	if err := e.client.SetVariable("user_defined_dpi", strconv.Itoa(dpi)); err != nil {
		return nil, fmt.Errorf("set resolution: %w: %w", ocr.ErrEngine, err)
	}
	if err := e.client.SetImageFromBytes(spix(grey)); err != nil {
		return nil, fmt.Errorf("set raster: %w: %w", ocr.ErrEngine, err)
	}
	// The one call that recognises; block level copies the fewest strings,
	// which gosseract never frees.
	if _, err := e.client.GetBoundingBoxes(gosseract.RIL_BLOCK); err != nil {
		return nil, fmt.Errorf("recognise: %w: %w", ocr.ErrEngine, err)
	}
	return lines(e.client)
}

// load makes the models of packs the loaded ones.
func (e *Engine) load(packs []string) error {
	wanted := strings.Join(packs, "+")
	if e.client != nil && e.packs == wanted {
		return nil
	}
	if e.client != nil {
		_ = e.client.Close()
	}
	e.client, e.packs = gosseract.NewClient(), wanted
	if err := e.client.SetLanguage(packs...); err != nil {
		return fmt.Errorf("load %s: %w: %w", wanted, ocr.ErrEngine, err)
	}
	return nil
}

// Upright tells by the shapes of the letters (ascenders against descenders)
// which way up the text of a grey raster stands; lines must run along or across
// it. up is positive for upright and negative for upside-down text, left
// positive for text that must be turned 90° clockwise and negative for text
// that must be turned 90° the other way; beyond ±8 they may be believed.
func (e *Engine) Upright(grey render.Raster) (up, left float64) {
	return upConfidences(grey.Pix, grey.Width, grey.Height)
}

// Turn asks Tesseract's orientation model by how many degrees clockwise (0, 90,
// 180, 270) the text of a grey raster is turned, and how sure it is (a margin
// of log-likelihoods; below about 2 it guesses). ok is false where it found too
// little text or its traineddata "osd" is missing.
func (e *Engine) Turn(grey render.Raster, dpi int) (degrees int, confidence float64, ok bool) {
	if e.detector == nil {
		if e.detector = openDetector(); e.detector == nil {
			return 0, 0, false
		}
	}
	seen := e.detector.detect(grey.Pix, grey.Width, grey.Height, dpi)
	return seen.degrees, seen.confidence, seen.ok
}

// Script asks the same model for the script of the text by its name ("Latin",
// "Cyrillic", "Fraktur"), and how sure it is; ok is false as with Turn. Asking
// about the raster of the last Turn or Script costs nothing.
func (e *Engine) Script(grey render.Raster, dpi int) (name string, confidence float64, ok bool) {
	if e.detector == nil {
		if e.detector = openDetector(); e.detector == nil {
			return "", 0, false
		}
	}
	seen := e.detector.detect(grey.Pix, grey.Width, grey.Height, dpi)
	return seen.script, seen.scriptConfidence, seen.ok
}

// Packs lists the installed traineddata by name ("eng", "script/Latin"),
// sorted, and the folder they lie in.
func (e *Engine) Packs() (packs []string, folder string) {
	if e.path == "" {
		e.path = dataPath()
	}
	for _, pattern := range []string{"*.traineddata", "script/*.traineddata"} {
		files, _ := filepath.Glob(filepath.Join(e.path, pattern))
		for _, file := range files {
			name, err := filepath.Rel(e.path, file)
			if err == nil {
				packs = append(packs, strings.TrimSuffix(filepath.ToSlash(name), ".traineddata"))
			}
		}
	}
	slices.Sort(packs)
	return packs, e.path
}

// Versions are the versions of Tesseract and of Leptonica.
func Versions() (tesseract, leptonica string) {
	return gosseract.Version(), strings.TrimPrefix(leptonicaVersion(), "leptonica-")
}

// spix is the raster in the one form that Leptonica takes in by a single copy:
// its own serialised picture, words of 32 bits in the machine's order that hold
// the pixels from the highest byte down. PNM, which it reads byte by byte, took
// 0.17 s for an A4 page at 300 dpi (docs/adr/0007).
func spix(grey render.Raster) []byte {
	words := (grey.Width + 3) / 4
	header := []uint32{
		uint32(grey.Width), uint32(grey.Height), 8, uint32(words), 0, uint32(4 * words * grey.Height),
	}
	out := make([]byte, 0, 4+4*len(header)+4*words*grey.Height)
	out = append(out, "spix"...)
	for _, v := range header {
		out = binary.NativeEndian.AppendUint32(out, v)
	}
	whole := grey.Width / 4
	for y := range grey.Height {
		row := grey.Pix[y*grey.Width : (y+1)*grey.Width]
		for x := range whole {
			out = binary.NativeEndian.AppendUint32(out, binary.BigEndian.Uint32(row[4*x:]))
		}
		if whole < words {
			var last [4]byte
			copy(last[:], row[4*whole:])
			out = binary.NativeEndian.AppendUint32(out, binary.BigEndian.Uint32(last[:]))
		}
	}
	return out
}
