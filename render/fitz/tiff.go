package fitz

import (
	"context"
	"encoding/binary"
	"fmt"
	"image"
	"io"
	"os"

	"golang.org/x/image/tiff"

	"recto/render"
	"recto/render/leptonica"
)

// tiffFile is a TIFF; each directory that is a picture of its own is a page.
// Go's decoder knows only the first page and no JPEG inside, so the directories
// are walked here and Leptonica decodes them, or MuPDF what Leptonica cannot.
type tiffFile struct {
	path  string
	data  []byte
	pages []tiffPage
}

// tiffPage is what a directory says of its picture, size as viewers show it.
type tiffPage struct {
	directory     int
	offset        int // of the directory in the file
	width, height int
	dpiX, dpiY    float64
	jpeg, tiled   bool
	err           error
}

func openTIFF(file *os.File) (*tiffFile, error) {
	data, err := io.ReadAll(io.NewSectionReader(file, 0, 1<<62))
	if err != nil {
		return nil, fmt.Errorf("read picture: %w", render.ErrUnreadable)
	}
	pages, err := walkTIFF(data)
	if err != nil {
		return nil, fmt.Errorf("open picture: %w", err)
	}
	if len(pages) == 1 && pages[0].err != nil {
		return nil, fmt.Errorf("open picture: %w", pages[0].err)
	}
	return &tiffFile{file.Name(), data, pages}, nil
}

func (t *tiffFile) info() (render.Info, error) {
	info := render.Info{Format: formatTIFF}
	for _, p := range t.pages {
		info.Pages = append(info.Pages, pictureInfo(p.width, p.height, p.dpiX, p.dpiY))
	}
	return info, nil
}

func (t *tiffFile) draw(_ context.Context, req render.Request) (render.Raster, error) {
	if req.Page < 0 || req.Page >= len(t.pages) {
		return render.Raster{}, render.ErrNoPage
	}
	page := t.pages[req.Page]
	if page.err != nil {
		return render.Raster{}, page.err
	}
	raster, err := t.decode(page, req.Grey)
	if err != nil {
		if len(t.pages) > 1 {
			err = render.ErrPage
		}
		return render.Raster{}, fmt.Errorf("decode picture: %w", err)
	}
	size := image.Pt(raster.Width, raster.Height)
	raster.PageWidth, raster.PageHeight = size.X, size.Y
	raster.DPIX, raster.DPIY = page.dpiX, page.dpiY
	whole := fitted(size.X, size.Y, req.MaxWidth, req.MaxHeight)
	clip, err := clipped(req.Clip, whole)
	if err != nil {
		return render.Raster{}, err
	}
	need := source(size, whole, clip)
	return scaled(cropped(raster, need), cut{need.Min, size}, whole, clip), nil
}

// decode reads a page with Leptonica, which keeps every pixel as it is; tiles,
// which Leptonica refuses, with Go's decoder. JPEG inside goes to MuPDF: libtiff's
// calls would end in MuPDF's copy of libjpeg, which is of another version and
// ends the process. MuPDF in turn does not undo the predictor of tiles.
func (t *tiffFile) decode(page tiffPage, grey bool) (render.Raster, error) {
	if page.tiled && !page.jpeg {
		if img, err := tiff.Decode(&startingAt{t.data, page.offset, 0}); err == nil {
			return fromImage(img, grey), nil
		}
	}
	if !page.tiled && !page.jpeg {
		if raster, err := leptonica.Decode(t.data, page.directory, grey); err == nil {
			return raster, nil
		}
	}
	return muPicture(t.path, formatTIFF, page.directory, page.width, page.height, grey)
}

// startingAt reads a TIFF as if its first directory stood at offset: Go's
// decoder reads no other.
type startingAt struct {
	data   []byte
	offset int
	at     int64
}

// Read is there because the decoder takes an io.Reader; it uses ReadAt.
func (s *startingAt) Read(p []byte) (int, error) {
	n, err := s.ReadAt(p, s.at)
	s.at += int64(n)
	return n, err
}

