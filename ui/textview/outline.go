package textview

import (
	"bytes"
	"encoding/json"
	"regexp"
	"sort"
	"strings"
	"unicode/utf8"

	"recto/ocr"
)

// place is the rows of a document that tell of a word, or of a line as a whole
// (its Word is -1, and its rows hold those of its words).
type place struct {
	mark        ocr.Mark
	first, last int
}

// outline is a page's JSON as rows of text, and which of them tell of what.
type outline struct {
	rows   []string
	places []place
}

// numbers is an array of numbers as json.Indent writes it, one a row.
var numbers = regexp.MustCompile(`\[\s+-?[0-9][-+.eE0-9,\s]*\]`)

// outlineOf sets the JSON of one page in rows. A document that is none of
// Read's has rows and no places; one that is no JSON is shown as it is.
func outlineOf(document []byte) outline {
	var indented bytes.Buffer
	if json.Indent(&indented, document, "", " ") != nil {
		return outline{rows: strings.Split(string(document), "\n")}
	}
	text := numbers.ReplaceAllFunc(indented.Bytes(), func(array []byte) []byte {
		return []byte("[" + strings.Join(strings.Fields(string(array[1:len(array)-1])), " ") + "]")
	})
	o := outline{rows: strings.Split(string(text), "\n")}
	starts := []int{0}
	for _, row := range o.rows {
		starts = append(starts, starts[len(starts)-1]+len(row)+1)
	}
	rowOf := func(offset int64) int {
		return sort.Search(len(starts), func(i int) bool { return starts[i] > int(offset) }) - 1
	}
	walk(json.NewDecoder(bytes.NewReader(text)), func(m ocr.Mark, from, to int64) {
		o.places = append(o.places, place{m, rowOf(from - 1), rowOf(to - 1)})
	})
	sort.SliceStable(o.places, func(i, j int) bool { return o.places[i].first < o.places[j].first })
	return o
}

// walk tells found of every line and word of the one page in the document, and
// between which offsets it stands.
func walk(d *json.Decoder, found func(m ocr.Mark, from, to int64)) {
	var w walker
	for {
		token, err := d.Token()
		if err != nil {
			return // at its end, or broken: what was found stands
		}
		delim, nested := token.(json.Delim)
		switch {
		case nested && (delim == '{' || delim == '['):
			w.path = append(w.path, level{key: w.key, list: delim == '[', from: d.InputOffset()})
			w.named = false
			continue
		case nested:
			if m, ok := w.mark(); ok {
				found(m, w.path[len(w.path)-1].from, d.InputOffset())
			}
			w.path = w.path[:len(w.path)-1]
		case w.isKey():
			w.key, w.named = token.(string), true
			continue
		}
		w.named = false
		if len(w.path) > 0 {
			w.path[len(w.path)-1].index++
		}
	}
}

// walker is where in a document one is.
type walker struct {
	path []level

	// key is the last name; named while its value is still to come.
	key   string
	named bool
}

// level is an object or a list in which one is: its name, how many values of
// it have passed, and where it began.
type level struct {
	key   string
	index int
	list  bool
	from  int64
}

// isKey reports whether a string here is a name.
func (w *walker) isKey() bool {
	return len(w.path) > 0 && !w.path[len(w.path)-1].list && !w.named
}

// mark is the line or word whose object one is directly in.
func (w *walker) mark() (ocr.Mark, bool) {
	m, last := ocr.NoMark, len(w.path)-1
	for i := range max(0, last) {
		switch up := w.path[i]; {
		case up.list && up.key == "lines":
			m.Line = up.index
		case up.list && up.key == "words" && m.Line >= 0:
			m.Word = up.index
		}
	}
	inside := last > 0 && !w.path[last].list && w.path[last-1].list
	return m, inside && m.Line >= 0 && (w.path[last-1].key == "lines" || w.path[last-1].key == "words")
}

// rowsOf are the rows that tell of the mark; false where none does.
func (o outline) rowsOf(m ocr.Mark) (first, last int, ok bool) {
	for _, p := range o.places {
		if p.mark == m {
			return p.first, p.last, true
		}
	}
	return 0, 0, false
}

// markAt is what a row tells of: a word, else the line it belongs to.
func (o outline) markAt(row int) ocr.Mark {
	found := ocr.NoMark
	for _, p := range o.places {
		if p.first > row {
			break
		}
		if row <= p.last {
			found = p.mark
		}
	}
	return found
}

// wrapped is a row as wide as a pane allows: a part of a row of the outline.
type wrapped struct {
	row  int
	text string
}

// wrap breaks rows that are longer than the given number of characters, at a
// space where there is one, and moves what goes on in.
func (o outline) wrap(columns int) []wrapped {
	rows := make([]wrapped, 0, len(o.rows))
	for i, text := range o.rows {
		indent := strings.Repeat(" ", len(text)-len(strings.TrimLeft(text, " "))+2)
		for utf8.RuneCountInString(text) > columns && len(indent) < columns-8 {
			head := cut(text, columns, len(indent))
			rows = append(rows, wrapped{i, strings.TrimRight(head, " ")})
			text = indent + strings.TrimLeft(text[len(head):], " ")
		}
		rows = append(rows, wrapped{i, text})
	}
	return rows
}

// cut is the beginning of a text, at most that many characters, up to a space
// after the indent where there is one.
func cut(text string, columns, indent int) string {
	end, n := len(text), 0
	for at := range text {
		if n == columns {
			end = at
			break
		}
		n++
	}
	if space := strings.LastIndexByte(text[:end], ' '); space > indent {
		return text[:space+1]
	}
	return text[:end]
}
