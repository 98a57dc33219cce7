package keys

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// TypesNothing reports whether the key is for commands whatever has the focus:
// F1 … F12 and Escape.
func TypesNothing(e *fyne.KeyEvent) bool {
	return (Key{Name: e.Name}).Function() || e.Name == fyne.KeyEscape
}

// Select is a widget.Select that hands on the keys for commands.
type Select struct {
	widget.Select
	OnKey func(*fyne.KeyEvent)
}

// NewSelect makes a choice among options, with none chosen.
func NewSelect(options []string, onKey func(*fyne.KeyEvent)) *Select {
	s := &Select{OnKey: onKey}
	s.Options = options
	s.ExtendBaseWidget(s)
	return s
}

// TypedKey hands on what is for commands.
func (s *Select) TypedKey(e *fyne.KeyEvent) { handOn(e, s.OnKey, s.Select.TypedKey) }

// Check is a widget.Check that hands on the keys for commands.
type Check struct {
	widget.Check
	OnKey func(*fyne.KeyEvent)
}

// NewCheck makes a check that is off.
func NewCheck(text string, onKey func(*fyne.KeyEvent)) *Check {
	c := &Check{OnKey: onKey}
	c.Text = text
	c.ExtendBaseWidget(c)
	return c
}

// TypedKey hands on what is for commands.
func (c *Check) TypedKey(e *fyne.KeyEvent) { handOn(e, c.OnKey, c.Check.TypedKey) }

// Button is a widget.Button that hands on the keys for commands.
type Button struct {
	widget.Button
	OnKey func(*fyne.KeyEvent)
}

// NewButton makes a button with a text, an icon, or both.
func NewButton(text string, icon fyne.Resource, tapped func(), onKey func(*fyne.KeyEvent)) *Button {
	b := &Button{OnKey: onKey}
	b.Text, b.Icon, b.OnTapped = text, icon, tapped
	b.ExtendBaseWidget(b)
	return b
}

// TypedKey hands on what is for commands.
func (b *Button) TypedKey(e *fyne.KeyEvent) { handOn(e, b.OnKey, b.Button.TypedKey) }

// List is a widget.List that hands on the keys for commands.
type List struct {
	widget.List
	OnKey func(*fyne.KeyEvent)
}

// NewList makes a list, as widget.NewList does.
func NewList(length func() int, create func() fyne.CanvasObject, update func(widget.ListItemID, fyne.CanvasObject), onKey func(*fyne.KeyEvent)) *List {
	l := &List{OnKey: onKey}
	l.Length, l.CreateItem, l.UpdateItem = length, create, update
	l.ExtendBaseWidget(l)
	return l
}

// TypedKey hands on what is for commands.
func (l *List) TypedKey(e *fyne.KeyEvent) { handOn(e, l.OnKey, l.List.TypedKey) }

func handOn(e *fyne.KeyEvent, onKey, own func(*fyne.KeyEvent)) {
	switch {
	case !TypesNothing(e):
		own(e)
	case onKey != nil:
		onKey(e)
	}
}
