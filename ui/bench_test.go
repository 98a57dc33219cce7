package ui

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"recto/ocr"
	"recto/ui/session"
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
	pane := newTextPane(func(ocr.Mark) {}, func(*fyne.KeyEvent) {})
	window := test.NewTempWindow(b, pane.content)
	window.Resize(fyne.NewSize(420, 700))
	shown := &session.Page{State: session.Read, HasResult: true, Result: ocr.Page{Lines: lines}}
	for b.Loop() {
		pane.setPage(shown)
	}
}
