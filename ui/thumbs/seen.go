package thumbs

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// row is the widget of a row, which may be given another file or page.
type row interface {
	fyne.CanvasObject
}

// spare are rows that were scrolled away, for others to come.
type spare struct {
	files []*fileRow
	pages []*pageRow
}

// sheetLayout gives the sheet the height of all rows; the rows that exist are
// placed by look.
type sheetLayout struct{ pane *Pane }

// MinSize is that of all rows below each other.
func (l *sheetLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(minWidth, l.pane.table.height())
}

// Layout follows the width; heights never change.
func (l *sheetLayout) Layout(rows []fyne.CanvasObject, size fyne.Size) {
	for _, r := range rows {
		if r.Size().Width != size.Width {
			r.Resize(fyne.NewSize(size.Width, r.Size().Height))
		}
	}
}

// look makes the rows that are seen and takes those away that are not, and
// tells which pages are seen. Rows that stay are bound again only where all is
// true.
func (p *Pane) look(all bool) {
	first, last := p.seen()
	changed := false
	for at, r := range p.live {
		if at < first || at > last {
			p.recycle(at, r)
			changed = true
		}
	}
	var refs []Ref
	for at := first; at <= last; at++ {
		if ref := p.table.ref(at); ref.Page >= 0 {
			refs = append(refs, ref)
		}
		r, ok := p.live[at]
		if !ok {
			r = p.row(at)
			p.live[at] = r
			r.Resize(fyne.NewSize(p.Size().Width, p.table.rowHeight(at)))
			r.Move(fyne.NewPos(0, p.table.top(at)))
			changed = true
		}
		if !ok || all {
			p.bind(at, r)
		}
	}
	if changed {
		p.sheet.Objects = p.sheet.Objects[:0]
		for at := first; at <= last; at++ {
			p.sheet.Objects = append(p.sheet.Objects, p.live[at])
		}
		canvas.Refresh(p.sheet)
	}
	if size := p.PictureSize(); p.OnNeed != nil && (size != p.neededSize || !slices.Equal(refs, p.needed)) {
		p.needed, p.neededSize = refs, size
		p.OnNeed(refs)
	}
}

// seen are the first and the last row of which something is seen; last is less
// than first where there is none.
func (p *Pane) seen() (first, last int) {
	height := p.Size().Height
	if p.table.rows() == 0 || height <= 0 || !p.Visible() {
		return 0, -1
	}
	return p.table.at(p.scroll.Offset.Y), p.table.at(p.scroll.Offset.Y + height - 1)
}

// row is a row of the right kind, unbound.
func (p *Pane) row(at int) row {
	if p.table.ref(at).Page < 0 {
		if n := len(p.spare.files); n > 0 {
			r := p.spare.files[n-1]
			p.spare.files = p.spare.files[:n-1]
			return r
		}
		return newFileRow(p)
	}
	if n := len(p.spare.pages); n > 0 {
		r := p.spare.pages[n-1]
		p.spare.pages = p.spare.pages[:n-1]
		return r
	}
	return newPageRow(p)
}

func (p *Pane) recycle(at int, r row) {
	delete(p.live, at)
	switch r := r.(type) {
	case *fileRow:
		p.spare.files = append(p.spare.files, r)
	case *pageRow:
		r.hovered = false
		p.spare.pages = append(p.spare.pages, r)
	}
}

// clear takes all rows away.
func (p *Pane) clear() {
	for at, r := range p.live {
		p.recycle(at, r)
	}
}

// bind shows the row's file or page in it.
func (p *Pane) bind(at int, r row) {
	ref := p.table.ref(at)
	switch r := r.(type) {
	case *fileRow:
		file := p.table.files[p.table.file(at)]
		r.bind(file, p.table.folded[file.ID], ref.Doc == p.shown.Doc)
	case *pageRow:
		r.bind(ref, p.Page(ref), look{shown: ref == p.shown, chosen: p.chosen[ref], focused: p.focused})
	}
}
