package textview

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"recto/ocr"
	"recto/ocr/export"
)

// pageOf has a line for each text, of words of 10 × 10 pixels.
func pageOf(lines ...string) ocr.Page {
	p := ocr.Page{Width: 1000, Height: 1000, Unit: ocr.UnitPixel}
	for y, text := range lines {
		var line ocr.Line
		var quads []ocr.Quad
		for x, word := range strings.Fields(text) {
			q := ocr.Rect(float64(20*x), float64(20*y), float64(20*x+10), float64(20*y+10))
			line.Words, quads = append(line.Words, ocr.Word{Text: word, Quad: q, Confidence: 0.9}), append(quads, q)
		}
		line.Quad = ocr.Around(quads, 0)
		p.Lines = append(p.Lines, line)
	}
	return p
}

// shown is a text pane in a window that selects as a session does.
func shown(t *testing.T, p ocr.Page) (*Text, *surface) {
	t.Helper()
	test.NewTempApp(t)
	var pane *Text
	pane = NewText(func(s ocr.Span) { pane.SetSelection(s) }, func(*fyne.KeyEvent) {})
	w := test.NewTempWindow(t, pane.Content)
	w.Resize(fyne.NewSize(300, 400))
	pane.SetPage(p, "title", "")
	for _, o := range test.LaidOutObjects(pane.Content) {
		if s, ok := o.(*surface); ok {
			return pane, s
		}
	}
	t.Fatal("no surface")
	return nil, nil
}

// middle is where a word stands in the pane.
func middle(pane *Text, m ocr.Mark) fyne.Position {
	f := flowOf(pane.page.Lines[m.Line], pane.list.width)
	size := f.sizes[m.Word]
	return f.places[m.Word].AddXY(size.Width/2, size.Height/2+pane.list.tops[m.Line]-pane.list.GetScrollOffset())
}

func press(s *surface, at fyne.Position, held fyne.KeyModifier) {
	e := &desktop.MouseEvent{Button: desktop.MouseButtonPrimary, Modifier: held}
	e.Position = at
	s.MouseDown(e)
	s.MouseUp(e)
}

func TestAClickSelectsTheWordUnderIt(t *testing.T) {
	pane, s := shown(t, pageOf("one two three", "four five"))
	for _, m := range []ocr.Mark{{Line: 0, Word: 1}, {Line: 1, Word: 0}, {Line: 0, Word: 2}} {
		press(s, middle(pane, m), 0)
		if got := pane.Selection(); got != ocr.SpanBetween(m, m) {
			t.Errorf("a click on %v selects %v", m, got)
		}
	}
	press(s, fyne.NewPos(50, 380), 0)
	if got := pane.Selection(); !got.Empty() {
		t.Errorf("a click under the text selects %v", got)
	}
}

func TestASecondClickSelectsTheLine(t *testing.T) {
	pane, s := shown(t, pageOf("one two three", "four five"))
	at := middle(pane, ocr.Mark{Line: 0, Word: 1})
	press(s, at, 0)
	press(s, at, 0)
	if got, want := pane.page.Part(pane.Selection()).Text(), "one two three\n"; got != want {
		t.Errorf("selected %q, want %q", got, want)
	}
}

func TestDraggingAndShiftSelectInReadingOrder(t *testing.T) {
	pane, s := shown(t, pageOf("one two three", "four five", "six"))
	press(s, middle(pane, ocr.Mark{Line: 1, Word: 0}), 0)
	s.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: middle(pane, ocr.Mark{Line: 0, Word: 2})}})
	if got, want := pane.page.Part(pane.Selection()).Text(), "three\nfour\n"; got != want {
		t.Errorf("dragging upwards selects %q, want %q", got, want)
	}
	press(s, middle(pane, ocr.Mark{Line: 2, Word: 0}), fyne.KeyModifierShift)
	if got, want := pane.page.Part(pane.Selection()).Text(), "four five\nsix\n"; got != want {
		t.Errorf("Shift selects %q, want %q", got, want)
	}
}

func TestASelectionFromElsewhereComesIntoView(t *testing.T) {
	lines := make([]string, 200)
	for i := range lines {
		lines[i] = fmt.Sprintf("line %d", i)
	}
	pane, s := shown(t, pageOf(lines...))
	pane.SetSelection(pane.page.SpanOf(ocr.Mark{Line: 150, Word: 1}))
	offset := pane.list.GetScrollOffset()
	if y := pane.list.tops[150] - offset; y < 0 || y > pane.list.Size().Height-10 {
		t.Errorf("line 150 stands at %v of %v", y, pane.list.Size().Height)
	}
	far := ocr.Mark{Line: 150, Word: 0}
	press(s, middle(pane, far), 0)
	if got := pane.Selection(); got != ocr.SpanBetween(far, far) {
		t.Errorf("a click on the word selects %v", got)
	}
	pane.SetSelection(pane.page.SpanOf(ocr.Mark{Line: 149, Word: 0}))
	if got := pane.list.GetScrollOffset(); got != offset {
		t.Errorf("what was in view already scrolled the list from %v to %v", offset, got)
	}
}

