package ocrtest

import (
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"image/png"
	"os"
	"strings"

	"recto/ocr"
)

// Box is an entry of a boxes.json beside a page: a word, or a line that may tell
// its words.
type Box struct {
	Text  string     `json:"text"`
	Quad  [8]float64 `json:"quad"`  // x and y of four corners, pixels
	Style string     `json:"style"` // "print" or "handwriting"; "" where not known
	Words []Box      `json:"words"`
}

// Place is where the box lies, in pixels of the page's picture.
func (b Box) Place() ocr.Quad { return Corners(b.Quad) }

// Corners is the quad of the x and y of its corners.
func Corners(xy [8]float64) (q ocr.Quad) {
	for i := range q {
		q[i] = ocr.Point{X: xy[2*i], Y: xy[2*i+1]}
	}
	return q
}

// Boxes reads a boxes.json.
func Boxes(path string) (boxes []Box, err error) {
	return boxes, ReadJSON(path, &boxes)
}

// TrueWords are the words of a boxes.json, those without text left out.
func TrueWords(path string) ([]ocr.Word, error) {
	boxes, err := Boxes(path)
	if err != nil {
		return nil, err
	}
	var words []ocr.Word
	for _, b := range boxes {
		if len(b.Words) == 0 {
			b.Words = []Box{b}
		}
		for _, w := range b.Words {
			if w.Text != "" {
				words = append(words, ocr.Word{Text: w.Text, Quad: w.Place()})
			}
		}
	}
	return words, nil
}

// Endings are those of the pictures and documents that stand beside a truth.
func Endings() []string { return []string{".png", ".jpg", ".JPG", ".tif", ".pdf"} }

// Picture is the path of the picture or document of a truth, by the path of both
// without ending; ok is false where there is none.
func Picture(stem string) (path string, ok bool) {
	for _, ending := range Endings() {
		if _, err := os.Stat(stem + ending); err == nil {
			return stem + ending, true
		}
	}
	return "", false
}

// ReadJSON reads a JSON document.
func ReadJSON(path string, into any) error {
	content, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(content, into); err != nil {
		return fmt.Errorf("read %q: %w", path, err)
	}
	return nil
}

// WritePNG writes a picture, quickly rather than small.
func WritePNG(path string, picture image.Image) error {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	fast := png.Encoder{CompressionLevel: png.BestSpeed}
	return errors.Join(fast.Encode(file, picture), file.Close())
}

// tableEnd is the mark behind a table that a command writes into a document.
const tableEnd = "<!-- end of table -->\n"

// PutTable puts a table into a document, between the mark "<!-- table: by -->"
// and that of its end.
func PutTable(document, by, table string) error {
	text, err := os.ReadFile(document)
	if err != nil {
		return err
	}
	begin := "<!-- table: " + by + " -->\n"
	before, rest, begun := strings.Cut(string(text), begin)
	_, after, ended := strings.Cut(rest, tableEnd)
	if !begun || !ended {
		return fmt.Errorf("%q has no place for the table of %s", document, by)
	}
	return os.WriteFile(document, []byte(before+begin+table+tableEnd+after), 0o644)
}
