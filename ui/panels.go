package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
)

// The shares of the window's width that the page and the sidebar take.
const (
	pageShare    = 0.62
	sidebarShare = 0.16
)

// panel stands under the page and its text, and is shown by its command.
type panel struct {
	id      string
	content fyne.CanvasObject

	// shown and hidden are told after the panel came and went.
	shown, hidden func()
}

// places are where panes stand: the sidebar, the page beside its text, and one
// panel at a time under them.
type places struct {
	content fyne.CanvasObject

	// sidebar holds what stands left of the page; hidden while it is empty.
	sidebar *fyne.Container

	// tabs stand right of the page.
	tabs *container.AppTabs

	// work is the page with its tabs, shown while something is open.
	work  *container.Split
	wide  *container.Split
	lower *container.Split

	panels []*panel
	below  *fyne.Container
}

// newPlaces puts the page beside the tab of its text; empty is shown in their
// stead while nothing is open.
func newPlaces(empty, page, text fyne.CanvasObject) *places {
	p := &places{sidebar: container.NewStack(), below: container.NewStack()}
	p.tabs = container.NewAppTabs(container.NewTabItem(lang.L("Text"), text))
	p.work = container.NewHSplit(page, p.tabs)
	p.work.SetOffset(pageShare)
	p.wide = container.NewHSplit(p.sidebar, p.work)
	p.wide.SetOffset(sidebarShare)
	p.lower = container.NewVSplit(container.NewStack(empty, p.wide), p.below)
	p.lower.SetOffset(1 - apiPanelShare)
	p.sidebar.Hide()
	p.below.Hide()
	p.content = p.lower
	return p
}

// addPanel adds a panel, hidden.
func (p *places) addPanel(added *panel) {
	added.content.Hide()
	p.panels = append(p.panels, added)
	p.below.Add(added.content)
}

// togglePanel shows the panel of a command in the place of any other, or hides
// it.
func (w *window) togglePanel(id string) {
	for _, one := range w.places.panels {
		show := one.id == id && !one.content.Visible()
		if one.content.Visible() && !show {
			one.content.Hide()
			one.hidden()
			w.win.Canvas().Unfocus() // a hidden entry would go on taking keys
		}
		if show {
			one.content.Show()
			one.shown()
		}
	}
	any := false
	for _, one := range w.places.panels {
		w.items[w.command(one.id)].Checked = one.content.Visible()
		any = any || one.content.Visible()
	}
	setVisible(w.places.below, any)
	w.places.lower.Refresh()
	w.win.MainMenu().Refresh()
	w.showMessages()
}