// documentOf is the page's Read document as it is exported.
func documentOf(t *testing.T, p ocr.Page) []byte {
	t.Helper()
	var b strings.Builder
	if err := export.Pages(&b, export.FormatJSON, export.Document{}, []ocr.Page{p}); err != nil {
		t.Fatal(err)
	}
	return []byte(b.String())
}

func TestEveryWordAndLineHasItsRowsInTheJSON(t *testing.T) {
	p := pageOf(`one "two" three`, "four lines words", "text")
	o := outlineOf(documentOf(t, p))
	for i, line := range p.Lines {
		first, last, ok := o.rowsOf(ocr.Mark{Line: i, Word: -1})
		if !ok || first >= last {
			t.Fatalf("line %d has rows %d to %d, %v", i, first, last, ok)
		}
		for j, word := range line.Words {
			m := ocr.Mark{Line: i, Word: j}
			from, to, ok := o.rowsOf(m)
			rows := strings.Join(o.rows[from:to+1], "\n")
			quoted := strings.ReplaceAll(word.Text, `"`, `\"`)
			if !ok || from <= first || to > last || !strings.Contains(rows, `"text": "`+quoted+`"`) || strings.Count(rows, `"text":`) != 1 {
				t.Errorf("word %v has rows %d to %d of %d to %d:\n%s", m, from, to, first, last, rows)
			}
			if got := o.markAt(to); got != m {
				t.Errorf("row %d tells of %v, want %v", to, got, m)
			}
		}
	}
	if got := o.markAt(0); got != ocr.NoMark {
		t.Errorf("the first row tells of %v", got)
	}
}

func TestRowsAreBrokenToTheWidthAndLoseNothing(t *testing.T) {
	p := pageOf(strings.Repeat("word ", 40))
	o := outlineOf(documentOf(t, p))
	for _, columns := range []int{30, 50, 200} {
		var whole []string
		row := -1
		for _, w := range o.wrap(columns) {
			if n := len([]rune(w.text)); n > columns && columns > 40 {
				t.Errorf("%d columns: a row of %d: %q", columns, n, w.text)
			}
			if w.row != row {
				whole = append(whole, "")
				row = w.row
			}
			whole[row] += w.text
		}
		plain := func(s string) string { return strings.ReplaceAll(s, " ", "") }
		if !slices.EqualFunc(whole, o.rows, func(a, b string) bool { return plain(a) == plain(b) }) {
			t.Errorf("%d columns: the rows are not those of the document", columns)
		}
	}
}

func TestSelectionAndJSONFollowEachOther(t *testing.T) {
	test.NewTempApp(t)
	p := pageOf("one two", "three four")
	var pane *JSON
	var told ocr.Span
	pane = NewJSON(func(s ocr.Span) { told = s; pane.SetSelection(s) }, func(*fyne.KeyEvent) {}, func() {})
	w := test.NewTempWindow(t, pane.Content)
	w.Resize(fyne.NewSize(400, 300))
	pane.SetPage(p, OutlineOf(documentOf(t, p)), "")
	m := ocr.Mark{Line: 1, Word: 1}
	pane.SetSelection(ocr.SpanBetween(m, m))
	if row := pane.rows[pane.wrappedAt(pane.from)]; !strings.Contains(row.text, "{") || pane.list.GetScrollOffset() == 0 {
		t.Errorf("the selection begins at %q, scrolled to %v", row.text, pane.list.GetScrollOffset())
	}
	line, _, _ := pane.outline.rowsOf(ocr.Mark{Line: 0, Word: -1})
	pane.list.Select(pane.wrappedAt(line))
	if told != p.SpanOf(ocr.Mark{Line: 0, Word: -1}) {
		t.Errorf("a click on the line's row selects %v", told)
	}
	pane.list.Select(0)
	if !told.Empty() {
		t.Errorf("a click on the first row selects %v", told)
	}
}

func TestWhatIsNoJSONIsShownAsItIs(t *testing.T) {
	if o := outlineOf([]byte("no\njson")); !slices.Equal(o.rows, []string{"no", "json"}) || len(o.places) != 0 {
		t.Errorf("outline %+v", o)
	}
}
