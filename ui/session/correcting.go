package session

import (
	"context"

	"recto/ocr"
	"recto/ocr/correct"
)

// CanCorrect reports whether words of the shown page can be corrected now.
func (s *Session) CanCorrect() bool {
	d, p := s.Doc(), s.Page()
	return p != nil && p.HasResult && !d.known.looking
}

// Correct gives a word of the shown page another text: with spaces it becomes
// several words, "" deletes it.
func (s *Session) Correct(at ocr.Mark, text string) error {
	return s.edit(at, func(d *Document, read ocr.Page, at ocr.Mark) error { return d.corrections.Correct(read, at, text) })
}

// DeleteWord deletes a word of the shown page.
func (s *Session) DeleteWord(at ocr.Mark) error {
	return s.edit(at, func(d *Document, read ocr.Page, at ocr.Mark) error { return d.corrections.Delete(read, at) })
}

// JoinWords makes one word of two that follow each other in a line of the shown
// page.
func (s *Session) JoinWords(at ocr.Mark) error {
	return s.edit(at, func(d *Document, read ocr.Page, at ocr.Mark) error { return d.corrections.Join(read, at) })
}

// AddWord adds a word in an area of the shown page, in its pixels.
func (s *Session) AddWord(area ocr.Quad, text string) error {
	return s.edit(ocr.NoMark, func(d *Document, read ocr.Page, _ ocr.Mark) error { return d.corrections.Add(read, area, text) })
}

// RemoveCorrections takes all corrections of the shown page back.
func (s *Session) RemoveCorrections() error {
	return s.edit(ocr.NoMark, func(d *Document, _ ocr.Page, _ ocr.Mark) error {
		d.corrections.RemovePage(d.At)
		return nil
	})
}

// Corrections is the number of corrections of the shown page, and of those that
// fit nowhere on it as it was read now.
func (s *Session) Corrections() (all, loose int) {
	d, p := s.Doc(), s.Page()
	if p == nil {
		return 0, 0
	}
	all = len(d.corrections.Page(d.At))
	if all > 0 && p.HasResult {
		loose = len(d.corrections.Loose(p.read))
	}
	return all, loose
}

// edit changes the corrections of the shown page; the word at the mark is
// selected afterwards, if there is one.
func (s *Session) edit(at ocr.Mark, change func(d *Document, read ocr.Page, at ocr.Mark) error) error {
	d, p := s.Doc(), s.Page()
	if p == nil || !p.HasResult {
		return correct.ErrNoWord
	}
	if d.known.looking {
		return errLooking
	}
	if err := change(d, p.read, d.unseen(p, at)); err != nil {
		return err
	}
	s.onCorrected(d, d.At)
	d.Selection = p.Result.SpanOf(at)
	s.changed(PageChanged | SelectionChanged | ProgressChanged)
	return nil
}

// onCorrected shows and keeps the corrections of a page as they are now.
func (s *Session) onCorrected(d *Document, number int) {
	if p := &d.Pages[number]; p.HasResult {
		p.Result = d.seen(p.read)
	}
	if d.known.key == "" || d.Request != "" {
		return
	}
	key, name, list := d.known.key, d.Name(), d.corrections.Page(number)
	s.keep(func(ctx context.Context) error { return s.cfg.Store.KeepCorrections(ctx, key, name, number, list) })
}

// NextUndo is the change of the shown document that Undo takes back; false
// where there is none.
func (s *Session) NextUndo() (correct.Change, bool) {
	if d := s.Doc(); d != nil {
		return d.corrections.NextUndo()
	}
	return correct.Change{}, false
}

// NextRedo is the change of the shown document that Redo makes again; false
// where there is none.
func (s *Session) NextRedo() (correct.Change, bool) {
	if d := s.Doc(); d != nil {
		return d.corrections.NextRedo()
	}
	return correct.Change{}, false
}

// Undo takes the latest change of the shown document back, and turns to its page.
func (s *Session) Undo() (correct.Change, bool) { return s.step((*correct.Document).Undo) }

// Redo makes the change again that was undone last, and turns to its page.
func (s *Session) Redo() (correct.Change, bool) { return s.step((*correct.Document).Redo) }

func (s *Session) step(step func(*correct.Document) (correct.Change, bool)) (correct.Change, bool) {
	d := s.Doc()
	if d == nil {
		return correct.Change{}, false
	}
	change, ok := step(&d.corrections)
	if !ok || change.Page >= len(d.Pages) {
		return change, false
	}
	before := d.Pages[change.Page].Result
	s.onCorrected(d, change.Page)
	if change.Page != d.At {
		s.GoTo(change.Page)
	}
	d.Selection = changedWord(before, d.Pages[change.Page].Result)
	s.changed(PageChanged | SelectionChanged | ProgressChanged)
	return change, true
}

// changedWord is the first word of the page that was another before; NoSpan
// where none was.
func changedWord(before, now ocr.Page) ocr.Span {
	for i, line := range now.Lines {
		for j, word := range line.Words {
			m := ocr.Mark{Line: i, Word: j}
			if was, ok := before.Word(m); !ok || was != word {
				return ocr.Span{First: m, Last: m}
			}
		}
	}
	return ocr.NoSpan
}
