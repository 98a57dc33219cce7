package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"recto/ocr"
	"recto/ocr/correct"
	"recto/ui/keys"
	"recto/ui/session"
	"recto/ui/translation"
)

// leastEntry is the least width of the entry in which a word is corrected.
const leastEntry = 96

// corrector is the entry in which a word of the page is corrected. It stands
// under the word, so that its picture can be read while the text is typed.
type corrector struct {
	w     *window
	layer *fyne.Container

	// entry is nil while no word is corrected; at is the word, and before its
	// text.
	entry  *keys.Entry
	at     ocr.Mark
	before string

	// fresh is true for a word that was just added: given up, it goes again.
	fresh bool
}

// newCorrector makes a corrector over the page's picture.
func newCorrector(w *window) *corrector {
	c := &corrector{w: w, layer: container.NewWithoutLayout()}
	w.page.content.(*fyne.Container).Add(c.layer)
	return c
}

// begin asks for the text of a word of the shown page.
func (c *corrector) begin(at ocr.Mark) {
	page := c.w.session.Page()
	word, ok := page.Result.Word(at)
	if !ok {
		return
	}
	c.end(true)
	c.w.page.view.Reveal(ocr.Span{First: at, Last: at})
	pos, size, seen := c.w.page.view.WordRect(at)
	if !seen {
		return // the page is not drawn yet
	}
	c.at, c.before = at, word.Text
	c.entry = keys.NewEntry(c.onKey, c.w.onShortcut)
	c.entry.SetText(word.Text)
	c.entry.OnSubmitted = func(string) { c.end(true) }
	c.layer.Add(c.entry)
	c.place(pos, size)
	c.layer.Refresh() // without it nothing is drawn until something else is
	c.w.win.Canvas().Focus(c.entry)
	c.entry.TypedShortcut(&fyne.ShortcutSelectAll{})
}

// place puts the entry under the word, or above it where there is no room.
func (c *corrector) place(pos fyne.Position, size fyne.Size) {
	room, gap := c.w.page.view.Size(), theme.Padding()
	height := c.entry.MinSize().Height
	width := min(max(size.Width+8*gap, leastEntry), max(room.Width, leastEntry))
	y := pos.Y + size.Height + gap
	if y+height > room.Height {
		y = max(0, pos.Y-height-gap)
	}
	c.entry.Resize(fyne.NewSize(width, height))
	c.entry.Move(fyne.NewPos(min(max(0, pos.X-4*gap), max(0, room.Width-width)), y))
}

// onKey gives up at Escape, and hands all other keys on.
func (c *corrector) onKey(e *fyne.KeyEvent) {
	if e.Name == fyne.KeyEscape {
		c.end(false)
		return
	}
	c.end(true) // the key may lead to another word
	c.w.onKey(e)
}

// end closes the entry, and takes over what was typed there where it is kept.
func (c *corrector) end(keep bool) {
	if c.entry == nil {
		return
	}
	text, fresh := c.entry.Text, c.fresh
	focused := c.w.win.Canvas().Focused() == fyne.Focusable(c.entry)
	c.entry, c.fresh = nil, false
	c.layer.RemoveAll()
	c.layer.Refresh()
	if focused {
		c.w.win.Canvas().Focus(c.w.page.view)
	}
	if keep && text != c.before {
		c.w.corrected(c.w.session.Correct(c.at, text))
	} else if change, ok := c.w.session.NextUndo(); fresh && ok && change.Code == correct.Added {
		c.w.session.Undo()
	}
}

// follow closes the entry when the word is no longer what is looked at. What was
// typed is taken over when another word is selected, as in a table.
func (c *corrector) follow(what session.Change) {
	if c.entry == nil {
		return
	}
	d, p := c.w.session.Doc(), c.w.session.Page()
	if what&session.ShownChanged != 0 || p == nil {
		c.end(false)
		return
	}
	word, ok := p.Result.Word(c.at)
	switch chosen := d.Selection; {
	case !ok || word.Text != c.before:
		c.end(false)
	case what&session.SelectionChanged != 0 && chosen.First != c.at:
		c.end(true)
		c.w.session.Select(chosen)
	}
}

