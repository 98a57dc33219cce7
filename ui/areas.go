package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recto/ocr"
	"recto/ui/session"
)

// areas is the bar over the foot of the page that says what can be done with
// an area that was drawn, or with one that was just left out.
type areas struct {
	w   *window
	bar *fyne.Container

	// chosen is the drawn area in pixels of the shown page, zero without one.
	chosen ocr.Quad

	ground  *canvas.Rectangle
	text    *widget.Label
	buttons *fyne.Container
}

func newAreas(w *window) *areas {
	a := &areas{w: w, ground: canvas.NewRectangle(color.Transparent), text: widget.NewLabel(""), buttons: container.NewHBox()}
	a.ground.CornerRadius, a.ground.StrokeWidth = 6, 1
	row := container.NewHBox(a.text, a.buttons, quiet(theme.CancelIcon(), a.drop))
	bar := container.NewStack(a.ground, container.New(layout.NewCustomPaddedLayout(2, 2, 8, 4), row))
	a.bar = container.NewBorder(nil, container.New(layout.NewCustomPaddedLayout(0, 12, 0, 0), container.NewCenter(bar)), nil, nil)
	a.bar.Hide()
	w.page.content.(*fyne.Container).Add(a.bar)
	w.page.view.OnArea = a.onArea
	w.page.view.OnIgnore = a.onIgnore
	return a
}

// onArea offers what can be done with the area; the zero one is none.
func (a *areas) onArea(area ocr.Quad) {
	a.chosen = area
	if area == (ocr.Quad{}) {
		a.bar.Hide()
		return
	}
	p := a.w.session.Page()
	if p == nil {
		return
	}
	inside := p.Result.Within(area)
	text := lang.L("No text in this area")
	var buttons []fyne.CanvasObject
	if inside.Words() > 0 {
		text = amount(inside)
		buttons = append(buttons, a.button(lang.L("Copy"), theme.ContentCopyIcon(), a.onCopy),
			a.button(lang.L("Export…"), theme.DocumentSaveIcon(), a.w.onExport))
	}
	if a.w.session.CanReadArea() {
		buttons = append(buttons, a.button(lang.L("Read this area"), theme.ViewRefreshIcon(), a.onRead))
	}
	buttons = append(buttons, a.button(lang.L("Leave it out"), theme.VisibilityOffIcon(), func() { a.onIgnore(area) }))
	if p.HasResult {
		buttons = append(buttons, a.button(lang.L("Add a word"), theme.ContentAddIcon(), a.onAdd))
	}
	a.show(text, buttons)
}

// onIgnore leaves out what stands in the area, and offers to do so on all pages.
func (a *areas) onIgnore(area ocr.Quad) {
	a.drop()
	d := a.w.session.Doc()
	a.w.session.Ignore([]ocr.Quad{area}, false)
	buttons := []fyne.CanvasObject{a.button(lang.L("Bring it back"), theme.ContentUndoIcon(), func() {
		a.w.session.ForgetIgnoredAt(area.Center())
		a.drop()
	})}
	if d != nil && len(d.Pages) > 1 {
		buttons = append(buttons, a.button(lang.L("Leave it out on all pages"), theme.DocumentIcon(), func() {
			a.w.session.ForgetIgnoredAt(area.Center())
			a.w.session.Ignore([]ocr.Quad{area}, true)
			a.drop()
		}))
	}
	a.show(lang.L("Left out on this page"), buttons)
}

func (a *areas) button(text string, icon fyne.Resource, run func()) fyne.CanvasObject {
	b := quiet(icon, run)
	b.Text = text
	return b
}

func (a *areas) show(text string, buttons []fyne.CanvasObject) {
	a.ground.FillColor = theme.Color(theme.ColorNameOverlayBackground)
	a.ground.StrokeColor = theme.Color(theme.ColorNameInputBorder)
	a.text.SetText(text)
	a.buttons.Objects = buttons
	a.bar.Show()
	a.bar.Refresh()
}

// drop gives the area up.
func (a *areas) drop() {
	a.chosen = ocr.Quad{}
	a.bar.Hide()
	a.follow()
}

// follow shows the areas of the page that is shown now.
func (a *areas) follow() {
	var ignored []ocr.Quad
	if d, p := a.w.session.Doc(), a.w.session.Page(); p != nil {
		ignored = d.IgnoredOn(d.At)
	}
	a.w.page.view.SetAreas(a.chosen, ignored)
}

// onChange gives the area up with its page.
func (a *areas) onChange(what session.Change) {
	switch {
	case what&session.ShownChanged != 0:
		a.drop()
	case what&session.PageChanged != 0:
		a.follow()
	}
}

// inside is the text of the area on the shown page; none without an area.
func (a *areas) inside() (ocr.Page, bool) {
	p := a.w.session.Page()
	if p == nil || !p.HasResult || a.chosen == (ocr.Quad{}) {
		return ocr.Page{}, false
	}
	part := p.Result.Within(a.chosen)
	return part, part.Words() > 0
}

func (a *areas) onCopy() {
	if part, ok := a.inside(); ok {
		a.w.app.Clipboard().SetContent(part.Text())
		a.w.status.say(lang.L("Copied {{.Amount}}", map[string]any{"Amount": amount(part)}))
	}
}

func (a *areas) onRead() {
	area := a.chosen
	a.drop()
	a.w.session.ReadArea(area)
}

// onAdd adds a word that was missed, and asks for its text.
func (a *areas) onAdd() {
	area := a.chosen
	a.drop()
	if err := a.w.session.AddWord(area, "…"); err != nil {
		a.w.fail(lang.L("No word could be added here."))
		return
	}
	p := a.w.session.Page()
	for i, line := range p.Result.Lines {
		for j, word := range line.Words {
			if word.Corrected && word.Text == "…" && area.Contains(word.Quad.Center()) {
				a.w.corrector.begin(ocr.Mark{Line: i, Word: j})
				a.w.corrector.fresh = a.w.corrector.entry != nil
				return
			}
		}
	}
}

// hasIgnored reports whether something of the shown document is left out.
func (w *window) hasIgnored() bool {
	d := w.session.Doc()
	return d != nil && len(d.Ignored) > 0
}
