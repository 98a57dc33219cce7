package cli

import (
	"reflect"
	"testing"

	"recto/ocr"
)

func TestPartsAreSharesOfThePage(t *testing.T) {
	c := readCommand{Area: "0.1, 0,0.5,0.25", Ignore: []string{"0,0,1,0.1", "0.9,0,0.1,1"}}
	got, err := c.parts()
	want := ocr.Parts{Area: ocr.Rect(0.1, 0, 0.6, 0.25), Ignored: []ocr.Quad{ocr.Rect(0, 0, 1, 0.1), ocr.Rect(0.9, 0, 1, 1)}, Shares: true}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("parts = %+v, %v; want %+v", got, err, want)
	}
	if got, err := (readCommand{}).parts(); err != nil || !got.Whole() || got.Shares {
		t.Errorf("without flags: %+v, %v; want all of the page", got, err)
	}
}

func TestPartsThatMakeNoSenseAreRefused(t *testing.T) {
	for _, text := range []string{"0,0,1", "0,0,1,1,1", "a,0,1,1", "0,0,0,1", "0,0,1,0", "-0.1,0,1,1", "0.5,0,0.6,1", "0,0.5,1,0.6", "NaN,0,1,1", "10,10,200,100"} {
		for _, c := range []readCommand{{Area: text}, {Ignore: []string{text}}} {
			if got, err := c.parts(); err == nil {
				t.Errorf("%q gives %+v, want an error", text, got)
			}
		}
	}
}
