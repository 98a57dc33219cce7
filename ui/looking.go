package ui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"recto/ocr"
	"recto/ocr/overlay"
	"recto/settings"
	"recto/ui/keys"
	"recto/ui/layers"
	"recto/ui/pageview"
)

// layerFields are the layers by their names in the settings.
var layerFields = []struct {
	name  string
	field func(*overlay.Layers) *bool
}{
	{settings.LayerLines, func(l *overlay.Layers) *bool { return &l.Lines }},
	{settings.LayerWords, func(l *overlay.Layers) *bool { return &l.Words }},
	{settings.LayerConfidence, func(l *overlay.Layers) *bool { return &l.Confidence }},
	{settings.LayerHandwriting, func(l *overlay.Layers) *bool { return &l.Handwriting }},
	{settings.LayerOrder, func(l *overlay.Layers) *bool { return &l.Numbers }},
	{settings.LayerCorrected, func(l *overlay.Layers) *bool { return &l.Corrected }},
}

// layersOf are the layers that the settings choose.
func layersOf(s settings.Settings) overlay.Layers {
	var l overlay.Layers
	for _, one := range layerFields {
		*one.field(&l) = slices.Contains(s.Layers, one.name)
	}
	if s.ShownUnder < 100 {
		l.Under = float64(s.ShownUnder) / 100
	}
	return l
}

// keepLayers writes the layers into the settings.
func keepLayers(s *settings.Settings, l overlay.Layers) {
	s.Layers = nil
	for _, one := range layerFields {
		if *one.field(&l) {
			s.Layers = append(s.Layers, one.name)
		}
	}
	s.ShownUnder = 100
	if l.Under > 0 {
		s.ShownUnder = int(100*l.Under + 0.5)
	}
}

// makeLayers is the tab of what is drawn over the page.
func (w *window) makeLayers() *container.TabItem {
	w.layers = layers.New(func(l overlay.Layers) {
		w.onForgotten(w.choices.choose(func(s *settings.Settings) { keepLayers(s, l) }))
	}, w.onKey)
	w.showLayers()
	return container.NewTabItem(lang.L("Layers"), w.layers.Content)
}

// showLayers draws over the page what the settings choose.
func (w *window) showLayers() {
	l := layersOf(w.choices.now)
	if l != w.page.view.Layers() {
		w.page.view.SetLayers(l)
	}
	w.layers.Set(l)
	hint := ""
	if keys := w.command("overlay").chosen; len(keys) > 0 {
		hint = lang.L("{{.Keys}} hides and shows all of it.", map[string]any{"Keys": keys[0].String()})
	}
	w.layers.SetHint(hint)
}

// lookAt wires what a person does to the page with the pointer.
func (w *window) lookAt(view *pageview.PageView, post func(func())) {
	view.Post = post
	view.OnSelect = w.session.Select
	view.OnHover = w.onHover
	view.OnKey = w.onKey
	view.OnZoom = w.onZoom
	view.OnContextMenu = w.onPageMenu
	view.OnTool = func(pageview.Tool) { w.showTool() }
	view.OnEdit = func(ocr.Mark) { w.start(w.command("correct-word")) }
}

// turn shows the page turned by quarter turns more.
func (w *window) turn(quarters int) func() {
	return func() { w.page.view.SetTurn(w.page.view.Turn() + quarters) }
}

// useTool is the command of a tool; a second time it ends the tool.
func (w *window) useTool(t pageview.Tool) func() {
	return func() {
		if w.page.view.Tool() == t {
			t = pageview.ToolText
		}
		w.page.view.SetTool(t)
		w.showTool()
	}
}

// tools are the commands of the tools, which are checked while they are used.
var tools = map[string]pageview.Tool{
	"tool-hand": pageview.ToolPan, "tool-area": pageview.ToolArea, "tool-ignore": pageview.ToolIgnore,
}

// showTool shows in the menu and on the buttons which tool is used.
func (w *window) showTool() {
	for id, tool := range tools {
		c := w.command(id)
		on := w.page.view.Tool() == tool
		w.items[c].Checked = on
		for _, b := range w.buttons[c] {
			b.Importance = widget.LowImportance
			if on {
				b.Importance = widget.MediumImportance
			}
			b.Refresh()
		}
	}
	w.win.MainMenu().Refresh()
}

// onPageMenu offers what can be done with a word, or with the page.
func (w *window) onPageMenu(m ocr.Mark, at fyne.Position) {
	w.popUp(at, append(wordMenu(m), "select-all", "tool-area", "tool-ignore", "", "export", "reread", "", "fit-page", "fit-width", "turn-right"))
}

// onTextMenu offers what can be done with a word of the text.
func (w *window) onTextMenu(m ocr.Mark, at fyne.Position) {
	w.popUp(at, append(wordMenu(m), "select-all", "export", "reread"))
}

// wordMenu are the commands for a word, or for the text where there is none.
func wordMenu(m ocr.Mark) []string {
	if m.Word < 0 {
		return []string{"copy", "paste", ""}
	}
	return []string{"copy", "find", "", "correct-word", "confirm-word", "join-words", "delete-word", ""}
}

// popUp is a menu of commands at a place of the window; "" draws a line.
func (w *window) popUp(at fyne.Position, ids []string) {
	menu := fyne.NewMenu("")
	for _, id := range ids {
		if id == "" {
			menu.Items = append(menu.Items, fyne.NewMenuItemSeparator())
			continue
		}
		c := w.command(id)
		item := fyne.NewMenuItem(c.text, func() { w.start(c) })
		item.Icon, item.Disabled = c.icon, !c.can()
		menu.Items = append(menu.Items, item)
	}
	widget.ShowPopUpMenuAtPosition(menu, w.win.Canvas(), at)
}

// canSelectAll is true in an entry too.
func (w *window) canSelectAll() bool {
	if keys.Edits(w.win.Canvas().Focused(), "select-all") {
		return true
	}
	p := w.session.Page()
	return p != nil && p.HasResult && p.Result.Words() > 0
}

// onSelectAll selects all text of the page, or of the entry that has the focus.
func (w *window) onSelectAll() {
	if p := w.session.Page(); p != nil {
		w.session.Select(p.Result.WholeSpan())
	}
}
