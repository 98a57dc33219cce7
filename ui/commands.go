package ui

import (
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"recto/ui/pageview"
)

// menu is one of the window's menus.
type menu int

// The menus, in their order.
const (
	menuFile menu = iota
	menuEdit
	menuView
	menuPage
	menuHelp
	menuCount
)

func (m menu) String() string {
	switch m {
	case menuFile:
		return lang.L("File")
	case menuEdit:
		return lang.L("Edit")
	case menuView:
		return lang.L("View")
	case menuPage:
		return lang.L("Page")
	}
	return lang.L("Help")
}

// makeCommands is the table of all commands.
func (w *window) makeCommands() []*command {
	var all []*command
	for _, group := range [][]*command{w.fileCommands(), w.forgetCommands(), w.quitCommands(), w.correctionCommands(), w.findCommands(), w.viewCommands(), w.apiCommands(), w.pageCommands(), w.helpCommands()} {
		all = append(all, group...)
	}
	return all
}

func (w *window) fileCommands() []*command {
	return []*command{
		{id: "open", text: lang.L("Open…"), icon: theme.FolderOpenIcon(), menu: menuFile, keys: "Ctrl+O", run: w.opener.onOpen},
		{id: "open-folder", text: lang.L("Open folder…"), icon: theme.FolderNewIcon(), menu: menuFile, keys: "Ctrl+Shift+O", run: w.opener.onOpenFolder},
		{id: "open-recent", text: lang.L("Open recent"), icon: theme.HistoryIcon(), menu: menuFile, keys: "Ctrl+Shift+T",
			enabled: w.opener.hasRecent, run: w.opener.onLatest},
		{id: "sample", text: lang.L("Open the sample"), icon: theme.DocumentIcon(), menu: menuFile,
			enabled: func() bool { return w.deps.Sample != "" }, run: w.onSample},
		{id: "close", text: lang.L("Close document"), icon: theme.CancelIcon(), menu: menuFile, keys: "Ctrl+W",
			enabled: w.hasDocument, run: w.session.CloseDocument},
		{id: "export", text: lang.L("Export…"), icon: theme.DocumentSaveIcon(), menu: menuFile, lined: true,
			keys: "Ctrl+S Ctrl+E", enabled: w.hasResults, run: w.onExport},
		{id: "batch", text: lang.L("Batch"), icon: theme.ListIcon(), menu: menuFile, keys: "Ctrl+B", run: w.onBatch},
		{id: "paste", text: lang.L("Paste"), icon: theme.ContentPasteIcon(), menu: menuEdit, keys: "Ctrl+V", run: w.opener.onPaste},
		{id: "copy", text: lang.L("Copy text"), icon: theme.ContentCopyIcon(), menu: menuEdit, keys: "Ctrl+C",
			anywhere: true, enabled: w.canCopy, run: w.onCopy},
		{id: "select-all", text: lang.L("Select all text"), icon: theme.CheckButtonCheckedIcon(), menu: menuEdit, keys: "Ctrl+A",
			enabled: w.canSelectAll, run: w.onSelectAll},
		{id: "preferences", text: lang.L("Preferences…"), icon: theme.SettingsIcon(), menu: menuEdit, lined: true,
			keys: "Ctrl+,", run: w.onPreferences},
	}
}

// quitCommands end the first menu: Fyne adds a Quit of its own to one that ends
// otherwise.
func (w *window) quitCommands() []*command {
	return []*command{
		{id: "quit", text: lang.L("Quit"), icon: theme.LogoutIcon(), menu: menuFile, lined: true, anywhere: true,
			keys: "Ctrl+Q", run: w.win.Close},
	}
}

