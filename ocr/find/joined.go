package find

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// hyphens are what a hyphen at a line's end may stand for: nothing in a word
// that the line split, itself in a compound, itself before a space.
var hyphens = []string{"", "-", "- "}

// joined finds the pattern over line ends with hyphens.
func (p *Pattern) joined(t *Text) []stretch {
	var found []stretch
	for i := range t.joins {
		for _, hyphen := range hyphens {
			w := t.reading(i, len(p.plain), hyphen)
			for from := 0; ; {
				at := strings.Index(w.text[from:], p.plain)
				if at < 0 {
					break
				}
				s := stretch{w.place(from + at), w.place(from+at+len(p.plain)-1) + 1, 1}
				if t.crosses(i, s) && p.accepts(t, s, hyphen) {
					found = append(found, s)
				}
				_, size := utf8.DecodeRuneInString(w.text[from+at:])
				from += at + size
			}
		}
	}
	slices.SortFunc(found, func(a, b stretch) int { return a.start - b.start })
	return slices.CompactFunc(found, func(a, b stretch) bool { return b.start < a.end })
}

// crosses reports whether join number i is the first one within the stretch.
func (t *Text) crosses(i int, s stretch) bool {
	at := int(t.joins[i])
	return s.start < at && at < s.end && (i == 0 || int(t.joins[i-1]) < s.start)
}

// reading is the text around a join with all joins read in one way. Pieces are
// where in the text, and where in the page's plain form, each part begins.
type reading struct {
	text   string
	pieces []piece
}

type piece struct{ here, there int }

// reading cuts out size bytes before join number i and as many after it.
func (t *Text) reading(i, size int, hyphen string) reading {
	at, joinSize := int(t.joins[i]), utf8.RuneLen(join)
	from, to := max(0, at-size), min(len(t.plain), at+joinSize+size)
	for from > 0 && !utf8.RuneStart(t.plain[from]) {
		from--
	}
	for to < len(t.plain) && !utf8.RuneStart(t.plain[to]) {
		to++
	}
	var w reading
	var b strings.Builder
	for {
		w.pieces = append(w.pieces, piece{b.Len(), from})
		next := strings.Index(t.plain[from:to], string(join))
		if next < 0 {
			break
		}
		b.WriteString(t.plain[from : from+next])
		if hyphen != "" {
			w.pieces = append(w.pieces, piece{b.Len(), from + next})
			b.WriteString(hyphen)
		}
		from += next + joinSize
	}
	b.WriteString(t.plain[from:to])
	w.text = b.String()
	return w
}

// place is where in the page's plain form a byte of the reading stands.
func (w reading) place(at int) int {
	for _, p := range slices.Backward(w.pieces) {
		if p.here <= at {
			return p.there + at - p.here
		}
	}
	panic("find: a reading begins at 0")
}
