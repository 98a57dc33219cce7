package ui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recto/ocr"
	"recto/settings"
	"recto/ui/rasters"
	"recto/ui/reread"
	"recto/ui/session"
	"recto/ui/thumbs"
)

// makeThumbs fills the sidebar with the open files and their pages.
func (w *window) makeThumbs() {
	w.thumbs = thumbs.New()
	w.thumbs.Page = w.thumbOf
	w.thumbs.Done = w.doneOf
	w.thumbs.OnNeed = w.onNeedThumbs
	w.thumbs.OnPage = w.onThumb
	w.thumbs.OnMenu = w.onThumbMenu
	w.thumbs.OnFileMenu = w.onFileMenu
	w.thumbs.OnClose = func(doc int) { w.session.Forget(w.session.Find(doc)) }
	w.thumbs.OnKey = w.onKey
	w.page.ahead.OnPicture = func(key rasters.Key, _ rasters.Picture) { w.thumbs.Update(thumbs.Ref{Doc: key.Doc, Page: key.Page}) }
	w.places.sidebar.Add(w.thumbs)
}

// showFiles lists what is open.
func (w *window) showFiles() {
	files := make([]thumbs.File, len(w.session.Docs))
	for i, d := range w.session.Docs {
		files[i] = thumbs.File{ID: d.ID(), Name: d.Name(), Pages: len(d.Pages)}
		if d.Err != nil {
			files[i].Note = lang.L("locked")
		}
	}
	w.thumbs.SetFiles(files)
}

// showThumb marks the page that is shown.
func (w *window) showThumb() {
	shown := thumbs.Ref{Doc: -1, Page: -1}
	if d := w.session.Doc(); d != nil && len(d.Pages) > 0 {
		shown = thumbs.Ref{Doc: d.ID(), Page: d.At}
	}
	w.thumbs.SetShown(shown)
}

// thumbStates are the session's words in the list's.
var thumbStates = map[session.State]thumbs.State{
	session.Waiting: thumbs.Waiting, session.Reading: thumbs.Reading, session.Read: thumbs.Read,
	session.Failed: thumbs.Failed, session.Stopped: thumbs.Stopped, session.LeftOut: thumbs.LeftOut,
}

// sourceStates are the states of pages that are read, by where their text comes
// from.
var sourceStates = map[ocr.Source]thumbs.State{
	"": thumbs.Read, ocr.SourceOCR: thumbs.Read, ocr.SourceLayer: thumbs.TextLayer, ocr.SourceMixed: thumbs.Mixed,
}

// thumbOf is what the list shows of a page.
func (w *window) thumbOf(ref thumbs.Ref) thumbs.Page {
	d := w.session.Find(ref.Doc)
	if d == nil || ref.Page >= len(d.Pages) {
		return thumbs.Page{}
	}
	p := &d.Pages[ref.Page]
	shown := thumbs.Page{State: thumbStates[p.State]}
	if picture, exact := w.page.cache.Whole(ref.Doc, ref.Page, w.thumbs.PictureSize()); exact {
		shown.Picture = picture.Image
	}
	if p.State == session.Read && p.HasResult {
		shown.State = sourceStates[p.Result.Source]
	}
	if p.HasResult {
		shown.Graded, shown.Mean = true, p.Result.Confidence()
		shown.Words, shown.Weak = p.Result.Words(), weakWords(p.Result, w.weakUnder())
	}
	return shown
}

// weakWords is how many words of the page are less sure than below: those that
// the commands for weak words stop at.
func weakWords(p ocr.Page, below float64) (n int) {
	for _, line := range p.Lines {
		for _, word := range line.Words {
			if word.Confidence < below {
				n++
			}
		}
	}
	return n
}

// onNeedThumbs fetches the pictures of the rows that are seen.
func (w *window) onNeedThumbs(refs []thumbs.Ref) {
	size := w.thumbs.PictureSize()
	var wishes []rasters.Wish
	for _, ref := range refs {
		if d := w.session.Find(ref.Doc); d != nil && ref.Page < len(d.Pages) {
			wishes = append(wishes, wishFor(pageKey{d, ref.Page}, size))
		}
	}
	w.page.ahead.setThumbs(wishes)
}

func (w *window) onThumb(ref thumbs.Ref) {
	if d := w.session.Find(ref.Doc); d != nil {
		w.session.Turn(d, ref.Page)
	}
}

// onSidebar shows or hides the list.
func (w *window) onSidebar() {
	w.onForgotten(w.choices.choose(func(s *settings.Settings) { s.ShowThumbnails = !s.ShowThumbnails }))
}

