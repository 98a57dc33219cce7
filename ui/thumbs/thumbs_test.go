package thumbs

import (
	"fmt"
	"image"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"recto/ui/uitest"
)

// tried is a pane in a window of its own, which notes what it is asked and
// what it wishes.
type tried struct {
	*Pane
	asked  map[Ref]int
	need   []Ref
	needs  int
	turned []Ref
	closed []int
	keys   []fyne.KeyName
	menus  [][]Ref
}

func try(t testing.TB, height float32, files ...File) *tried {
	t.Helper()
	test.NewTempApp(t)
	r := &tried{Pane: New(), asked: map[Ref]int{}}
	r.Page = func(ref Ref) Page {
		r.asked[ref]++
		return Page{State: Read, Graded: true, Words: 300, Mean: 0.9}
	}
	r.OnNeed = func(refs []Ref) { r.need = refs; r.needs++ }
	r.OnPage = func(ref Ref) {
		r.turned = append(r.turned, ref)
		r.SetShown(ref)
	}
	r.OnClose = func(doc int) { r.closed = append(r.closed, doc) }
	r.OnKey = func(e *fyne.KeyEvent) { r.keys = append(r.keys, e.Name) }
	r.OnMenu = func(pages []Ref, _ fyne.Position) { r.menus = append(r.menus, pages) }
	w := test.NewTempWindow(t, r.Pane)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(200, height))
	r.SetFiles(files)
	return r
}

func (r *tried) scrollBy(dy float32) {
	r.scroll.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -dy)})
}

func (r *tried) rowOf(t *testing.T, ref Ref) *pageRow {
	t.Helper()
	row, ok := r.live[r.table.index(ref)].(*pageRow)
	if !ok {
		t.Fatalf("page %v has no row", ref)
	}
	return row
}

func pages(doc, from, to int) (refs []Ref) {
	for n := from; n <= to; n++ {
		refs = append(refs, Ref{doc, n})
	}
	return refs
}

func TestOnlySeenRowsExistAndAreAskedFor(t *testing.T) {
	r := try(t, fileHeight+6*pageHeight, File{ID: 1, Name: "long.pdf", Pages: 2000})
	if len(r.asked) != 6 || len(r.live) != 7 || !slices.Equal(r.need, pages(1, 0, 5)) {
		t.Fatalf("at first: asked for %d pages, %d rows, need %v; want 6, 7, pages 0 to 5", len(r.asked), len(r.live), r.need)
	}
	for range 200 {
		r.scrollBy(pageHeight)
	}
	if len(r.asked) != 206 {
		t.Errorf("after 200 rows: asked for %d pages, want 206", len(r.asked))
	}
	for ref, times := range r.asked {
		if times > 2 {
			t.Fatalf("page %v was asked for %d times", ref, times)
		}
	}
	if made := len(r.live) + len(r.spare.pages) + len(r.spare.files); made > 12 {
		t.Errorf("%d rows exist, want at most 12", made)
	}
	clear(r.asked)
	r.scrollBy(1e9)
	if last := r.need[len(r.need)-1]; last != (Ref{1, 1999}) || len(r.asked) > 8 {
		t.Errorf("at the end: last needed %v, asked for %d pages", last, len(r.asked))
	}
}

func TestScrollingWithinARowAsksForNothing(t *testing.T) {
	r := try(t, fileHeight+6*pageHeight+10, File{ID: 1, Name: "a", Pages: 50})
	clear(r.asked)
	before := r.needs
	r.scrollBy(5)
	if len(r.asked) != 0 || r.needs != before {
		t.Errorf("asked for %v, %d new needs; want none", r.asked, r.needs-before)
	}
}

func TestFiveHundredFilesOfOnePageScroll(t *testing.T) {
	var files []File
	for id := range 500 {
		files = append(files, File{ID: id + 1, Name: fmt.Sprintf("scan%03d.png", id), Pages: 1})
	}
	r := try(t, 700, files...)
	r.scrollBy(250 * (fileHeight + pageHeight))
	if len(r.asked) > 20 || r.need[0] != (Ref{251, 0}) {
		t.Errorf("asked for %d pages, the first needed is %v; want at most 20, {251 0}", len(r.asked), r.need[0])
	}
}

