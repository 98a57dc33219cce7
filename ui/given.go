package ui

import (
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"recto/ocr"
	"recto/ui/pageview"
)

// given is a document that was read elsewhere, for a request to the API.
type given struct {
	path, title, request string
	results              []ocr.Page
}

// maxTitle is how much of a client's name for a document is shown, in runes.
const maxTitle = 120

// titleOf is a name for the document that a client called so: a base name
// without anything that cannot be seen.
func titleOf(name string) string {
	name = visible(strings.ReplaceAll(name, `\`, "/"), maxTitle)
	if name = filepath.Base(name); name == "." || name == ".." || name == "/" {
		return "document"
	}
	return name
}

// visible is a text from outside with a space for each run of characters that
// print nothing or turn the writing around, and at most most runes long.
func visible(text string, most int) string {
	words := strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || !unicode.IsPrint(r) })
	runes := []rune(strings.Join(words, " "))
	if len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return string(runes)
}

// openGiven shows a document with its results. What was read is not read
// again, and the other pages wait for a person. One that is open already takes
// the results over.
func (s *session) openGiven(g given) {
	if absolute, err := filepath.Abs(g.path); err == nil {
		g.path = absolute
	}
	if i := s.index(g.path); i >= 0 {
		d := s.docs[i]
		d.given, d.followed = g.results, len(g.results)
		d.land()
		s.shown = i
		s.changed(changedDocuments | changedShown | changedPage | changedProgress)
		return
	}
	s.opened++
	d := &document{path: g.path, order: s.opened, mark: pageview.None, title: g.title, request: g.request, given: g.results, followed: len(g.results)}
	if first := d.firstGiven(); first > 0 {
		d.at = first
	}
	s.inspect(d, "", true)
}

// follow takes over what was read of the document meanwhile. What a person had
// read here stays.
func (s *session) follow(d *document, results []ocr.Page) {
	d.followed = max(d.followed, len(results))
	if !slices.Contains(s.docs, d) {
		return
	}
	d.given = slices.DeleteFunc(slices.Clone(results), func(p ocr.Page) bool {
		return p.Number < 0 || p.Number >= len(d.pages) || d.pages[p.Number].state != pageLeftOut
	})
	d.land()
	what := changedProgress
	if s.doc() == d && slices.ContainsFunc(d.given, func(p ocr.Page) bool { return p.Number == d.at }) {
		what |= changedPage
	}
	s.changed(what)
}

// firstGiven is the first page with a result, 0 without any.
func (d *document) firstGiven() int {
	if len(d.given) == 0 {
		return 0
	}
	return slices.MinFunc(d.given, func(a, b ocr.Page) int { return a.Number - b.Number }).Number
}

// take prepares the pages of a document that was read elsewhere; of others it
// leaves them as they are.
func (d *document) take() {
	if d.request == "" {
		return
	}
	for i := range d.pages {
		d.pages[i].state = pageLeftOut
	}
	d.land()
	d.at = min(max(d.at, 0), len(d.pages)-1)
}

// land gives the pages the results that the document came with; a page that is
// being read keeps waiting for its own.
func (d *document) land() {
	for _, result := range d.given {
		if result.Number < 0 || result.Number >= len(d.pages) || d.pages[result.Number].state == pageReading {
			continue
		}
		d.pages[result.Number] = page{state: pageRead, result: result, hasResult: true}
		if d.run != nil {
			d.run.claims.take(result.Number)
		}
		if result.Number == d.at {
			d.mark = pageview.None
		}
	}
}
