// Package thumbs is the pane that lists the open files and their pages, each
// with its picture, how far its reading is and how sure it is. It takes values
// and reports wishes; it opens, reads and draws nothing. Of thousands of pages
// only the rows that are seen exist.
package thumbs

import (
	"image"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Ref names a page of an open file.
type Ref struct {
	// Doc is the number of the file, and Page counts from 0.
	Doc, Page int
}

// File is an open file. A locked one has no pages, and its note says why.
type File struct {
	ID    int
	Name  string
	Note  string
	Pages int
}

// State is how far the reading of a page is.
type State int

// The states of a page; TextLayer is a page whose text the file
// itself holds, Mixed one of which some was read beside that.
const (
	Waiting State = iota
	Reading
	Read
	TextLayer
	Mixed
	Failed
	Stopped
	LeftOut
)

// Page is what a row shows of a page.
type Page struct {
	State State

	// Picture is nil while there is none; the pane does not change it.
	Picture image.Image

	// Graded pages were read: Words of them, Weak ones among them, with the
	// mean confidence Mean in [0, 1].
	Graded      bool
	Words, Weak int
	Mean        float64
}

// Pane is the list. All methods belong to the user interface's goroutine.
// Callbacks may be nil, except Page, which must be set before SetFiles.
type Pane struct {
	widget.BaseWidget

	// Page tells what a row shows; it is asked for rows that are seen.
	Page func(Ref) Page

	// Done tells how many pages of a file are read while it is being read, and
	// whether it is; nil tells nothing.
	Done func(doc int) (pages int, reading bool)

	// OnNeed is told of the pages whose rows are seen, from the top, whenever
	// they are others than before: theirs are the pictures to be made, and
	// those of all others are wanted no more.
	OnNeed func([]Ref)

	// OnPage is told of the page that a person turns to.
	OnPage func(Ref)

	// OnMenu is told where a person asks what can be done with the chosen
	// pages, which are all of one file.
	OnMenu func(pages []Ref, at fyne.Position)

	// OnFileMenu is the same for a file.
	OnFileMenu func(doc int, at fyne.Position)

	// OnClose is told of the file that a person closes.
	OnClose func(doc int)

	// OnKey is told of keys that the list has no use for.
	OnKey func(*fyne.KeyEvent)

	scroll     *container.Scroll
	sheet      *fyne.Container
	table      table
	live       map[int]row // rows that exist, by their index
	spare      spare
	needed     []Ref
	neededSize image.Point

	shown   Ref
	chosen  map[Ref]bool // beside the shown one; all of its file
	anchor  int          // index of the row from which Shift chooses
	focused bool
}

// New makes an empty list.
func New() *Pane {
	p := &Pane{live: map[int]row{}, shown: Ref{-1, -1}, chosen: map[Ref]bool{}}
	p.sheet = container.New(&sheetLayout{p})
	p.scroll = container.NewVScroll(p.sheet)
	p.scroll.OnScrolled = func(fyne.Position) { p.look(false) }
	p.ExtendBaseWidget(p)
	return p
}

// SetFiles lists other files, or files with other pages. What was folded stays
// so, and the row at the top stays where it is as far as that is possible.
func (p *Pane) SetFiles(files []File) {
	top, into, ok := p.topRow()
	p.table.set(files)
	p.clear()
	if at := p.table.index(top); ok && at >= 0 {
		p.scroll.Offset.Y = p.table.top(at) + into
	}
	p.scroll.Offset.Y = min(p.scroll.Offset.Y, max(0, p.table.height()-p.Size().Height))
	for ref := range p.chosen {
		if p.table.index(ref) < 0 {
			delete(p.chosen, ref)
		}
	}
	p.sheet.Resize(p.sheet.MinSize().Max(p.Size()))
	p.scroll.Refresh()
	p.look(true)
}

// topRow is the page or file at the top of the view, and how far its row is
// scrolled out.
func (p *Pane) topRow() (ref Ref, into float32, ok bool) {
	if p.table.rows() == 0 {
		return Ref{}, 0, false
	}
	at := p.table.at(p.scroll.Offset.Y)
	return p.table.ref(at), p.scroll.Offset.Y - p.table.top(at), true
}

// SetShown marks the page that is shown, unfolds its file and scrolls no more
// than is needed to see the row.
func (p *Pane) SetShown(shown Ref) {
	if shown == p.shown {
		return
	}
	p.shown = shown
	clear(p.chosen)
	if p.table.unfold(shown.Doc) {
		p.SetFiles(p.table.files)
	}
	if at := p.table.index(shown); at >= 0 {
		p.anchor = at
		p.reveal(at)
	}
	p.look(true)
}

// reveal scrolls until the row is seen whole, and that of its file where it is
// the first page.
func (p *Pane) reveal(at int) {
	height := p.Size().Height
	if height <= 0 {
		return
	}
	from, to := p.table.top(at), p.table.top(at)+p.table.rowHeight(at)
	if at > 0 && p.table.ref(at-1).Page < 0 {
		from = p.table.top(at - 1)
	}
	switch y := p.scroll.Offset.Y; {
	case from < y:
		p.scroll.ScrollToOffset(fyne.NewPos(0, from))
	case to > y+height:
		p.scroll.ScrollToOffset(fyne.NewPos(0, to-height))
	}
}

// Chosen are the pages that a command acts on: those chosen with Shift or Ctrl
// and the shown one, in their order.
func (p *Pane) Chosen() []Ref {
	pages := []Ref{p.shown}
	for ref := range p.chosen {
		if ref != p.shown {
			pages = append(pages, ref)
		}
	}
	slices.SortFunc(pages, func(a, b Ref) int { return a.Page - b.Page })
	return pages
}

// Update shows the page anew where its row is seen.
func (p *Pane) Update(ref Ref) {
	if at := p.table.index(ref); at >= 0 && p.live[at] != nil {
		p.bind(at, p.live[at])
	}
}

// Again scrolls to the shown page and tells once more which pages are seen, none
// while the list is hidden.
func (p *Pane) Again() {
	p.needed = []Ref{{-1, -1}} // other pages than are ever seen
	if at := p.table.index(p.shown); at >= 0 && p.Visible() {
		p.reveal(at)
	}
	p.look(true)
}

// UpdateSeen shows all rows that are seen anew.
func (p *Pane) UpdateSeen() { p.look(true) }

// PictureSize is the size of a picture that fills its place in a row, in
// pixels of the screen.
func (p *Pane) PictureSize() image.Point {
	scale := float32(1)
	driver := fyne.CurrentApp().Driver()
	if c := driver.CanvasForObject(p); c != nil {
		scale = c.Scale()
	} else if windows := driver.AllWindows(); len(windows) > 0 { // it was not drawn yet
		scale = windows[0].Canvas().Scale()
	}
	return image.Pt(int(pictureSize.Width*scale), int(pictureSize.Height*scale))
}

// CreateRenderer shows the rows in a scroller.
func (p *Pane) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(p.scroll) }

