// Package finder is the pane that finds: what is looked for, and the list of
// hits over all open pages; and the search beside the user interface that fills
// it. The pane takes values and reports wishes.
package finder

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recto/ocr/find"
)

// Group is the hits of a page.
type Group struct {
	// Title names the file and the page.
	Title string
	Hits  []Hit
}

// Hit is a hit as it is listed: in its line of text.
type Hit struct {
	Before, Text, After string

	// Confidence is that of the hit's weakest word, in [0, 1].
	Confidence float64

	// Likeness is how near the hit is to the query, in (0, 1].
	Likeness float64
}

// Pane is the pane. All methods belong to the user interface's goroutine.
type Pane struct {
	Content fyne.CanvasObject

	// OnQuery is told what is looked for, with every letter that is typed.
	OnQuery func(find.Query)

	// OnHit is told which hit was chosen, counted over all groups from 0.
	OnHit func(number int)

	// OnNext and OnPrevious ask for the hit after or before the one at hand.
	OnNext, OnPrevious func()

	// OnClose asks to leave the pane.
	OnClose func()

	// OnKey and OnShortcut are told what the entry and the list have no use for.
	OnKey      func(*fyne.KeyEvent)
	OnShortcut func(fyne.Shortcut)

	// OnHint is told what the pointer is over, "" when it leaves.
	OnHint func(string)

	// Held is what is held down beside a key; the driver's word but in tests.
	Held func() fyne.KeyModifier

	entry          *entry
	toggles        []*toggle
	caseOf, whole  *toggle
	fuzzy          *toggle
	count          *widget.Label
	previous, next *hinted
	note           *widget.Label
	list           *hitList

	groups        []Group
	current       int
	total, listed int
	busy          bool
}

// New makes a pane that looks for nothing. Its callbacks do nothing until they
// are set.
func New() *Pane {
	p := &Pane{current: -1, Held: heldKeys,
		OnQuery: func(find.Query) {}, OnHit: func(int) {}, OnNext: func() {}, OnPrevious: func() {}, OnClose: func() {},
		OnKey: func(*fyne.KeyEvent) {}, OnShortcut: func(fyne.Shortcut) {}, OnHint: func(string) {}}
	p.entry = newEntry(p)
	p.caseOf = p.newToggle("Aa", lang.L("Match case: letters and accents as they are typed"))
	p.whole = p.newToggle(lang.L("Word"), lang.L("Find whole words only"))
	p.fuzzy = p.newToggle("≈", lang.L("Forgive misread letters: 0 for O, rn for m"))
	p.previous = p.newButton(theme.MoveUpIcon(), lang.L("Previous hit"), func() { p.OnPrevious() })
	p.next = p.newButton(theme.MoveDownIcon(), lang.L("Next hit"), func() { p.OnNext() })
	p.count = widget.NewLabel("")
	p.count.Truncation = fyne.TextTruncateEllipsis
	p.count.Alignment = fyne.TextAlignTrailing
	p.note = widget.NewLabelWithStyle("", fyne.TextAlignCenter, fyne.TextStyle{})
	p.note.Wrapping = fyne.TextWrapWord
	p.list = newHitList(p)
	row := container.NewBorder(nil, nil, container.NewHBox(p.caseOf, p.whole, p.fuzzy), container.NewHBox(p.previous, p.next), p.count)
	head := container.NewVBox(p.entry, row, widget.NewSeparator())
	p.Content = container.NewBorder(container.New(layout.NewCustomPaddedLayout(4, 0, 4, 4), head), nil, nil, nil,
		container.NewStack(p.list, container.NewBorder(p.note, nil, nil, nil)))
	p.show()
	return p
}

// heldKeys asks the driver what is held down; 0 where it cannot tell.
func heldKeys() fyne.KeyModifier {
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok {
		return d.CurrentKeyModifiers()
	}
	return 0
}

// Query is what is looked for now.
func (p *Pane) Query() find.Query {
	return find.Query{Text: p.entry.Text, Case: p.caseOf.on && !p.fuzzy.on, Whole: p.whole.on, Fuzzy: p.fuzzy.on}
}

// SetText looks for a text, as if it were typed.
func (p *Pane) SetText(text string) {
	if text != p.entry.Text {
		p.entry.SetText(text)
	}
}

// Focus lets a person type, over what was looked for before. The canvas is the
// pane's, which Fyne does not know before it has drawn the pane.
func (p *Pane) Focus(on fyne.Canvas) {
	on.Focus(p.entry)
	p.entry.selectAll()
}

// Holds reports whether what has the focus belongs to the pane.
func (p *Pane) Holds(focused fyne.Focusable) bool { return focused == p.entry || focused == p.list }

// SetGroups lists hits. Those that were listed before stay where they are seen.
func (p *Pane) SetGroups(groups []Group) {
	p.groups, p.listed = groups, 0
	for _, g := range groups {
		p.listed += len(g.Hits)
	}
	p.list.reset()
	p.show()
}

// SetCount tells how many hits there are, which may be more than are listed.
func (p *Pane) SetCount(total int) {
	p.total = total
	p.show()
}

// SetBusy tells whether hits may still come.
func (p *Pane) SetBusy(busy bool) {
	p.busy = busy
	p.show()
}

// SetCurrent selects a hit of the list, counted over all groups from 0; -1
// selects none.
func (p *Pane) SetCurrent(number int) {
	p.current = number
	p.list.showCurrent()
	p.show()
}

// show says in words how the search stands.
func (p *Pane) show() {
	text, note := "", ""
	numbers := map[string]any{"Number": p.current + 1, "Count": p.total}
	switch {
	case p.entry.Text == "":
		note = lang.L("Type what you look for. All open pages that were read are searched.")
	case p.total == 0 && p.busy:
		text = lang.L("Searching…")
	case p.total == 0:
		text = lang.L("No hits")
		note = lang.L("Nothing was found on the pages that were read.")
		if !p.fuzzy.on {
			note += "\n" + lang.L("≈ also finds what was misread.")
		}
	case p.current >= 0:
		text = lang.L("{{.Number}} of {{.Count}}", numbers)
	default:
		text = lang.L("Hits: {{.Count}}", numbers)
	}
	if p.total > 0 && p.busy {
		text += "…"
	}
	p.count.SetText(text)
	p.note.SetText(note)
	if note == "" {
		p.note.Hide()
	} else {
		p.note.Show()
	}
	for _, b := range []*hinted{p.previous, p.next} {
		if p.listed == 0 {
			b.Disable()
		} else {
			b.Enable()
		}
	}
	p.caseOf.allow(!p.fuzzy.on)
}

// changed tells of another query.
func (p *Pane) changed() {
	p.show()
	p.OnQuery(p.Query())
}

// step moves in the list by hits, without leaving what has the focus.
func (p *Pane) step(by int) {
	to := p.current + by
	if p.current < 0 {
		to = 0
	}
	if to >= 0 && to < p.listed {
		p.OnHit(to)
	}
}

// key does what a key does in the entry and in the list; false for the others.
func (p *Pane) key(name fyne.KeyName) bool {
	switch name {
	case fyne.KeyUp:
		p.step(-1)
	case fyne.KeyDown:
		p.step(1)
	case fyne.KeyReturn, fyne.KeyEnter:
		if p.Held()&fyne.KeyModifierShift != 0 {
			p.OnPrevious()
		} else {
			p.OnNext()
		}
	case fyne.KeyEscape:
		p.OnClose()
	default:
		return false
	}
	return true
}