// showSidebar shows or hides the list; a hidden one asks for no pictures.
func (w *window) showSidebar(on bool) {
	sidebar, item := w.places.sidebar, w.items[w.command("sidebar")]
	if sidebar.Visible() == on && item.Checked == on {
		return
	}
	setVisible(sidebar, on)
	setVisible(w.thumbs, on)
	if !on && w.win.Canvas().Focused() == fyne.Focusable(w.thumbs) {
		w.win.Canvas().Unfocus() // a hidden list would go on taking keys
	}
	w.places.wide.Refresh()
	w.thumbs.Again()
	item.Checked = on
	w.win.MainMenu().Refresh()
}

// onThumbMenu offers what can be done with the pages, which are of one file.
func (w *window) onThumbMenu(refs []thumbs.Ref, at fyne.Position) {
	if d := w.session.Find(refs[0].Doc); d != nil {
		widget.ShowPopUpMenuAtPosition(w.thumbMenu(d, refs), w.win.Canvas(), at)
	}
}

func (w *window) thumbMenu(d *session.Document, refs []thumbs.Ref) *fyne.Menu {
	pages := make([]int, len(refs))
	for i, ref := range refs {
		pages[i] = ref.Page
	}
	return w.pagesMenu(d, pages, func() { w.session.StopPages(d, pages) }, func() { w.askReread(d, pages, reread.Chosen) })
}

// pagesMenu is what can be done with pages; stop and other stop their
// reading, and ask how to read them again.
func (w *window) pagesMenu(d *session.Document, pages []int, stop, other func()) *fyne.Menu {
	text := textOfPages(d, pages)
	many := map[string]any{"Count": len(pages)}
	again := fyne.NewMenuItemWithIcon(lang.N("Read {{.Count}} page again", len(pages), many), theme.ViewRefreshIcon(),
		func() { w.session.RereadPages(d, pages) })
	otherwise := fyne.NewMenuItemWithIcon(lang.L("Read again with other settings…"), theme.SettingsIcon(), other)
	stopped := fyne.NewMenuItemWithIcon(lang.N("Stop reading {{.Count}} page", len(pages), many), theme.MediaStopIcon(), stop)
	stopped.Disabled = !d.Stoppable(pages)
	only := fyne.NewMenuItemWithIcon(lang.N("Read only {{.Count}} page", len(pages), many), theme.MediaPlayIcon(),
		func() { w.session.ReadOnly(d, pages) })
	copied := fyne.NewMenuItemWithIcon(lang.N("Copy text of {{.Count}} page", len(pages), many), theme.ContentCopyIcon(), func() {
		w.app.Clipboard().SetContent(text)
		w.status.say(lang.N("Copied {{.Count}} page", len(pages), many))
	})
	copied.Disabled = text == ""
	return fyne.NewMenu("", again, otherwise, only, stopped, copied, fyne.NewMenuItemSeparator(), w.closeItem(d))
}

// onFileMenu offers what can be done with a whole file.
func (w *window) onFileMenu(doc int, at fyne.Position) {
	d := w.session.Find(doc)
	if d == nil {
		return
	}
	if len(d.Pages) == 0 {
		widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", w.closeItem(d)), w.win.Canvas(), at)
		return
	}
	pages := make([]int, len(d.Pages))
	for i := range pages {
		pages[i] = i
	}
	menu := w.pagesMenu(d, pages, func() { w.session.StopDocument(d) }, func() { w.askReread(d, pages, reread.File) })
	widget.ShowPopUpMenuAtPosition(menu, w.win.Canvas(), at)
}

// doneOf is how many pages of a file are read, and whether others are being.
func (w *window) doneOf(doc int) (pages int, reading bool) {
	d := w.session.Find(doc)
	if d == nil {
		return 0, false
	}
	return d.Count(session.Read), d.Reading()
}

func (w *window) closeItem(d *session.Document) *fyne.MenuItem {
	return fyne.NewMenuItemWithIcon(lang.L("Close {{.Name}}", map[string]any{"Name": d.Name()}), theme.CancelIcon(),
		func() { w.session.Forget(d) })
}

// textOfPages is the text of those of the pages that were read.
func textOfPages(d *session.Document, pages []int) string {
	var text strings.Builder
	for _, n := range pages {
		if p := &d.Pages[n]; p.HasResult {
			text.WriteString(p.Result.Text())
		}
	}
	return text.String()
}
