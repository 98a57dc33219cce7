package ui

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"
	"golang.org/x/text/language"

	"recto/ocr"
	"recto/ocr/publish"
	"recto/ui/keys"
	"recto/ui/layers"
	"recto/ui/look"
	"recto/ui/prefs"
	"recto/ui/rasters"
	"recto/ui/session"
	"recto/ui/task"
	"recto/ui/thumbs"
	"recto/ui/translation"
)

// zoomStep is by how much the zoom commands zoom.
const zoomStep = 1.25

// firstSize is the window's size at the start, where it is drawn as large as
// the system draws.
var firstSize = fyne.NewSize(1180, 800)

// window is Recto's window: the session, the commands and the panes that show
// the one and start the other. It belongs to the user interface's goroutine.
type window struct {
	app      fyne.App
	win      fyne.Window
	deps     Deps
	spoken   language.Tag
	session  *session.Session
	commands []*command
	items    map[*command]*fyne.MenuItem
	buttons  map[*command][]*hintButton

	// shortcuts are those that Fyne knows of; held tells what is held down.
	shortcuts []fyne.Shortcut
	held      func() fyne.KeyModifier

	page      *pagePane
	corrector *corrector
	text      *textPanes
	finding   *finding
	thumbs    *thumbs.Pane
	pulse     *pulse
	documents *keys.Select
	status    *statusBar
	empty     fyne.CanvasObject
	welcome   *welcome
	flash     *flash
	places    *places
	messages  *messages
	zoom      *widget.Label

	// opener gets pages in; notNow are the locked documents that nobody wanted
	// to unlock when they were asked for.
	opener *opener
	notNow map[*session.Document]bool

	// choices are the settings, look is how the window is drawn, and prefs the
	// dialog in which people choose, nil while it is not shown.
	choices *choices
	look    look.Look
	prefs   *prefs.Prefs
	engines *task.Latest[ocr.EngineInfo]

	// areas is what can be done with a drawn area.
	areas *areas

	// layers is the tab of what is drawn over the page.
	layers *layers.Pane

	// exporter writes files, and exporting is the dialog that asked for them
	// last; batch is the panel of many documents.
	exporter  *exporter
	exporting *exportDialog
	batch     *batchPane

	// api is the panel of the local API, nil without one.
	api *apiPanel

	// notice is shown until it is dismissed; trouble is what went wrong last
	// with something that a person asked for.
	notice, trouble, troubleDetails string

	// zoomAgain is the zoom of the last session until its document is shown,
	// else 0.
	zoomAgain float64

	// dialogs are those that are shown, the one on top last; password is the
	// entry of the one that asks for it.
	dialogs  []dialog.Dialog
	password *keys.Entry
}

// newWindow makes the window, not shown yet, with nothing open. Post runs a
// function on the user interface's goroutine.
func newWindow(ctx context.Context, a fyne.App, deps Deps, post func(func())) *window {
	w := &window{app: a, win: a.NewWindow("Recto"), deps: deps, spoken: language.English, notice: deps.Notice,
		items: map[*command]*fyne.MenuItem{}, buttons: map[*command][]*hintButton{}, notNow: map[*session.Document]bool{}}
	w.look.Use(a, deps.Settings.Theme, deps.Settings.UIScale) // before anything takes its colours
	w.choices = &choices{now: deps.Settings.Clone(), memory: newMemory(ctx, deps.ChangeSettings, post), onChange: w.onChosen}
	w.choices.memory.onError = w.onForgotten
	w.engines = task.New[ocr.EngineInfo](ctx, post)
	w.opener = newOpener(ctx, w, deps.Intake, post)
	w.pulse = newPulse(ctx, post, func() { w.showChange(session.ProgressChanged) })
	w.session = session.New(ctx, session.Config{
		Recognizer: deps.Recognizer, Renderer: deps.Renderer,
		Languages: deps.Settings.Languages, Order: ocr.Order(deps.Settings.ReadingOrder), TextLayer: ocr.TextLayer(deps.Settings.TextLayer),
		InFlight: max(1, deps.InFlight), Post: post, Now: time.Now, OnChange: w.onChange,
		Store: deps.Store, Keeping: keeping(deps.Settings), Engine: deps.Engine, View: w.view,
	})
	w.page = newPagePane(ctx, w.session.Renderer(), rasters.NewCache(int64(deps.Settings.RasterCache)<<20), post)
	w.page.view.SetNames(func(code string) string { return translation.Called(code, w.spoken) })
	w.lookAt(w.page.view, post)
	w.page.onError = w.showMessages
	w.corrector = newCorrector(w)
	w.areas = newAreas(w)
	w.text = newTextPanes(ctx, w, post)
	w.finding = newFinding(ctx, w, post)
	w.exporter = &exporter{ctx: ctx, post: post, publish: publish.Publisher{
		Renderer: w.session.Renderer(), PDF: deps.PDF, Version: deps.Version, Now: time.Now}.Write}
	w.commands = w.makeCommands()
	w.build(ctx, post)
	w.showOverlay()
	if w.api != nil {
		w.status.showAPI()
	}
	w.onChange(session.DocumentsChanged | session.ShownChanged | session.ProgressChanged)
	return w
}

