package main

import (
	"fmt"
	"image"
	"image/color"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"recto/ocr/ocrtest"
	"recto/ocr/ocrtest/typeset"
)

// drawnPages is how many pages are drawn.
const drawnPages = 40

// draw draws pages with fonts: small and large letters, pale ink, blur, noise,
// rules and boxes that touch the text, scrawls that are none. They are the same
// on every machine with the same fonts. Their words are those of the sets for
// fitting, shuffled, and numbers.
func (m measurement) draw() (set, error) {
	folder, err := filepath.Abs(filepath.Join(m.out, "drawn"))
	if err != nil {
		return set{}, err
	}
	s := set{folder, ordered, true}
	if done, _ := filepath.Glob(filepath.Join(folder, "*.gt.txt")); len(done) == drawnPages {
		return s, nil
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return s, err
	}
	fonts, err := m.fontFiles()
	if err != nil {
		return s, err
	}
	words, err := m.vocabulary()
	if err != nil {
		return s, err
	}
	random := rand.New(rand.NewPCG(20, 26))
	for n := range drawnPages {
		if err := drawPage(random, fonts[n%len(fonts)], words, filepath.Join(folder, fmt.Sprintf("drawn%02d", n))); err != nil {
			return s, err
		}
	}
	return s, nil
}

// fontFiles are the fonts for print that are there, one of each family.
func (m measurement) fontFiles() ([]string, error) {
	var found []string
	for _, name := range []string{
		"dejavu/DejaVuSerif.ttf", "dejavu/DejaVuSans.ttf", "liberation/LiberationSerif-Regular.ttf", "liberation/LiberationSans-Bold.ttf",
		"liberation/LiberationMono-Regular.ttf", "liberation/LiberationSerif-Italic.ttf", "freefont/FreeMono.ttf", "freefont/FreeSerif.ttf",
		"crosextra/Carlito-Regular.ttf", "crosextra/Caladea-Regular.ttf", "cmu/cmunrm.ttf", "cmu/cmuntt.ttf", "croscore/Cousine-Bold.ttf",
	} {
		path := filepath.Join(m.fonts, name)
		if _, err := os.Stat(path); err == nil {
			found = append(found, path)
		}
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("no fonts to draw pages with in %q", m.fonts)
	}
	return found, nil
}

// vocabulary are the words of the sets for fitting, the same in the same order
// every time.
func (m measurement) vocabulary() ([]string, error) {
	var words []string
	for _, s := range sets {
		if !s.forFitting {
			continue
		}
		texts, err := filepath.Glob(filepath.Join(m.data, s.name, "*.gt.txt"))
		if err != nil {
			return nil, err
		}
		slices.Sort(texts)
		for _, path := range texts {
			text, err := os.ReadFile(path)
			if err != nil {
				return nil, err
			}
			words = append(words, strings.Fields(string(text))...)
		}
	}
	// The fonts would draw accents that stand for themselves as boxes.
	words = slices.DeleteFunc(words, func(w string) bool {
		return strings.ContainsFunc(w, func(r rune) bool { return unicode.Is(unicode.Mn, r) })
	})
	if len(words) == 0 {
		return nil, fmt.Errorf("no text in %q", m.data)
	}
	return words, nil
}

// drawPage draws one page and writes it with its text.
func drawPage(random *rand.Rand, font string, words []string, stem string) error {
	face, err := typeset.Load(font)
	if err != nil {
		return err
	}
	size := []float64{9, 11, 13, 16, 20, 26, 34, 42}[random.IntN(8)]
	width := int(28 * size)
	p := typeset.New(width, int(24*size))
	y := int(size)
	for y < int(20*size) {
		start := random.IntN(len(words) - 20)
		text := strings.Join(words[start:start+6+random.IntN(12)], " ")
		if random.IntN(4) == 0 {
			text += fmt.Sprintf(" %d.%02d", random.IntN(2000), random.IntN(100))
		}
		if y, err = p.Put(face, int(size), y, width-int(2*size), size, typeset.Left, uint8(random.IntN(110)), text); err != nil {
			return err
		}
		y += int(size * random.Float64())
	}
	spoil(random, p.Gray, int(size))
	if err := ocrtest.WritePNG(stem+".png", p.Gray); err != nil {
		return err
	}
	return os.WriteFile(stem+".gt.txt", []byte(strings.Join(p.Truth, "\n")), 0o644)
}

// spoil draws over the page what scans of forms and copies have: rules, boxes,
// scrawls, blur, noise and specks, of each more or less or none.
func spoil(random *rand.Rand, page *image.Gray, size int) {
	b := page.Bounds()
	for range random.IntN(5) {
		line(page, random.IntN(b.Max.X), random.IntN(b.Max.Y), b.Max.X*(1+random.IntN(3))/3, 0, 1+size/12)
	}
	for range random.IntN(3) {
		line(page, random.IntN(b.Max.X), random.IntN(b.Max.Y), 0, b.Max.Y/2, 1+size/12)
	}
	for range random.IntN(4) {
		x, y := random.IntN(b.Max.X), random.IntN(b.Max.Y)
		for range 12 {
			dx, dy := random.IntN(2*size)-size/2, random.IntN(2*size)-size
			line(page, x, y, dx, dy, 1+size/10)
			x, y = x+dx, y+dy
		}
	}
	for range random.IntN(3) {
		blur(page)
	}
	noise := []float64{0, 0, 8, 20, 40}[random.IntN(5)]
	specks := []float64{0, 0, 0.001, 0.003, 0.008}[random.IntN(5)]
	paper := float64(random.IntN(60))
	for i, v := range page.Pix {
		g := float64(v)*(255-paper)/255 + noise*random.NormFloat64()
		if specks > 0 && random.Float64() < specks {
			g = 0
		}
		page.Pix[i] = uint8(min(255, max(0, g)))
	}
}

// line draws a stroke of the given thickness from a point by dx and dy pixels.
func line(page *image.Gray, x, y, dx, dy, thick int) {
	n := max(1, dx, -dx, dy, -dy)
	for i := range n + 1 {
		for j := range thick * thick {
			page.SetGray(x+dx*i/n+j%thick, y+dy*i/n+j/thick, color.Gray{Y: 40})
		}
	}
}

// blur is the mean of three by three pixels.
func blur(page *image.Gray) {
	from := slices.Clone(page.Pix)
	w, h := page.Bounds().Dx(), page.Bounds().Dy()
	for y := 1; y < h-1; y++ {
		for x := 1; x < w-1; x++ {
			sum := 0
			for d := range 9 {
				sum += int(from[(y+d/3-1)*page.Stride+x+d%3-1])
			}
			page.Pix[y*page.Stride+x] = uint8(sum / 9)
		}
	}
}