func (w *window) viewCommands() []*command {
	view := w.page.view
	return []*command{
		{id: "zoom-in", text: lang.L("Zoom in"), icon: theme.ZoomInIcon(), menu: menuView, enabled: w.hasPages,
			keys: "Ctrl++ Ctrl+= Ctrl+Shift+= Ctrl+Shift++",
			run:  func() { view.ZoomBy(zoomStep) }},
		{id: "zoom-out", text: lang.L("Zoom out"), icon: theme.ZoomOutIcon(), menu: menuView, enabled: w.hasPages,
			keys: "Ctrl+-", run: func() { view.ZoomBy(1 / zoomStep) }},
		{id: "fit-page", text: lang.L("Fit page"), icon: theme.ZoomFitIcon(), menu: menuView, enabled: w.hasPages,
			keys: "Ctrl+0", run: func() { view.SetFit(pageview.FitPage) }},
		{id: "fit-width", text: lang.L("Fit width"), icon: theme.ViewFullScreenIcon(), menu: menuView, enabled: w.hasPages,
			keys: "Ctrl+2", run: func() { view.SetFit(pageview.FitWidth) }},
		{id: "actual-size", text: lang.L("Actual pixels"), icon: theme.SearchIcon(), menu: menuView, enabled: w.hasPages,
			keys: "Ctrl+1", run: func() { view.SetZoom(1) }},
		{id: "turn-right", text: lang.L("Turn view to the right"), icon: theme.MediaReplayIcon(), menu: menuView, enabled: w.hasPages,
			keys: "Ctrl+T", run: w.turn(1)},
		{id: "turn-left", text: lang.L("Turn view to the left"), icon: theme.ContentUndoIcon(), menu: menuView, enabled: w.hasPages, run: w.turn(-1)},
		{id: "tool-hand", text: lang.L("Drag to move the page"), icon: theme.MoveDownIcon(), menu: menuView, enabled: w.hasPages,
			keys: "Ctrl+H", run: w.useTool(pageview.ToolPan)},
		{id: "tool-area", text: lang.L("Choose an area"), icon: theme.CheckButtonIcon(), menu: menuEdit, lined: true, enabled: w.hasPages,
			keys: "Ctrl+Shift+A", run: w.useTool(pageview.ToolArea)},
		{id: "tool-ignore", text: lang.L("Leave an area out"), icon: theme.VisibilityOffIcon(), menu: menuEdit, enabled: w.hasPages,
			keys: "Ctrl+Shift+X", run: w.useTool(pageview.ToolIgnore)},
		{id: "forget-ignored", text: lang.L("Bring back what was left out"), icon: theme.ContentUndoIcon(), menu: menuEdit,
			enabled: w.hasIgnored, run: w.session.ForgetIgnored},
		{id: "overlay", text: lang.L("Show words"), icon: theme.VisibilityIcon(), menu: menuView, lined: true, enabled: w.hasPages,
			keys: "Ctrl+L", run: w.onOverlay},
		{id: "text-pane", text: lang.L("Show text"), icon: theme.ListIcon(), menu: menuView, keys: "Shift+F9", run: w.onTextPane},
		{id: "sidebar", text: lang.L("Show pages"), icon: theme.ListIcon(), menu: menuView, keys: "F9", enabled: w.hasDocument, run: w.onSidebar},
	}
}

// apiCommands are none where there is no API.
func (w *window) apiCommands() []*command {
	if w.deps.API == nil {
		return nil
	}
	return []*command{
		{id: "api", text: lang.L("Local API"), icon: theme.ComputerIcon(), menu: menuView, lined: true, keys: "Ctrl+I", run: w.onAPI},
	}
}

func (w *window) pageCommands() []*command {
	turn := func(by int) func() { return func() { w.session.GoTo(w.session.Doc().At + by) } }
	return []*command{
		{id: "previous-page", text: lang.L("Previous page"), icon: theme.NavigateBackIcon(), menu: menuPage,
			keys: "PgUp", enabled: w.hasPrevious, run: turn(-1)},
		{id: "next-page", text: lang.L("Next page"), icon: theme.NavigateNextIcon(), menu: menuPage,
			keys: "PgDn", enabled: w.hasNext, run: turn(1)},
		{id: "first-page", text: lang.L("First page"), icon: theme.MediaSkipPreviousIcon(), menu: menuPage,
			keys: "Home", enabled: w.hasPrevious, run: func() { w.session.GoTo(0) }},
		{id: "last-page", text: lang.L("Last page"), icon: theme.MediaSkipNextIcon(), menu: menuPage,
			keys: "End", enabled: w.hasNext, run: func() { w.session.GoTo(len(w.session.Doc().Pages) - 1) }},
		{id: "next-document", text: lang.L("Next document"), icon: theme.NavigateNextIcon(), menu: menuPage,
			keys: "Ctrl+PgDn", enabled: w.hasDocuments, run: w.onNextDocument},
		{id: "reread", text: lang.L("Read page again"), icon: theme.ViewRefreshIcon(), menu: menuPage, lined: true,
			keys: "Ctrl+R F5", enabled: w.canReread, run: w.session.Reread},
		{id: "reread-with", text: lang.L("Read again with other settings…"), icon: theme.SettingsIcon(), menu: menuPage,
			keys: "Ctrl+Shift+R", enabled: w.canReadOtherwise, run: w.onReadOtherwise},
		{id: "resume", text: lang.L("Read the other pages"), icon: theme.MediaPlayIcon(), menu: menuPage,
			enabled: w.canResume, run: w.session.Resume},
		{id: "pause", text: lang.L("Pause reading"), icon: theme.MediaPauseIcon(), menu: menuPage,
			keys: "Ctrl+Shift+P", enabled: w.canPause, run: w.onPause},
		{id: "stop-page", text: lang.L("Stop reading this page"), icon: theme.MediaStopIcon(), menu: menuPage,
			enabled: w.canStopPage, run: w.onStopPage},
		{id: "cancel", text: lang.L("Stop reading"), icon: theme.MediaStopIcon(), menu: menuPage,
			keys: "Esc", enabled: w.canStop, run: w.onStop},
	}
}

func (w *window) helpCommands() []*command {
	return []*command{
		{id: "shortcuts", text: lang.L("Keyboard shortcuts"), icon: theme.ListIcon(), menu: menuHelp, keys: "F1", run: w.onShortcuts},
		{id: "about", text: lang.L("About Recto"), icon: theme.InfoIcon(), menu: menuHelp, run: w.onAbout},
	}
}
