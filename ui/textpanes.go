package ui

import (
	"bytes"
	"context"

	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"recto/ocr"
	"recto/ocr/export"
	"recto/ui/session"
	"recto/ui/task"
	"recto/ui/textview"
)

// textPanes are the text of the page and its JSON, a tab each.
type textPanes struct {
	w    *window
	text *textview.Text
	json *textview.JSON

	// outlines sets the JSON in rows, which is slow for a crowded page; made
	// is the page that it was done for.
	outlines *task.Latest[textview.Outline]
	made     *ocr.Page
	jsonTab  *container.TabItem
}

func newTextPanes(ctx context.Context, w *window, post func(func())) *textPanes {
	t := &textPanes{w: w, outlines: task.New[textview.Outline](ctx, post)}
	t.text = textview.NewText(w.session.Select, w.onKey)
	t.text.OnMenu = w.onTextMenu
	t.json = textview.NewJSON(w.session.Select, w.onKey, w.onCopyJSON)
	t.jsonTab = container.NewTabItem(lang.L("JSON"), t.json.Content)
	return t
}

// setPage shows what was read on the page; nil shows nothing.
func (t *textPanes) setPage(p *session.Page) {
	var result ocr.Page
	if p != nil && p.HasResult {
		result = p.Result
	}
	title, note := describePage(p)
	t.text.SetPage(result, title, note)
	t.made = nil
	t.outlines.Stop()
	t.json.SetPage(ocr.Page{}, textview.Outline{}, title)
	t.showJSON()
}

// showJSON sets the page's JSON in rows, where that is looked at.
func (t *textPanes) showJSON() {
	p := t.w.session.Page()
	if t.w.places == nil || t.w.places.tabs.Selected() != t.jsonTab || p == nil || !p.HasResult || t.made == &p.Result {
		return
	}
	t.made = &p.Result
	page := p.Result
	title, _ := describePage(p)
	t.outlines.Start(
		func(context.Context) (textview.Outline, error) {
			var document bytes.Buffer
			err := export.Pages(&document, export.FormatJSON, export.Document{}, []ocr.Page{page})
			return textview.OutlineOf(document.Bytes()), err
		},
		func(o textview.Outline, err error) {
			if err != nil {
				t.w.fail(lang.L("The JSON of this page cannot be shown."))
				return
			}
			t.json.SetPage(page, o, title)
			t.json.SetSelection(t.w.session.Doc().Selection)
		},
	)
}

// setSelection shows what is selected in both.
func (t *textPanes) setSelection(span ocr.Span) {
	t.text.SetSelection(span)
	t.json.SetSelection(span)
}

// wait returns when nothing is being set any more.
func (t *textPanes) wait() { t.outlines.Wait() }

// onTab fills the tab that is shown now.
func (w *window) onTab(*container.TabItem) {
	w.text.showJSON()
	w.finding.onTab()
}

// onCopyJSON copies the page's whole document.
func (w *window) onCopyJSON() {
	p := w.session.Page()
	if p == nil || !p.HasResult {
		return
	}
	var document bytes.Buffer
	if err := export.Pages(&document, export.FormatJSON, export.Document{}, []ocr.Page{p.Result}); err != nil {
		w.fail(lang.L("The JSON of this page cannot be copied."))
		return
	}
	w.app.Clipboard().SetContent(document.String())
	w.status.say(lang.L("Copied the JSON of the page"))
}
