package prefs

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"recto/ui/keys"
)

// walk visits an object and all in it, shown or not.
func walk(o fyne.CanvasObject, visit func(fyne.CanvasObject)) {
	visit(o)
	switch o := o.(type) {
	case *fyne.Container:
		for _, child := range o.Objects {
			walk(child, visit)
		}
	case fyne.Widget:
		if _, list := o.(*keys.List); list {
			return
		}
		for _, child := range test.WidgetRenderer(o).Objects() {
			walk(child, visit)
		}
	}
}

// rowOf is the cell beside the label in a form; nil where there is none.
func rowOf(page fyne.CanvasObject, label string) (cell fyne.CanvasObject) {
	walk(page, func(o fyne.CanvasObject) {
		c, ok := o.(*fyne.Container)
		if !ok {
			return
		}
		for i := 0; i+1 < len(c.Objects); i += 2 {
			name, ok := c.Objects[i].(*fyne.Container)
			if !ok || len(name.Objects) != 1 {
				continue
			}
			if l, ok := name.Objects[0].(*widget.Label); ok && l.Text == label {
				cell = c.Objects[i+1]
			}
		}
	})
	return cell
}

// textsOf are the texts of the labels that are shown in the object.
func textsOf(o fyne.CanvasObject) string {
	var texts []string
	walk(o, func(o fyne.CanvasObject) {
		if l, ok := o.(*widget.Label); ok && l.Visible() {
			texts = append(texts, l.Text)
		}
	})
	return strings.Join(texts, "\n")
}

func entryOf(o fyne.CanvasObject) (found *keys.Entry) {
	walk(o, func(o fyne.CanvasObject) {
		if e, ok := o.(*keys.Entry); ok {
			found = e
		}
	})
	return found
}

// buttonIn is the button in an object.
func buttonIn(o fyne.CanvasObject) (found *keys.Button) {
	walk(o, func(o fyne.CanvasObject) {
		if b, ok := o.(*keys.Button); ok {
			found = b
		}
	})
	return found
}

func focusableOf(o fyne.CanvasObject) (found fyne.Focusable) {
	walk(o, func(o fyne.CanvasObject) {
		if f, ok := o.(fyne.Focusable); ok && found == nil {
			found = f
		}
	})
	return found
}

// buttonOf is the button with that text.
func buttonOf(t *testing.T, o fyne.CanvasObject, text string) (found *keys.Button) {
	t.Helper()
	walk(o, func(o fyne.CanvasObject) {
		if b, ok := o.(*keys.Button); ok && b.Text == text {
			found = b
		}
	})
	if found == nil {
		t.Fatalf("no button %q", text)
	}
	return found
}

// pick, write and tap do what a person does with the control of a row.
func pick(text string) func(fyne.CanvasObject) {
	return func(row fyne.CanvasObject) { focusableOf(row).(*keys.Select).SetSelected(text) }
}

func write(text string) func(fyne.CanvasObject) {
	return func(row fyne.CanvasObject) {
		e := entryOf(row)
		e.SetText("")
		test.Type(e, text)
	}
}

func tap(row fyne.CanvasObject) { test.Tap(focusableOf(row).(*keys.Check)) }
