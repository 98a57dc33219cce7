package typeset

import (
	"image/color"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/image/font/gofont/goregular"
)

func TestTextIsBrokenIntoItsWidthAndKept(t *testing.T) {
	path := filepath.Join(t.TempDir(), "go.ttf")
	if err := os.WriteFile(path, goregular.TTF, 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := Load(path)
	if err != nil {
		t.Fatal(err)
	}
	p := New(400, 300)
	const text = "words that need more than a line of this width"
	next, err := p.Put(f, 20, 10, 200, 20, Left, 0, text)
	if err != nil || next <= 10+24 {
		t.Errorf("the next paragraph may begin at %d, %v, want below a second line", next, err)
	}
	if len(p.Truth) != 1 || p.Truth[0] != text {
		t.Errorf("truth = %q", p.Truth)
	}
	inside, outside := 0, 0
	for y := range 300 {
		for x := range 400 {
			if p.GrayAt(x, y) == (color.Gray{Y: 255}) {
				continue
			}
			if x >= 18 && x < 222 && y < next {
				inside++
			} else {
				outside++
			}
		}
	}
	if inside == 0 || outside > 0 {
		t.Errorf("%d pixels of ink in the text's place, %d out of it", inside, outside)
	}
}

func TestWhatIsNoFontIsAnError(t *testing.T) {
	path := filepath.Join(t.TempDir(), "none.ttf")
	if err := os.WriteFile(path, []byte("no font"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Load(path); err == nil {
		t.Error("no error")
	}
}
