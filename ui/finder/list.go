package finder

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// row is a row of the list: a group's title, or a hit.
type row struct {
	group int

	// hit counts over all groups, within in the group; both are -1 for a title.
	hit, within int

	// first is the group's first hit, which tells groups apart.
	first *Hit
}

// hitList lists the hits under the titles of their pages. It makes the rows
// that are seen alone.
type hitList struct {
	widget.List
	pane *Pane
	rows []row

	// ofHit are the rows of the hits.
	ofHit []int

	// quiet is true while a row is selected because its hit is the current one.
	quiet bool
	width float32
}

func newHitList(p *Pane) *hitList {
	l := &hitList{pane: p}
	l.Length = func() int { return len(l.rows) }
	l.CreateItem = func() fyne.CanvasObject { return newRow() }
	l.UpdateItem = l.updateRow
	l.OnSelected = l.onSelected
	l.HideSeparators = true
	l.ExtendBaseWidget(l)
	return l
}

// reset lists the pane's groups. What is at the top of what is seen stays there
// where it is still listed; a list of others begins at its top.
func (l *hitList) reset() {
	anchor, offset := l.anchor()
	l.rows, l.ofHit = nil, nil
	moved := -1
	for g, group := range l.pane.groups {
		for within := -1; within < len(group.Hits); within++ {
			r := row{g, -1, within, nil}
			if len(group.Hits) > 0 {
				r.first = &group.Hits[0]
			}
			if within >= 0 {
				r.hit = len(l.ofHit)
				l.ofHit = append(l.ofHit, len(l.rows))
			}
			if r.first == anchor.first && within == anchor.within {
				moved = len(l.rows)
			}
			l.rows = append(l.rows, r)
		}
	}
	l.showCurrent()
	l.Refresh()
	if moved >= 0 && anchor.first != nil {
		l.ScrollToOffset(float32(moved)*l.pitch() + offset)
	} else {
		l.ScrollToTop()
	}
}

// anchor is the row at the top of what is seen, and how much of it is hidden.
func (l *hitList) anchor() (top row, hidden float32) {
	offset := l.GetScrollOffset()
	i := int(offset / l.pitch())
	if i >= len(l.rows) {
		return row{}, 0
	}
	return l.rows[i], offset - float32(i)*l.pitch()
}

// pitch is from the top of a row to that of the next.
func (l *hitList) pitch() float32 { return rowHeight() + l.Theme().Size(theme.SizeNamePadding) }

// showCurrent selects the row of the current hit and scrolls no more than
// needed to see it.
func (l *hitList) showCurrent() {
	l.quiet = true
	defer func() { l.quiet = false }()
	if n := l.pane.current; n >= 0 && n < len(l.ofHit) {
		l.Select(l.ofHit[n])
	} else {
		l.UnselectAll()
	}
}

// onSelected chooses the hit of a row, the first of a title.
func (l *hitList) onSelected(id widget.ListItemID) {
	if l.quiet || id >= len(l.rows) {
		return
	}
	if l.rows[id].hit < 0 {
		id++
	}
	l.pane.OnHit(l.rows[id].hit)
}

// updateRow shows a row in a view of the list.
func (l *hitList) updateRow(id widget.ListItemID, o fyne.CanvasObject) {
	if id >= len(l.rows) {
		return
	}
	view, r := viewOf(o), l.rows[id]
	group := l.pane.groups[r.group]
	if r.hit < 0 {
		view.showTitle(group.Title, l.width)
	} else {
		view.showHit(group.Hits[r.within], l.width)
	}
}

// Resize cuts the rows to another width.
func (l *hitList) Resize(size fyne.Size) {
	changed := size.Width != l.width
	l.width = size.Width
	l.List.Resize(size)
	if changed {
		l.Refresh()
	}
}

// TypedKey moves among the hits, or starts a command.
func (l *hitList) TypedKey(e *fyne.KeyEvent) {
	if !l.pane.key(e.Name) {
		l.pane.OnKey(e)
	}
}