// ReadAt reads with the header's bytes 4 to 7 replaced.
func (s *startingAt) ReadAt(p []byte, at int64) (int, error) {
	if at < 0 || at >= int64(len(s.data)) {
		return 0, io.EOF
	}
	n := copy(p, s.data[at:])
	var head [4]byte
	if s.data[0] == 'M' {
		binary.BigEndian.PutUint32(head[:], uint32(s.offset))
	} else {
		binary.LittleEndian.PutUint32(head[:], uint32(s.offset))
	}
	for i, v := range head {
		if k := int64(4+i) - at; k >= 0 && k < int64(n) {
			p[k] = v
		}
	}
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

func (t *tiffFile) close() {}

// The tags that are read (TIFF 6.0, section 8).
const (
	tagSubfile     = 254
	tagWidth       = 256
	tagHeight      = 257
	tagCompression = 259
	tagOrientation = 274
	tagXResolution = 282
	tagYResolution = 283
	tagUnit        = 296
	tagTileWidth   = 322
)

// A reduced copy of another page or a mask is no page of its own.
const notAPage = 1 | 4

// walker reads numbers from a TIFF or BigTIFF of either byte order.
type walker struct {
	data  []byte
	order binary.ByteOrder
	big   bool
}

// walkTIFF lists the pages. A chain of directories that breaks off after some
// whole ones gives those and one page that carries the error.
func walkTIFF(data []byte) ([]tiffPage, error) {
	if len(data) < 8 {
		return nil, render.ErrTruncated
	}
	w := walker{data: data, order: binary.LittleEndian}
	if data[0] == 'M' {
		w.order = binary.BigEndian
	}
	w.big = w.order.Uint16(data[2:]) == 43
	at, ok := w.offset(4)
	if w.big {
		at, ok = w.offset(8)
	}
	var pages []tiffPage
	seen := map[int]bool{} // a chain may loop
	for directory := 0; ok && at != 0 && !seen[at]; directory++ {
		seen[at] = true
		page, subfile, next, whole := w.directory(at)
		page.directory, page.offset = directory, at
		if !whole {
			page.err = render.ErrTruncated
			if len(pages) == 0 {
				return nil, page.err
			}
			return append(pages, page), nil
		}
		if subfile&notAPage == 0 {
			page.err = render.CheckSize(page.width, page.height, int64(len(data)))
			pages = append(pages, page)
		}
		at = next
	}
	if len(pages) == 0 {
		return nil, render.ErrTruncated
	}
	return pages, nil
}

// directory reads the one at the given offset; whole is false where it leaves
// the file.
func (w walker) directory(at int) (page tiffPage, subfile int, next int, whole bool) {
	count, entry, size := 0, at+2, 12
	if w.big {
		entry, size = at+8, 20
		if at < 0 || at > len(w.data)-8 {
			return page, 0, 0, false
		}
		count = int(min(w.order.Uint64(w.data[at:]), 1<<16))
	} else {
		if at < 0 || at > len(w.data)-2 {
			return page, 0, 0, false
		}
		count = int(w.order.Uint16(w.data[at:]))
	}
	end := entry + count*size
	if end > len(w.data)-4 {
		return page, 0, 0, false
	}
	tags := map[int]float64{tagUnit: 2, tagOrientation: 1}
	for ; entry < end; entry += size {
		tags[int(w.order.Uint16(w.data[entry:]))] = w.value(entry)
	}
	// The next offset of the last directory is 0; one outside breaks the chain.
	next, whole = w.offset(end)
	x, y := tags[tagXResolution], tags[tagYResolution]
	if tags[tagUnit] == 3 {
		x, y = x*cmPerInch, y*cmPerInch
	}
	page.width, page.height = int(tags[tagWidth]), int(tags[tagHeight])
	if tags[tagOrientation] >= 5 {
		page.width, page.height, x, y = page.height, page.width, y, x
	}
	page.jpeg = tags[tagCompression] == 6 || tags[tagCompression] == 7
	page.tiled = tags[tagTileWidth] > 0
	if tags[tagUnit] != 1 {
		page.dpiX, page.dpiY = render.TrustDPI(x, y)
	}
	return page, int(tags[tagSubfile]), next, whole
}

// value is the first number of an entry: a short, a long, or a rational.
func (w walker) value(entry int) float64 {
	field := entry + 8
	if w.big {
		field = entry + 12
	}
	switch w.order.Uint16(w.data[entry+2:]) {
	case 1:
		return float64(w.data[field])
	case 3:
		return float64(w.order.Uint16(w.data[field:]))
	case 4:
		return float64(w.order.Uint32(w.data[field:]))
	case 5:
		at := field
		if !w.big {
			at = int(w.order.Uint32(w.data[field:]))
		}
		if at < 0 || at > len(w.data)-8 {
			return 0
		}
		below := w.order.Uint32(w.data[at+4:])
		if below == 0 {
			return 0
		}
		return float64(w.order.Uint32(w.data[at:])) / float64(below)
	case 16:
		return float64(w.order.Uint64(w.data[field:]))
	}
	return 0
}

// offset reads a position in the file; ok is false outside of it.
func (w walker) offset(at int) (value int, ok bool) {
	if w.big {
		if at > len(w.data)-8 {
			return 0, false
		}
		v := w.order.Uint64(w.data[at:])
		return int(v), v < uint64(len(w.data))
	}
	if at > len(w.data)-4 {
		return 0, false
	}
	v := w.order.Uint32(w.data[at:])
	return int(v), uint64(v) < uint64(len(w.data))
}
