package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"

	"recto/ui/pageview"
)

// command is one thing a person can do. The table of commands feeds the menu,
// the toolbar, the shortcuts and the texts that explain them.
type command struct {
	id   string
	text string
	icon fyne.Resource

	// menu is the menu it stands in; a line is drawn above it where lined.
	menu  string
	lined bool

	// keys all start it; the first is shown.
	keys []key

	// anywhere is true for what can be done while a dialog is shown.
	anywhere bool

	// enabled says whether it has anything to do now; nil means always.
	enabled func() bool
	run     func()
}

// key is a key with what is held down beside it.
type key struct {
	name fyne.KeyName
	held fyne.KeyModifier
}

const ctrl = fyne.KeyModifierShortcutDefault

// bare reports whether Fyne fires no shortcut for the key, so that the window
// must listen for it.
func (k key) bare() bool { return k.held == 0 }

func (k key) shortcut() fyne.Shortcut {
	if k == (key{fyne.KeyC, ctrl}) {
		return &fyne.ShortcutCopy{} // the name under which the driver reports it
	}
	return &desktop.CustomShortcut{KeyName: k.name, Modifier: k.held}
}

// keyNames are the keys whose Fyne name is not what stands on them.
var keyNames = map[fyne.KeyName]string{
	fyne.KeyPageUp: "PgUp", fyne.KeyPageDown: "PgDn", fyne.KeyEscape: "Esc", fyne.KeyEqual: "=",
}

func (k key) String() string {
	name := string(k.name)
	if short, ok := keyNames[k.name]; ok {
		name = short
	}
	if k.held&fyne.KeyModifierShift != 0 {
		name = "Shift+" + name
	}
	if k.held&ctrl != 0 {
		name = "Ctrl+" + name
	}
	return name
}

// can reports whether the command has anything to do now.
func (c *command) can() bool { return c.enabled == nil || c.enabled() }

// start runs the command if it can; while a dialog asks something, only what
// works in the dialog too.
func (w *window) start(c *command) {
	if c.can() && (len(w.dialogs) == 0 || c.anywhere) {
		c.run()
	}
}

// hint is the command's text with its first key.
func (c *command) hint() string {
	if len(c.keys) == 0 {
		return c.text
	}
	return c.text + "  (" + c.keys[0].String() + ")"
}

// The menus, in their order.
const (
	menuFile = "File"
	menuEdit = "Edit"
	menuView = "View"
	menuPage = "Page"
	menuHelp = "Help"
)

// makeCommands is the table of all commands.
func (w *window) makeCommands() []*command {
	var all []*command
	for _, group := range [][]*command{w.fileCommands(), w.viewCommands(), w.apiCommands(), w.pageCommands(), w.helpCommands()} {
		all = append(all, group...)
	}
	return all
}

func (w *window) fileCommands() []*command {
	return []*command{
		{id: "open", text: "Open…", icon: theme.FolderOpenIcon(), menu: menuFile, keys: []key{{fyne.KeyO, ctrl}}, run: w.onOpen},
		{id: "sample", text: "Open the sample", icon: theme.DocumentIcon(), menu: menuFile,
			enabled: func() bool { return w.deps.Sample != "" }, run: w.onSample},
		{id: "close", text: "Close document", icon: theme.CancelIcon(), menu: menuFile, keys: []key{{fyne.KeyW, ctrl}},
			enabled: w.hasDocument, run: w.session.CloseDocument},
		{id: "export-text", text: "Export text…", icon: theme.DocumentSaveIcon(), menu: menuFile, lined: true,
			keys: []key{{fyne.KeyS, ctrl}}, enabled: w.hasResults, run: w.onExportText},
		{id: "export-json", text: "Export JSON…", icon: theme.DocumentSaveIcon(), menu: menuFile,
			keys: []key{{fyne.KeyS, ctrl | fyne.KeyModifierShift}}, enabled: w.hasResults, run: w.onExportJSON},
		{id: "quit", text: "Quit", icon: theme.LogoutIcon(), menu: menuFile, lined: true, anywhere: true,
			keys: []key{{fyne.KeyQ, ctrl}}, run: w.win.Close},
		{id: "copy", text: "Copy text", icon: theme.ContentCopyIcon(), menu: menuEdit, keys: []key{{fyne.KeyC, ctrl}},
			anywhere: true, enabled: w.canCopy, run: w.onCopy},
	}
}

func (w *window) viewCommands() []*command {
	view := w.page.view
	return []*command{
		{id: "zoom-in", text: "Zoom in", icon: theme.ZoomInIcon(), menu: menuView, enabled: w.hasPages,
			keys: []key{{fyne.KeyPlus, ctrl}, {fyne.KeyEqual, ctrl}, {fyne.KeyEqual, ctrl | fyne.KeyModifierShift}, {fyne.KeyPlus, ctrl | fyne.KeyModifierShift}},
			run:  func() { view.ZoomBy(zoomStep) }},
		{id: "zoom-out", text: "Zoom out", icon: theme.ZoomOutIcon(), menu: menuView, enabled: w.hasPages,
			keys: []key{{fyne.KeyMinus, ctrl}}, run: func() { view.ZoomBy(1 / zoomStep) }},
		{id: "fit-page", text: "Fit page", icon: theme.ZoomFitIcon(), menu: menuView, enabled: w.hasPages,
			keys: []key{{fyne.Key0, ctrl}}, run: func() { view.SetFit(pageview.FitPage) }},
		{id: "fit-width", text: "Fit width", icon: theme.ViewFullScreenIcon(), menu: menuView, enabled: w.hasPages,
			keys: []key{{fyne.Key2, ctrl}}, run: func() { view.SetFit(pageview.FitWidth) }},
		{id: "actual-size", text: "Actual pixels", icon: theme.SearchIcon(), menu: menuView, enabled: w.hasPages,
			keys: []key{{fyne.Key1, ctrl}}, run: func() { view.SetZoom(1) }},
		{id: "overlay", text: "Show words", icon: theme.VisibilityIcon(), menu: menuView, lined: true, enabled: w.hasPages,
			keys: []key{{fyne.KeyL, ctrl}}, run: w.onOverlay},
	}
}

