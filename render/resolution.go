package render

import "math"

// MaxSide is the longest raster side that Tesseract takes, in pixels
// (TDIMENSION is a signed 16-bit number in its box types).
const MaxSide = 32767

// MaxPixels is the largest raster that is opened or drawn, in pixels.
const MaxPixels = 100_000_000

// MaxWhole is the longest side in pixels of a page of which a part is drawn:
// MuPDF places what it draws in single precision, to 1/16 pixel there.
const MaxWhole = 1 << 20

// The resolutions of reading, in dots per inch.
const (
	// ScanDPI is the least at which a scanned page is drawn for reading.
	ScanDPI = 300
	// SmallTypeDPI is used where small vector type asks for more.
	SmallTypeDPI = 400
	// MaxDPI bounds what the images of a page may ask for; finer scans gain
	// nothing in reading.
	MaxDPI = 600
)

// minDPI and maxDPI are the resolutions of a picture that are believed: fax
// has 98, screens 72 to 220, scanners up to 2,400. Cameras write 72 or 1.
const (
	minDPI = 50
	maxDPI = 2400
)

// TrustDPI is the resolution that a picture claims, or 0, 0 where it is absurd:
// outside [50, 2400], or one of the two more than three times the other.
func TrustDPI(x, y float64) (dpiX, dpiY float64) {
	believable := func(dpi float64) bool { return dpi >= minDPI && dpi <= maxDPI }
	if !believable(x) || !believable(y) || x > 3*y || y > 3*x {
		return 0, 0
	}
	return x, y
}

// Fit is the resolution to draw a page of the given size in points at: want,
// or less so that no side exceeds MaxSide pixels and the whole not maxPixels.
// It is positive for any page with an area.
func Fit(widthPt, heightPt, want float64, maxPixels int) (dpi float64) {
	dpi = want
	widthIn, heightIn := widthPt/72, heightPt/72
	if longest := max(widthIn, heightIn); longest*dpi > MaxSide {
		dpi = MaxSide / longest
	}
	if area := widthIn * heightIn; area*dpi*dpi > float64(maxPixels) {
		dpi = math.Sqrt(float64(maxPixels) / area)
	}
	return dpi
}

// CheckSize is nil for a picture that may be opened, else an error that holds
// ErrNoPixels, ErrTooLarge or, where fileBytes is far too few for so many
// pixels, ErrBomb.
func CheckSize(width, height int, fileBytes int64) error {
	if width <= 0 || height <= 0 {
		return ErrNoPixels
	}
	if width <= MaxSide && height <= MaxSide && width <= MaxPixels/height {
		return nil
	}
	// A blank bilevel page packs to about 1/1000 in G4, so 1/8000 byte a
	// pixel is the least that an honest picture of this size comes with.
	bomb := float64(width)*float64(height) > 8000*float64(fileBytes)
	return &TooLargeError{width, height, bomb}
}