func (w *window) build(ctx context.Context, post func(func())) {
	w.messages = newMessages(w.onCopyDetails)
	w.status = newStatusBar(w)
	w.welcome, w.flash = newWelcome(w), newFlash()
	w.empty = w.welcome.content
	w.places = newPlaces(w.empty, w.page.content, w.text.text.Content)
	w.places.tabs.Append(w.text.jsonTab)
	w.places.tabs.Append(w.finding.tab)
	w.places.tabs.Append(w.makeLayers())
	w.places.tabs.OnSelected = w.onTab
	w.makeThumbs()
	w.batch = newBatchPane(ctx, w, post)
	w.places.addPanel(&panel{id: "batch", content: w.batch.panel.Content, shown: w.batch.show, hidden: func() {}})
	if w.deps.API != nil {
		w.api = newAPIPanel(ctx, w, post)
		w.places.addPanel(&panel{id: "api", content: w.api.content, shown: w.api.onShown, hidden: w.api.onHidden})
	}
	body := container.NewBorder(w.messages.box, nil, nil, nil, w.places.content)
	w.win.SetContent(container.NewStack(container.NewBorder(w.makeToolbar(), w.status.content, nil, nil, body), w.flash.tint))
	w.win.SetMainMenu(w.makeMenu())
	w.held = w.heldKeys
	w.useKeys(w.deps.Settings.Shortcuts)
	w.showLayers()
	w.showPanes()
	w.win.SetPadded(false)
	scale := float32(w.deps.Settings.UIScale)
	w.win.Resize(fyne.NewSize(firstSize.Width/scale, firstSize.Height/scale))
	w.win.SetOnDropped(w.onDropped)
	w.repaintWithTheme(post)
	w.win.SetMaster()
}

// begin opens the first files, and turns the API on where it was on last.
func (w *window) begin(files []string) {
	w.opener.begin(files)
	if len(files) == 0 && w.deps.Settings.RestoreSession {
		w.session.Restore(w.onRestored)
	}
	if w.api != nil && w.deps.Settings.APIOn {
		w.api.api.turnOn(w.api.api.options)
	}
}

// close cancels all work and returns when none of it runs any more.
func (w *window) close(ctx context.Context) {
	w.session.Close()
	w.opener.wait()
	w.pulse.end()
	w.page.wait()
	w.text.wait()
	w.batch.close()
	w.exporter.wait()
	w.finding.search.Wait()
	w.engines.Wait()
	if w.api != nil {
		w.api.close(ctx)
	} else {
		w.choices.memory.wait()
	}
}

// onChange shows what is different in the session, now or with the next beat.
func (w *window) onChange(what session.Change) {
	if !w.pulse.later(what, w.session.Running()) {
		w.showChange(what)
	}
}

func (w *window) showChange(what session.Change) {
	d := w.session.Doc()
	if what&session.DocumentsChanged != 0 {
		w.page.keep(w.session.Docs)
		w.showDocuments()
		w.showFiles()
	}
	if what&session.ShownChanged != 0 {
		w.status.said, w.status.hinted = "", ""
		w.page.show(d)
		w.showThumb()
		w.onZoom()
	}
	if what&(session.ShownChanged|session.PageChanged) != 0 {
		w.showPage()
	}
	if what&(session.ShownChanged|session.PageChanged|session.SelectionChanged) != 0 && d != nil {
		w.page.view.SetSelection(d.Selection)
		w.text.setSelection(d.Selection)
	}
	w.corrector.follow(what)
	w.showZoomAgain()
	w.areas.onChange(what)
	w.finding.onChange(what)
	if what&session.SelectionChanged != 0 {
		w.onHover(ocr.NoMark)
	}
	if what&(session.DocumentsChanged|session.ShownChanged) != 0 && w.api != nil && w.api.content.Visible() {
		w.api.show()
	}
	w.thumbs.UpdateSeen()
	w.showMessages()
	w.status.show()
	w.showPaused()
	w.showEnabled()
}

