package find

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Query is what somebody looks for. Accents of the text may be missing in the
// page and the other way round, unless Case is set.
type Query struct {
	Text string

	// Case wants letters as they were typed: capital, small, accented. A
	// fuzzy query does not ask for it.
	Case bool

	// Whole wants no letter or digit before and after the hit.
	Whole bool

	// Fuzzy forgives the slips of an engine; see Pattern.
	Fuzzy bool
}

// Pattern is a query made ready. Several goroutines may use it at once.
//
// A fuzzy one of n letters finds what differs by at most n/5 slips (12 at
// most), where a letter read as another, one too many or too few is one slip, a
// space or punctuation mark too many or too few a half, and letters that look
// alike (0 O, 1 l I, rn m, cl d, vv w, 5 S, 8 B, e c) a quarter. So one of up to
// two letters is an exact one, and one of up to four forgives look-alikes and
// signs alone. Letters are forgiven only to words that the engine was not sure of.
type Pattern struct {
	query Query

	// plain is the query loosely folded, strict as its hits must read.
	plain, strict string
	strictly      fold
	fuzzy         *fuzzy
}

// Compile makes a query ready. One without a letter or sign finds nothing.
func Compile(q Query) *Pattern {
	p := &Pattern{query: q, strictly: fold{keepCase: q.Case, keepAccents: q.Case}}
	text := joinHyphens(q.Text)
	p.plain, p.strict = phrase(text, loose), phrase(text, p.strictly)
	if q.Fuzzy {
		p.fuzzy = newFuzzy(p.plain)
	}
	return p
}

// Empty reports whether the pattern finds nothing on any page.
func (p *Pattern) Empty() bool { return p.plain == "" }

// joinHyphens joins words that a line end splits, as a query has them that was
// copied from a page.
func joinHyphens(s string) string {
	for _, end := range []string{"-\n", "‐\n", "-\r\n"} {
		for at := strings.Index(s, end); at >= 0; at = strings.Index(s, end) {
			before, _ := utf8.DecodeLastRuneInString(s[:at])
			after, _ := utf8.DecodeRuneInString(s[at+len(end):])
			glue := "- "
			if wordly(before) && wordly(after) {
				glue = ""
			}
			s = s[:at] + glue + s[at+len(end):]
		}
	}
	return s
}

// phrase is a query's text, folded, with one space where a page's text has one.
func phrase(text string, f fold) string {
	var b strings.Builder
	var last rune
	for _, field := range strings.Fields(text) {
		for word := range strings.FieldsSeq(string(f.append(nil, field))) {
			first, _ := utf8.DecodeRuneInString(word)
			if b.Len() > 0 && !unspaced(last) && !unspaced(first) {
				b.WriteByte(' ')
			}
			b.WriteString(word)
			last, _ = utf8.DecodeLastRuneInString(word)
		}
	}
	return b.String()
}

// stretch is a piece of a text's plain form, in bytes, the end excluded, with
// how near it is to the query.
type stretch struct {
	start, end int
	likeness   float64
}

// Find gives the first hits on a page, at most keep of them, in reading order,
// and how many there are in all. Hits do not overlap.
func (p *Pattern) Find(t *Text, keep int) (hits []Hit, total int) {
	if p.plain == "" {
		return nil, 0
	}
	t.prepare()
	found := p.exact(t)
	if p.fuzzy != nil {
		found = merge(found, p.fuzzy.find(t, p.query.Whole))
	}
	for _, s := range found[:min(len(found), max(0, keep))] {
		hit := t.hit(s.start, s.end)
		hit.Likeness = s.likeness
		hits = append(hits, hit)
	}
	return hits, len(found)
}

// exact finds the pattern as it is typed.
func (p *Pattern) exact(t *Text) []stretch {
	var found []stretch
	for from := 0; ; {
		at := strings.Index(t.plain[from:], p.plain)
		if at < 0 {
			break
		}
		s := stretch{from + at, from + at + len(p.plain), 1}
		if p.accepts(t, s, "") {
			if found == nil {
				found = make([]stretch, 0, 16)
			}
			found = append(found, s)
			from = s.end
		} else {
			_, size := utf8.DecodeRuneInString(t.plain[s.start:])
			from = s.start + size
		}
	}
	if len(t.joins) > 0 && len(p.plain) > 1 {
		found = merge(found, p.joined(t))
	}
	return found
}

// accepts reports whether a stretch that reads as the pattern, with joins read
// as hyphen, is what the query wants.
func (p *Pattern) accepts(t *Text, s stretch, hyphen string) bool {
	if _, after := t.edges(s.start, s.end); extends(after) {
		return false
	}
	if p.query.Whole {
		if begins, ends := t.whole(s.start, s.end); !begins || !ends {
			return false
		}
	}
	return p.strictly == loose || p.query.Fuzzy || t.reads(s, p.strictly, hyphen) == p.strict
}

// reads is a stretch's own text under another fold.
func (t *Text) reads(s stretch, f fold, hyphen string) string {
	h := t.hit(s.start, s.end)
	first, last := t.wordAt(s.start), t.wordAt(s.end-1)
	var b []byte
	for i := first; i <= last; i++ {
		text := t.word(t.mark(i)).Text
		glue := ""
		if i < last {
			glue = " "
			switch between := t.plain[t.starts[i]:t.starts[i+1]]; {
			case strings.HasSuffix(between, string(join)):
				glue, text = hyphen, strings.TrimRight(text, "-‐"+string(join))
			case !strings.HasSuffix(between, " "):
				glue = ""
			}
		}
		if i == last {
			text = text[:min(h.To, len(text))]
		}
		if i == first {
			text = text[min(h.From, len(text)):]
		}
		b = append(f.append(b, text), glue...)
	}
	return string(b)
}

// merge puts two rising lists together. Of b goes what overlaps one of a.
func merge(a, b []stretch) []stretch {
	all := slices.Clip(a)
	for _, s := range b {
		i, _ := slices.BinarySearchFunc(a, s.start, func(have stretch, start int) int { return cmp.Compare(have.end-1, start) })
		if i == len(a) || a[i].start >= s.end {
			all = append(all, s)
		}
	}
	if len(all) > len(a) {
		slices.SortFunc(all, func(x, y stretch) int { return cmp.Compare(x.start, y.start) })
	}
	return all
}
