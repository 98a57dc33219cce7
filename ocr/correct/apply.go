package correct

import (
	"slices"
	"strings"

	"recto/ocr"
)

// run is a stretch of words of a line as read, both ends included.
type run struct{ line, first, last int }

// origin says where a word of the corrected page comes from: from a field of a
// correction's text, or, where correction is -1, as read from the run's one word.
type origin struct {
	correction, field int
	run               run
}

// applied is a corrected page; origins has a row for each line and an entry for
// each word of it.
type applied struct {
	page    ocr.Page
	origins [][]origin

	// runs holds where each correction was anchored; corrections that add a
	// word and those that fit nowhere have none.
	runs map[int]run

	// loose are the corrections that fit nowhere, rising.
	loose []int
}

// apply corrects the page as read.
func apply(page ocr.Page, list []Correction) applied {
	a := applied{page: page, runs: map[int]run{}}
	scaled := make([]Correction, len(list))
	for i, c := range list {
		scaled[i] = c.onto(page)
	}
	a.anchor(page, scaled)
	a.page.Lines, a.origins = make([]ocr.Line, 0, len(page.Lines)), make([][]origin, 0, len(page.Lines))
	at := map[run]int{} // by line and first word
	for i, r := range a.runs {
		at[run{line: r.line, first: r.first}] = i
	}
	for i, line := range page.Lines {
		corrected, origins := a.line(i, line, at, scaled)
		if len(corrected.Words) > 0 || len(line.Words) == 0 {
			a.page.Lines, a.origins = append(a.page.Lines, corrected), append(a.origins, origins)
		}
	}
	for i, c := range scaled {
		if c.Read == "" && !done(page, c) {
			a.add(i, c)
		}
	}
	return a
}

// onto is the correction with its quad in pixels of the page, whose picture may
// have another size than the one on which the correction was made.
func (c Correction) onto(page ocr.Page) Correction {
	if c.Width <= 0 || c.Height <= 0 || page.Width <= 0 || page.Height <= 0 || (c.Width == page.Width && c.Height == page.Height) {
		return c
	}
	x, y := float64(page.Width)/float64(c.Width), float64(page.Height)/float64(c.Height)
	c.Quad = c.Quad.Map(func(p ocr.Point) ocr.Point { return ocr.Point{X: p.X * x, Y: p.Y * y} })
	return c
}

// words are the words of the correction's text.
func (c Correction) words() []string { return strings.Fields(c.Text) }

// done reports whether the page has the correction's words already.
func done(page ocr.Page, c Correction) bool {
	if c.Text == "" {
		return false
	}
	for _, line := range page.Lines {
		text := " "
		for _, w := range line.Words {
			if w.Corrected && c.Quad.Contains(w.Quad.Center()) {
				text += w.Text + " "
			}
		}
		if strings.Contains(text, " "+c.Text+" ") {
			return true
		}
	}
	return false
}

// line is line i of the page as read with the corrections that are anchored in it.
func (a *applied) line(i int, line ocr.Line, at map[run]int, list []Correction) (ocr.Line, []origin) {
	words, origins := make([]ocr.Word, 0, len(line.Words)), make([]origin, 0, len(line.Words))
	shrunk, changed := false, false
	for j := 0; j < len(line.Words); j++ {
		index, ok := at[run{line: i, first: j}]
		if !ok {
			words, origins = append(words, line.Words[j]), append(origins, origin{-1, 0, run{i, j, j}})
			continue
		}
		r := a.runs[index]
		texts := list[index].words()
		for k, w := range placed(texts, quadsOf(line, r), line.Quad.Angle()) {
			words, origins = append(words, w), append(origins, origin{index, k, r})
		}
		changed, shrunk = true, shrunk || len(texts) == 0
		j = r.last
	}
	if changed {
		line.Words = words
	}
	if shrunk {
		line.Quad = around(line)
	}
	return line, origins
}

func quadsOf(line ocr.Line, r run) []ocr.Quad {
	quads := make([]ocr.Quad, 0, r.last-r.first+1)
	for _, w := range line.Words[r.first : r.last+1] {
		quads = append(quads, w.Quad)
	}
	return quads
}

// around is the quad of the line's words, along the line.
func around(line ocr.Line) ocr.Quad {
	return ocr.Around(quadsOf(line, run{0, 0, len(line.Words) - 1}), line.Quad.Angle())
}

// add adds the words of correction i where no word was read: into the line on
// which they stand, else as a line of their own.
func (a *applied) add(i int, c Correction) {
	texts := c.words()
	words := placed(texts, []ocr.Quad{c.Quad}, c.Quad.Angle())
	origins := make([]origin, len(words))
	for k := range words {
		origins[k] = origin{correction: i, field: k, run: run{-1, -1, -1}}
	}
	if len(words) == 0 {
		return
	}
	if at := lineOf(a.page.Lines, c.Quad); at >= 0 {
		line := a.page.Lines[at]
		j := slices.IndexFunc(line.Words, func(w ocr.Word) bool { return follows(line, w.Quad, c.Quad) })
		if j < 0 {
			j = len(line.Words)
		}
		line.Words = slices.Concat(line.Words[:j], words, line.Words[j:])
		line.Quad = ocr.Around([]ocr.Quad{line.Quad, c.Quad}, line.Quad.Angle())
		a.page.Lines[at] = line
		a.origins[at] = slices.Concat(a.origins[at][:j], origins, a.origins[at][j:])
		return
	}
	at := placeOf(a.page.Lines, c.Quad)
	line := ocr.Line{Quad: c.Quad, Words: words}
	if at > 0 {
		line.Block = a.page.Lines[at-1].Block
	}
	a.page.Lines = slices.Insert(a.page.Lines, at, line)
	a.origins = slices.Insert(a.origins, at, origins)
}
