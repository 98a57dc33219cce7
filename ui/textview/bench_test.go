package textview

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"recto/ocr"
)

// BenchmarkTextOfACrowdedPage shows a page of 2,000 words in the text pane.
func BenchmarkTextOfACrowdedPage(b *testing.B) {
	test.NewTempApp(b)
	var lines []ocr.Line
	for i := range 100 {
		var line ocr.Line
		for j := range 20 {
			line.Words = append(line.Words, ocr.Word{Text: "word" + string(rune('a'+(i+j)%26)), Confidence: float64((i+j)%10) / 9})
		}
		lines = append(lines, line)
	}
	pane := NewText(func(ocr.Span) {}, func(*fyne.KeyEvent) {})
	window := test.NewTempWindow(b, pane.Content)
	window.Resize(fyne.NewSize(420, 700))
	for b.Loop() {
		pane.SetPage(ocr.Page{Lines: lines}, "", "")
	}
}
