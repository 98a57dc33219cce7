package ocrtest

import (
	"os"
	"path/filepath"
	"testing"

	"recto/ocr"
)

func TestWordsOfATruthAreThoseOfItsLines(t *testing.T) {
	path := filepath.Join(t.TempDir(), "page.boxes.json")
	text := `[{"text":"one two","quad":[0,0,9,0,9,5,0,5],"words":[{"text":"one","quad":[0,0,4,0,4,5,0,5]},{"text":"","quad":[0,0,1,0,1,1,0,1]}]},
		{"text":"three","quad":[0,10,9,10,9,15,0,15]}]`
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	words, err := TrueWords(path)
	if err != nil || len(words) != 2 || words[0].Text != "one" || words[1].Quad != ocr.Rect(0, 10, 9, 15) {
		t.Errorf("%+v, %v", words, err)
	}
}

func TestATableTakesThePlaceOfTheOneBefore(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.md")
	head, tail := "# Head\n<!-- table: make it -->\n", "<!-- end of table -->\ntail\n"
	if err := os.WriteFile(path, []byte(head+"old\n"+tail), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := PutTable(path, "make it", "new\n"); err != nil {
		t.Fatal(err)
	}
	if text, _ := os.ReadFile(path); string(text) != head+"new\n"+tail {
		t.Errorf("the document is %s", text)
	}
	if PutTable(path, "make another", "x\n") == nil {
		t.Error("a table without a place is no error")
	}
}