func TestTheShownPageIsFollowedNoFurtherThanNeeded(t *testing.T) {
	height := float32(fileHeight + 5*pageHeight)
	r := try(t, height, File{ID: 1, Name: "a", Pages: 100})
	for _, tt := range []struct {
		page   int
		offset float32
	}{
		{4, 0},          // seen already
		{5, pageHeight}, // one row down
		{50, fileHeight + 51*pageHeight - height}, // at the lower edge
		{48, fileHeight + 51*pageHeight - height}, // still seen
		{20, fileHeight + 20*pageHeight},          // at the upper edge
		{0, 0},                                    // with the name of its file
	} {
		r.SetShown(Ref{1, tt.page})
		if got := r.scroll.Offset.Y; got != tt.offset {
			t.Errorf("page %d shown: scrolled to %v, want %v", tt.page, got, tt.offset)
		}
	}
}

func TestKeysTurnPagesAcrossFilesAndOthersAreHandedOn(t *testing.T) {
	r := try(t, 700, File{ID: 1, Name: "a", Pages: 2}, File{ID: 2, Name: "locked", Note: "locked"}, File{ID: 3, Name: "c", Pages: 1})
	r.SetShown(Ref{1, 0})
	for _, key := range []fyne.KeyName{fyne.KeyUp, fyne.KeyDown, fyne.KeyDown, fyne.KeyDown, fyne.KeyUp, fyne.KeyHome, fyne.KeyF8} {
		r.TypedKey(&fyne.KeyEvent{Name: key})
	}
	if want := []Ref{{1, 1}, {3, 0}, {1, 1}}; !slices.Equal(r.turned, want) {
		t.Errorf("turned to %v, want %v", r.turned, want)
	}
	if want := []fyne.KeyName{fyne.KeyHome, fyne.KeyF8}; !slices.Equal(r.keys, want) {
		t.Errorf("handed on %v, want %v", r.keys, want)
	}
}

func TestAClickTurnsAndShiftAndCtrlChoose(t *testing.T) {
	r := try(t, 700, File{ID: 1, Name: "a", Pages: 7})
	click := func(page int, held fyne.KeyModifier) {
		row := r.rowOf(t, Ref{1, page})
		row.MouseDown(&desktop.MouseEvent{Modifier: held})
		test.Tap(row)
	}
	click(1, 0)
	if !slices.Equal(r.turned, pages(1, 1, 1)) {
		t.Fatalf("turned to %v, want page 1", r.turned)
	}
	click(4, fyne.KeyModifierShift)
	if want := pages(1, 1, 4); !slices.Equal(r.Chosen(), want) || len(r.turned) != 1 {
		t.Errorf("after Shift: chosen %v, want %v; turned %v", r.Chosen(), want, r.turned)
	}
	click(3, fyne.KeyModifierShortcutDefault)
	click(6, fyne.KeyModifierShortcutDefault)
	if want := []Ref{{1, 1}, {1, 2}, {1, 4}, {1, 6}}; !slices.Equal(r.Chosen(), want) {
		t.Errorf("after Ctrl: chosen %v, want %v", r.Chosen(), want)
	}
	test.TapSecondary(r.rowOf(t, Ref{1, 4}))
	test.TapSecondary(r.rowOf(t, Ref{1, 0}))
	if want := [][]Ref{{{1, 1}, {1, 2}, {1, 4}, {1, 6}}, {{1, 0}}}; len(r.menus) != 2 || !slices.Equal(r.menus[0], want[0]) || !slices.Equal(r.menus[1], want[1]) {
		t.Errorf("menus for %v, want %v", r.menus, want)
	}
	click(2, 0)
	if !slices.Equal(r.Chosen(), pages(1, 2, 2)) {
		t.Errorf("after a plain click: chosen %v, want page 2", r.Chosen())
	}
}

func TestAFoldedFileHasOneRowUntilItsPageIsShown(t *testing.T) {
	r := try(t, 700, File{ID: 1, Name: "a", Pages: 100}, File{ID: 2, Name: "b", Pages: 3})
	r.SetShown(Ref{2, 0})
	r.scrollBy(-1e9)
	test.Tap(r.live[0].(*fileRow))
	if want := pages(2, 0, 2); !slices.Equal(r.need, want) {
		t.Fatalf("after folding: need %v, want %v", r.need, want)
	}
	r.SetShown(Ref{1, 40})
	if !slices.Contains(r.need, Ref{1, 40}) {
		t.Errorf("the shown page is not seen: need %v", r.need)
	}
}

func TestClosingAFileIsAWish(t *testing.T) {
	r := try(t, 700, File{ID: 7, Name: "a", Pages: 2})
	for _, o := range test.LaidOutObjects(r.live[0]) {
		if b, ok := o.(*widget.Button); ok {
			test.Tap(b)
		}
	}
	if !slices.Equal(r.closed, []int{7}) {
		t.Errorf("closed %v, want [7]", r.closed)
	}
}