// apiCommands are none where there is no API.
func (w *window) apiCommands() []*command {
	if w.deps.API == nil {
		return nil
	}
	return []*command{
		{id: "api", text: "Local API", icon: theme.ComputerIcon(), menu: menuView, lined: true, keys: []key{{fyne.KeyI, ctrl}}, run: w.onAPI},
	}
}

func (w *window) pageCommands() []*command {
	turn := func(by int) func() { return func() { w.session.GoTo(w.session.Doc().At + by) } }
	return []*command{
		{id: "previous-page", text: "Previous page", icon: theme.NavigateBackIcon(), menu: menuPage,
			keys: []key{{name: fyne.KeyPageUp}}, enabled: w.hasPrevious, run: turn(-1)},
		{id: "next-page", text: "Next page", icon: theme.NavigateNextIcon(), menu: menuPage,
			keys: []key{{name: fyne.KeyPageDown}}, enabled: w.hasNext, run: turn(1)},
		{id: "first-page", text: "First page", icon: theme.MediaSkipPreviousIcon(), menu: menuPage,
			keys: []key{{name: fyne.KeyHome}}, enabled: w.hasPrevious, run: func() { w.session.GoTo(0) }},
		{id: "last-page", text: "Last page", icon: theme.MediaSkipNextIcon(), menu: menuPage,
			keys: []key{{name: fyne.KeyEnd}}, enabled: w.hasNext, run: func() { w.session.GoTo(len(w.session.Doc().Pages) - 1) }},
		{id: "next-document", text: "Next document", icon: theme.NavigateNextIcon(), menu: menuPage,
			keys: []key{{fyne.KeyPageDown, ctrl}}, enabled: w.hasDocuments, run: w.onNextDocument},
		{id: "reread", text: "Read page again", icon: theme.ViewRefreshIcon(), menu: menuPage, lined: true,
			keys: []key{{fyne.KeyR, ctrl}, {name: fyne.KeyF5}}, enabled: w.canReread, run: w.session.Reread},
		{id: "resume", text: "Read the other pages", icon: theme.MediaPlayIcon(), menu: menuPage,
			enabled: w.canResume, run: w.session.Resume},
		{id: "cancel", text: "Stop reading", icon: theme.MediaStopIcon(), menu: menuPage,
			keys: []key{{name: fyne.KeyEscape}}, enabled: w.session.Running, run: w.session.Stop},
	}
}

func (w *window) helpCommands() []*command {
	return []*command{
		{id: "about", text: "About Recto", icon: theme.InfoIcon(), menu: menuHelp, run: w.onAbout},
	}
}

// command is the command of that id; asking for another is a bug of ours.
func (w *window) command(id string) *command {
	for _, c := range w.commands {
		if c.id == id {
			return c
		}
	}
	panic("ui: no command " + id)
}

// makeMenu is the commands as the window's menu.
func (w *window) makeMenu() *fyne.MainMenu {
	bar := &fyne.MainMenu{}
	for _, title := range []string{menuFile, menuEdit, menuView, menuPage, menuHelp} {
		menu := &fyne.Menu{Label: title}
		for _, c := range w.commands {
			if c.menu != title {
				continue
			}
			if c.lined {
				menu.Items = append(menu.Items, fyne.NewMenuItemSeparator())
			}
			item := fyne.NewMenuItem(c.text, func() { w.start(c) })
			item.Icon, item.IsQuit = c.icon, c.id == "quit"
			if len(c.keys) > 0 {
				item.Shortcut = c.keys[0].shortcut()
			}
			w.items[c] = item
			menu.Items = append(menu.Items, item)
		}
		bar.Items = append(bar.Items, menu)
	}
	return bar
}

// addShortcuts makes every key start its command.
func (w *window) addShortcuts() {
	for _, c := range w.commands {
		for _, k := range c.keys {
			if !k.bare() {
				w.win.Canvas().AddShortcut(k.shortcut(), func(fyne.Shortcut) { w.start(c) })
			}
		}
	}
	w.win.Canvas().SetOnTypedKey(w.onKey)
}

// onKey starts the command of a bare key, whatever has the focus.
func (w *window) onKey(e *fyne.KeyEvent) {
	if top := len(w.dialogs) - 1; top >= 0 {
		if e.Name == fyne.KeyEscape {
			w.dialogs[top].Dismiss()
		}
		return
	}
	for _, c := range w.commands {
		for _, k := range c.keys {
			if k.bare() && k.name == e.Name {
				w.start(c)
				return
			}
		}
	}
}

// showEnabled greys out what has nothing to do.
func (w *window) showEnabled() {
	changed := false
	for _, c := range w.commands {
		off := !c.can()
		if item := w.items[c]; item.Disabled != off {
			item.Disabled = off
			changed = true
		}
		for _, button := range w.buttons[c] {
			if off {
				button.Disable()
			} else {
				button.Enable()
			}
		}
	}
	if changed {
		w.win.MainMenu().Refresh()
	}
}
