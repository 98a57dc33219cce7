package correct

import (
	"slices"
	"strings"

	"recto/ocr"
)

// Correct gives the word at a mark of the corrected page another text; text with
// spaces splits it, and "" deletes it. The word's own text confirms it.
func (d *Document) Correct(page ocr.Page, at ocr.Mark, text string) error {
	a, list, word, from, err := d.look(page, at)
	if err != nil {
		return err
	}
	text = clean(text)
	change := Change{Code: Replaced, Page: page.Number, Old: word.Text, New: text}
	if text == "" {
		change.Code = Deleted
	}
	if from.correction < 0 {
		list = append(list, a.over(page, from.run, text))
	} else {
		words := list[from.correction].words()
		words[from.field] = text
		list = setText(list, from.correction, strings.Join(strings.Fields(strings.Join(words, " ")), " "))
	}
	d.do(change, list)
	return nil
}

// Delete deletes the word at a mark of the corrected page.
func (d *Document) Delete(page ocr.Page, at ocr.Mark) error { return d.Correct(page, at, "") }

// Join makes one word of that at a mark of the corrected page and the next in
// its line.
func (d *Document) Join(page ocr.Page, at ocr.Mark) error {
	a, list, word, from, err := d.look(page, at)
	if err != nil {
		return err
	}
	next := ocr.Mark{Line: at.Line, Word: at.Word + 1}
	follower, ok := a.page.Word(next)
	if !ok {
		return ErrNoNeighbour
	}
	to := a.origins[next.Line][next.Word]
	change := Change{Joined, page.Number, word.Text + " " + follower.Text, word.Text + follower.Text}
	switch {
	case from.correction >= 0 && from.correction == to.correction:
		words := list[from.correction].words()
		words = slices.Replace(words, from.field, from.field+2, change.New)
		list = setText(list, from.correction, strings.Join(words, " "))
	case from.run.line < 0 && to.run.line < 0:
		joined := list[from.correction]
		joined.Text += list[to.correction].Text
		joined.Quad = ocr.Around([]ocr.Quad{joined.Quad, list[to.correction].Quad}, joined.Quad.Angle())
		list = append(without(list, from.correction, to.correction), joined)
	default:
		list = a.joined(page, list, from, to, word.Text, follower.Text)
	}
	d.do(change, list)
	return nil
}

// joined is the list with one correction over all words as read from one place
// to another, of which at most one was added.
func (a *applied) joined(page ocr.Page, list []Correction, from, to origin, before, after string) []Correction {
	for _, o := range []origin{from, to} {
		if o.correction >= 0 {
			// Whole texts: the words at the seam are their last and first.
			if o == from {
				before = list[o.correction].Text
			} else {
				after = list[o.correction].Text
			}
		}
	}
	over := from.run
	switch {
	case over.line < 0:
		over = to.run
	case to.run.line >= 0:
		over.first, over.last = min(over.first, to.run.first), max(over.last, to.run.last)
	}
	gone := []int{from.correction, to.correction}
	for i, r := range a.runs {
		if r.line == over.line && r.first >= over.first && r.last <= over.last {
			gone = append(gone, i)
		}
	}
	return append(without(list, gone...), a.over(page, over, before+after))
}

// Add adds a word that was not read, or several parted by spaces, in an area of
// the page, in its pixels.
func (d *Document) Add(page ocr.Page, area ocr.Quad, text string) error {
	text = clean(text)
	if text == "" {
		return ErrNoText
	}
	list := append(slices.Clone(d.pages[page.Number]), Correction{Text: text, Quad: area, Width: page.Width, Height: page.Height})
	d.do(Change{Code: Added, Page: page.Number, New: text}, list)
	return nil
}

// RemovePage takes all corrections of a page back; without any it does nothing.
func (d *Document) RemovePage(number int) {
	if len(d.pages[number]) > 0 {
		d.do(Change{Code: Removed, Page: number}, nil)
	}
}

// Remove takes the correction back that gave the word at a mark of the corrected
// page; of a word as read it does nothing.
func (d *Document) Remove(page ocr.Page, at ocr.Mark) error {
	_, list, _, from, err := d.look(page, at)
	if err != nil || from.correction < 0 {
		return err
	}
	d.do(Change{Code: Removed, Page: page.Number}, without(list, from.correction))
	return nil
}

// look finds the word at a mark of the corrected page; list is a copy of the
// page's corrections.
func (d *Document) look(page ocr.Page, at ocr.Mark) (a applied, list []Correction, word ocr.Word, from origin, err error) {
	a = apply(page, d.pages[page.Number])
	word, ok := a.page.Word(at)
	if !ok {
		return a, nil, word, from, ErrNoWord
	}
	return a, slices.Clone(d.pages[page.Number]), word, a.origins[at.Line][at.Word], nil
}

// over is a correction that gives a run of words as read another text.
func (a *applied) over(page ocr.Page, r run, text string) Correction {
	line := page.Lines[r.line]
	texts := make([]string, 0, r.last-r.first+1)
	for _, w := range line.Words[r.first : r.last+1] {
		texts = append(texts, w.Text)
	}
	return Correction{Read: strings.Join(texts, " "), Text: text, Quad: quadOf(line, r), Width: page.Width, Height: page.Height}
}

// setText gives correction i another text. One that added a word and has none
// left is gone.
func setText(list []Correction, i int, text string) []Correction {
	if text == "" && list[i].Read == "" {
		return without(list, i)
	}
	list[i].Text = text
	return list
}

func without(list []Correction, gone ...int) []Correction {
	var kept []Correction
	for i, c := range list {
		if !slices.Contains(gone, i) {
			kept = append(kept, c)
		}
	}
	return kept
}