func TestWhatIsAtTheTopStaysThereWhenFilesComeAndGo(t *testing.T) {
	long := File{ID: 2, Name: "long", Pages: 300}
	r := try(t, 600, File{ID: 1, Name: "a", Pages: 3}, long)
	r.scrollBy(2*fileHeight + 103*pageHeight + 7)
	r.SetFiles([]File{long})
	if top, into, _ := r.topRow(); top != (Ref{2, 100}) || into != 7 {
		t.Errorf("at the top: %v, %v scrolled out; want {2 100}, 7", top, into)
	}
	r.SetFiles(nil)
	if len(r.live) != 0 || r.scroll.Offset.Y != 0 {
		t.Errorf("without files: %d rows, scrolled to %v", len(r.live), r.scroll.Offset.Y)
	}
}

func TestTheTableFindsEveryRowWhereItStands(t *testing.T) {
	var tab table
	tab.set([]File{{ID: 4, Pages: 3}, {ID: 9}, {ID: 2, Pages: 1}, {ID: 5, Pages: 6}})
	tab.fold(5)
	tab.set(tab.files)
	y := float32(0)
	for at := range tab.rows() {
		ref := tab.ref(at)
		if tab.index(ref) != at || tab.top(at) != y || tab.at(y) != at || tab.at(y+tab.rowHeight(at)-0.5) != at {
			t.Errorf("row %d (%v): index %d, top %v (want %v), at %d", at, ref, tab.index(ref), tab.top(at), y, tab.at(y))
		}
		y += tab.rowHeight(at)
	}
	if tab.rows() != 8 || tab.height() != y {
		t.Errorf("%d rows, %v high; want 8, %v", tab.rows(), tab.height(), y)
	}
	for _, ref := range []Ref{{5, 0}, {9, 0}, {4, 3}, {1, 0}, {4, -2}} {
		if at := tab.index(ref); at != -1 {
			t.Errorf("index(%v) = %d, want -1", ref, at)
		}
	}
}

// sheet is a picture with a few grey lines as of text.
func sheet(width, height int) image.Image {
	img := image.NewGray(image.Rect(0, 0, width, height))
	for i := range img.Pix {
		img.Pix[i] = 255
		if x, y := i%width, i/width; y%6 < 2 && x > width/8 && x < width*7/8 && y > 6 && y < height-6 {
			img.Pix[i] = 150
		}
	}
	return img
}

func TestTheListLooksAsItDid(t *testing.T) {
	upright, wide := sheet(58, 82), sheet(82, 58)
	shown := map[Ref]Page{
		{1, 0}: {State: Read, Picture: upright, Graded: true, Words: 300, Weak: 4, Mean: 0.961},
		{1, 1}: {State: Read, Picture: wide, Graded: true, Words: 12, Mean: 0.994},
		{1, 2}: {State: Reading, Picture: upright},
		{1, 3}: {State: Failed, Picture: upright},
		{1, 4}: {State: Waiting},
		{3, 0}: {State: Stopped, Picture: upright},
		{3, 1}: {State: TextLayer, Picture: upright, Graded: true},
		{3, 2}: {State: LeftOut},
	}
	for name, shade := range uitest.Themes() {
		t.Run(name, func(t *testing.T) {
			r := try(t, 3*fileHeight+8*pageHeight)
			fyne.CurrentApp().Settings().SetTheme(shade)
			r.Page = func(ref Ref) Page { return shown[ref] }
			r.SetFiles([]File{{ID: 1, Name: "A rather long name of a file.pdf", Pages: 5}, {ID: 2, Name: "secret.pdf", Note: "locked"}, {ID: 3, Name: "c.tiff", Pages: 3}})
			r.SetShown(Ref{1, 1})
			r.chosen[Ref{1, 2}] = true
			r.FocusGained()
			r.UpdateSeen()
			r.rowOf(t, Ref{3, 0}).MouseIn(&desktop.MouseEvent{})
			c := fyne.CurrentApp().Driver().CanvasForObject(r.Pane)
			test.AssertImageMatches(t, name+".png", c.Capture())
		})
	}
}

func BenchmarkScrollThroughThousandsOfPages(b *testing.B) {
	r := try(b, 900, File{ID: 1, Name: "long", Pages: 2000})
	for b.Loop() {
		if r.scroll.Offset.Y > 1900*pageHeight {
			r.scroll.ScrollToTop()
		}
		r.scrollBy(120)
	}
}

func BenchmarkListTwoThousandPages(b *testing.B) {
	r := try(b, 900)
	for b.Loop() {
		r.SetFiles([]File{{ID: 1, Name: "long", Pages: 2000}})
	}
}