// correctionCommands are what a person does with words that were read wrong.
func (w *window) correctionCommands() []*command {
	return []*command{
		{id: "undo", text: lang.L("Undo"), icon: theme.ContentUndoIcon(), menu: menuEdit, keys: "Ctrl+Z", enabled: w.canUndo, run: w.onUndo},
		{id: "redo", text: lang.L("Redo"), icon: theme.ContentRedoIcon(), menu: menuEdit, keys: "Ctrl+Shift+Z Ctrl+Y", enabled: w.canRedo, run: w.onRedo},
		{id: "correct-word", text: lang.L("Correct word"), icon: theme.DocumentCreateIcon(), menu: menuEdit, lined: true,
			keys: "F2", enabled: w.canCorrect, run: w.onCorrect},
		{id: "confirm-word", text: lang.L("Word is right"), icon: theme.ConfirmIcon(), menu: menuEdit, keys: "Shift+F2",
			enabled: w.canCorrect, run: w.onConfirmWord},
		{id: "join-words", text: lang.L("Join with next word"), icon: theme.ContentAddIcon(), menu: menuEdit, keys: "Ctrl+J",
			enabled: w.canJoin, run: w.onJoin},
		{id: "delete-word", text: lang.L("Delete word"), icon: theme.DeleteIcon(), menu: menuEdit, keys: "Del",
			enabled: w.canCorrect, run: w.onDeleteWord},
		{id: "remove-corrections", text: lang.L("Remove all corrections of this page"), icon: theme.ContentClearIcon(), menu: menuEdit,
			enabled: w.hasCorrections, run: w.onRemoveCorrections},
	}
}

// chosenWord is the first word that is selected on the shown page.
func (w *window) chosenWord() (ocr.Mark, ocr.Word, bool) {
	if !w.session.CanCorrect() {
		return ocr.NoMark, ocr.Word{}, false
	}
	at := w.session.Doc().Selection.First
	word, ok := w.session.Page().Result.Word(at)
	return at, word, ok
}

func (w *window) canCorrect() bool {
	_, _, ok := w.chosenWord()
	return ok
}

func (w *window) canJoin() bool {
	at, _, ok := w.chosenWord()
	if ok {
		_, ok = w.session.Page().Result.Word(ocr.Mark{Line: at.Line, Word: at.Word + 1})
	}
	return ok
}

func (w *window) hasCorrections() bool {
	all, _ := w.session.Corrections()
	return all > 0 && w.session.CanCorrect()
}

// canUndo is true in a text too, which undoes what was typed there.
func (w *window) canUndo() bool {
	_, ok := w.session.NextUndo()
	return ok || keys.Edits(w.win.Canvas().Focused(), "undo")
}

func (w *window) canRedo() bool {
	_, ok := w.session.NextRedo()
	return ok || keys.Edits(w.win.Canvas().Focused(), "redo")
}

func (w *window) onCorrect() {
	at, _, _ := w.chosenWord()
	w.corrector.begin(at)
}

// onConfirmWord says of a word that it was read right.
func (w *window) onConfirmWord() {
	at, word, _ := w.chosenWord()
	w.corrected(w.session.Correct(at, word.Text))
}

func (w *window) onJoin() {
	at, _, _ := w.chosenWord()
	w.corrected(w.session.JoinWords(at))
}

// onDeleteWord deletes all words that are selected.
func (w *window) onDeleteWord() {
	span, page := w.session.Doc().Selection, w.session.Page().Result
	// Backwards, so that earlier marks stay valid.
	for line := min(span.Last.Line, len(page.Lines)-1); line >= span.First.Line; line-- {
		for word := len(page.Lines[line].Words) - 1; word >= 0; word-- {
			if at := (ocr.Mark{Line: line, Word: word}); span.Contains(at) {
				w.corrected(w.session.DeleteWord(at))
			}
		}
	}
	w.session.Select(ocr.NoSpan)
	w.sayChange(w.session.NextUndo())
}

func (w *window) onRemoveCorrections() { w.corrected(w.session.RemoveCorrections()) }

// corrected says what was changed, or why nothing was.
func (w *window) corrected(err error) {
	if err != nil {
		w.fail(lang.L("The word was not changed.") + " " + translation.Of(err))
		return
	}
	w.sayChange(w.session.NextUndo())
}

func (w *window) sayChange(change correct.Change, ok bool) {
	if ok {
		w.status.hint("") // what is selected would stand before it
		w.status.say(changeText(change))
	}
}

func (w *window) onUndo() {
	if change, ok := w.session.Undo(); ok {
		w.status.hint("")
		w.status.say(lang.L("Undone: {{.Change}}", map[string]any{"Change": changeText(change)}))
	}
}

func (w *window) onRedo() { w.sayChange(w.session.Redo()) }

// maxChange is how much of a text a change's sentence shows, in runes.
const maxChange = 40

// changeText says what a person changed.
func changeText(c correct.Change) string {
	texts := map[string]any{"Old": visible(c.Old, maxChange), "New": visible(c.New, maxChange)}
	switch {
	case c.Code == correct.Replaced && c.Old == c.New:
		return lang.L("“{{.New}}” is right", texts)
	case c.Code == correct.Replaced, c.Code == correct.Joined:
		return lang.L("“{{.Old}}” → “{{.New}}”", texts)
	case c.Code == correct.Deleted:
		return lang.L("“{{.Old}}” was deleted", texts)
	case c.Code == correct.Added:
		return lang.L("“{{.New}}” was added", texts)
	}
	return lang.L("Corrections of page {{.Page}} were removed", map[string]any{"Page": c.Page + 1})
}
