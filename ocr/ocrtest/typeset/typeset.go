// Package typeset makes pages of text with fonts, for measuring: what stands on
// them, and in which order, is known.
package typeset

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"os"
	"strings"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// Font is a font file that was loaded.
type Font struct{ parsed *opentype.Font }

// Load reads a TrueType or OpenType font.
func Load(path string) (*Font, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	parsed, err := opentype.Parse(data)
	if err != nil {
		return nil, fmt.Errorf("parse font %q: %w", path, err)
	}
	return &Font{parsed}, nil
}

// face is the font with letters of the given size in pixels an em.
func (f *Font) face(size float64) (font.Face, error) {
	return opentype.NewFace(f.parsed, &opentype.FaceOptions{Size: size, DPI: 72, Hinting: font.HintingNone})
}

// Align says where a line of text stands in its width.
type Align int

// Left, in the middle, right.
const (
	Left Align = iota
	Middle
	Right
)

// Page is a white page of grey pixels and the words on it. Truth holds what was
// set, a paragraph a string, in the order of the calls.
type Page struct {
	*image.Gray
	Truth []string
}

// New is an empty page of a size in pixels.
func New(width, height int) *Page {
	p := &Page{Gray: image.NewGray(image.Rect(0, 0, width, height))}
	draw.Draw(p.Gray, p.Bounds(), image.White, image.Point{}, draw.Src)
	return p
}

// Put sets text at x, y (its top left), broken into lines of at most width
// pixels, and returns where the next paragraph may begin. size is that of an em
// in pixels; ink is the letters' grey.
func (p *Page) Put(f *Font, x, y, width int, size float64, align Align, ink uint8, text string) (next int, err error) {
	face, err := f.face(size)
	if err != nil {
		return y, err
	}
	defer face.Close()
	pen := font.Drawer{Dst: p.Gray, Src: image.NewUniform(color.Gray{Y: ink}), Face: face}
	for _, line := range broken(face, width, text) {
		free := width - font.MeasureString(face, line).Ceil()
		left := x + free*int(align)/2
		pen.Dot = fixed.P(left, y+int(size))
		pen.DrawString(line)
		y += int(1.22 * size)
	}
	p.Truth = append(p.Truth, text)
	return y, nil
}

// broken is text as lines that are at most width pixels wide, or of one word.
func broken(face font.Face, width int, text string) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		longer := strings.TrimSpace(line + " " + word)
		if line != "" && font.MeasureString(face, longer).Ceil() > width {
			lines = append(lines, line)
			longer = word
		}
		line = longer
	}
	return append(lines, line)
}