// MinSize holds a row, and a few below each other.
func (p *Pane) MinSize() fyne.Size { return fyne.NewSize(minWidth, 2*pageHeight) }

// Resize shows the rows for which there is room now.
func (p *Pane) Resize(size fyne.Size) {
	if size == p.Size() {
		return
	}
	p.BaseWidget.Resize(size)
	p.scroll.Resize(size)
	p.look(false)
}

// Refresh shows all anew, after a change of the theme for one.
func (p *Pane) Refresh() {
	p.clear()
	p.spare = spare{}
	p.look(true)
	p.BaseWidget.Refresh()
}

// FocusGained shows that keys go to the list.
func (p *Pane) FocusGained() { p.setFocused(true) }

// FocusLost ends that.
func (p *Pane) FocusLost() { p.setFocused(false) }

func (p *Pane) setFocused(on bool) {
	p.focused = on
	p.Update(p.shown)
}

// TypedRune has no use here.
func (p *Pane) TypedRune(rune) {}

// TypedKey turns to the page above or below; other keys are handed on.
func (p *Pane) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyUp:
		p.step(-1)
	case fyne.KeyDown:
		p.step(1)
	default:
		if p.OnKey != nil {
			p.OnKey(e)
		}
	}
}

// step turns to the next page above or below, over files that are folded.
func (p *Pane) step(by int) {
	at := p.table.index(p.shown)
	if at < 0 {
		return
	}
	for at += by; at >= 0 && at < p.table.rows(); at += by {
		if ref := p.table.ref(at); ref.Page >= 0 {
			p.turn(ref)
			return
		}
	}
}

func (p *Pane) turn(ref Ref) {
	if p.OnPage != nil {
		p.OnPage(ref)
	}
}

// onRow follows a click on the row of a page.
func (p *Pane) onRow(ref Ref, held fyne.KeyModifier) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(p); c != nil {
		c.Focus(p)
	}
	switch {
	case held&fyne.KeyModifierShift != 0 && ref.Doc == p.shown.Doc:
		p.chooseTo(p.table.index(ref))
	case held&fyne.KeyModifierShortcutDefault != 0 && ref.Doc == p.shown.Doc:
		if p.chosen[ref] {
			delete(p.chosen, ref)
		} else {
			p.chosen[ref] = true
		}
		p.anchor = p.table.index(ref)
	default:
		clear(p.chosen)
		p.turn(ref)
	}
	p.look(true)
}

// chooseTo chooses all pages from the anchor to the row.
func (p *Pane) chooseTo(at int) {
	clear(p.chosen)
	for i := min(at, p.anchor); i <= max(at, p.anchor); i++ {
		if ref := p.table.ref(i); ref.Page >= 0 && ref.Doc == p.shown.Doc {
			p.chosen[ref] = true
		}
	}
}

// onRowMenu asks what to do with the page, or with all that are chosen where
// it is one of them.
func (p *Pane) onRowMenu(ref Ref, at fyne.Position) {
	if p.OnMenu == nil {
		return
	}
	if ref == p.shown || p.chosen[ref] {
		p.OnMenu(p.Chosen(), at)
		return
	}
	p.OnMenu([]Ref{ref}, at)
}

// onFold shows or hides the pages of a file.
func (p *Pane) onFold(doc int) {
	p.table.fold(doc)
	p.SetFiles(p.table.files)
}

var _ fyne.Focusable = (*Pane)(nil)
var _ desktop.Mouseable = (*pageRow)(nil)
