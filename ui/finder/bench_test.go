package finder

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"recto/ocr/find"
	"recto/ocr/ocrtest"
	"recto/ui/uitest"
)

// A step of a search over 2,000 pages must not hold up the window.
func BenchmarkShowTenThousandHits(b *testing.B) {
	test.NewTempApp(b)
	s := NewSearch(b.Context(), uitest.NewLoop().Post)
	var pages []Page
	var results []result
	for i := range 2000 {
		text := find.NewText(ocrtest.Text("an invoice and an invoice", "the invoice", "invoice", "no invoice"))
		pages = append(pages, Page{fmt.Sprint("report.pdf · page ", i), text})
		hits, total := find.Compile(find.Query{Text: "invoice"}).Find(text, 9)
		results = append(results, result{text, find.Found{Hits: hits, Total: total}, shown(text.Page(), hits)})
	}
	s.SetPages(pages)
	s.forget()
	p := New()
	w := test.NewTempWindow(b, p.Content)
	w.Resize(fyne.NewSize(400, 800))
	p.SetText("invoice")
	for b.Loop() {
		s.forget()
		s.land(results)
		p.SetGroups(s.Groups())
		p.SetCount(s.Total())
		p.SetCurrent(5000)
	}
	if got := len(strings.Fields(p.count.Text)); got != 3 {
		b.Fatalf("the pane says %q", p.count.Text)
	}
}