// showDocuments lists what is open and asks for the password of a locked
// document as it is shown.
func (w *window) showDocuments() {
	names := make([]string, len(w.session.Docs))
	for i, d := range w.session.Docs {
		names[i] = fmt.Sprintf("%d  %s", i+1, d.Name())
	}
	w.documents.SetOptions(names)
	d := w.session.Doc()
	title := "Recto"
	if d != nil {
		title = d.Name() + " – Recto"
		// Selected is set without telling OnChanged, which would show it again.
		w.documents.Selected = names[w.session.Shown]
	}
	w.documents.Refresh()
	w.win.SetTitle(title)
	setVisible(w.documents, len(names) > 1)
	setVisible(w.empty, d == nil)
	setVisible(w.places.wide, d != nil)
	maps.DeleteFunc(w.notNow, func(d *session.Document, _ bool) bool { return !slices.Contains(w.session.Docs, d) })
	w.askPasswords()
}

func setVisible(o fyne.CanvasObject, visible bool) {
	if visible {
		o.Show()
	} else {
		o.Hide()
	}
}

// showPage shows what was read on the page, on both sides.
func (w *window) showPage() {
	p := w.session.Page()
	if p != nil && p.HasResult {
		w.page.view.SetLanguage(p.Result.Language)
		w.page.view.SetLines(p.Result.Lines, p.Result.Width, p.Result.Height)
	} else {
		w.page.view.SetLines(nil, 0, 0)
	}
	w.text.setPage(p)
}

// onHover says in the status bar what the pointer is over, else what is marked.
func (w *window) onHover(m ocr.Mark) {
	d, p := w.session.Doc(), w.session.Page()
	if p == nil || !p.HasResult {
		w.status.hint("")
		return
	}
	if m == ocr.NoMark {
		m = markOf(p, d.Selection)
	}
	w.status.hint(describe(p.Result, m))
}

// markOf is the word or line that is selected, else the first word of what is.
func markOf(p *session.Page, s ocr.Span) ocr.Mark {
	switch {
	case p == nil || s.Empty():
		return ocr.NoMark
	case s.First != s.Last && s == p.Result.SpanOf(ocr.Mark{Line: s.First.Line, Word: -1}):
		return ocr.Mark{Line: s.First.Line, Word: -1}
	}
	return s.First
}

// describe is a word or line with how sure the reading is; "" for None.
func describe(p ocr.Page, m ocr.Mark) string {
	if m.Line < 0 || m.Line >= len(p.Lines) {
		return ""
	}
	line := p.Lines[m.Line]
	if m.Word < 0 || m.Word >= len(line.Words) {
		return lang.N("Line {{.Line}}: {{.Count}} word, {{.Percent}} sure", len(line.Words), map[string]any{
			"Line": m.Line + 1, "Count": len(line.Words), "Percent": percent(ocr.Page{Lines: []ocr.Line{line}}.Confidence()),
		})
	}
	word := line.Words[m.Word]
	return lang.L("“{{.Word}}”  {{.Percent}} sure", map[string]any{"Word": word.Text, "Percent": percent(word.Confidence)})
}

func percent(share float64) string { return fmt.Sprintf("%.0f %%", 100*share) }

func (w *window) hasDocument() bool  { return w.session.Doc() != nil }
func (w *window) hasDocuments() bool { return len(w.session.Docs) > 1 }
func (w *window) hasPages() bool     { return w.session.Page() != nil }

func (w *window) hasPrevious() bool { return w.hasPages() && w.session.Doc().At > 0 }

func (w *window) hasNext() bool {
	d := w.session.Doc()
	return d != nil && d.At < len(d.Pages)-1
}

func (w *window) hasResults() bool {
	d := w.session.Doc()
	return d != nil && d.HasResults()
}

func (w *window) canReread() bool {
	p := w.session.Page()
	return p != nil && p.State != session.Reading && !w.session.Doc().Blank
}

func (w *window) canResume() bool {
	d := w.session.Doc()
	return d != nil && d.Resumable()
}

// canCopy is true in an entry too, whose copy stands behind the menu's.
func (w *window) canCopy() bool {
	if keys.Edits(w.win.Canvas().Focused(), "copy") {
		return true
	}
	p := w.session.Page()
	return p != nil && p.HasResult
}
