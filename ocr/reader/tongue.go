package reader

import (
	"strings"

	"recto/ocr"
	"recto/ocr/language"
	"recto/ocr/language/identify"
)

// When a language is believed, in natural logarithms of how much likelier the
// text is in it (docs/adr/0022).
const (
	// likelyTongue is by how much the best language of several lines must lead.
	likelyTongue = 3

	// sureTongue is by how much a line's language must lead the page's.
	sureTongue = 9

	// leastLetters is how many letters of another script a line must have to be
	// called by that script's language.
	leastLetters = 3

	// leastOwnLetters is how many letters a line of the page's script must have
	// to be told from the page: a name of a place is no sentence.
	leastOwnLetters = 15

	// mostLetters is how much of a text is looked at, in bytes.
	mostLetters = 6000
)

// tongue is the language that the lines are written in, "" where it is not clear.
func tongue(lines []ocr.Line) string {
	guesses := identify.Rank(sureText(lines))
	switch {
	case len(guesses) == 0:
		return ""
	case len(guesses) > 1 && guesses[0].Score-guesses[1].Score < likelyTongue:
		return ""
	}
	return guesses[0].Code
}

// sureText is the text of the lines without what the engine guessed.
func sureText(lines []ocr.Line) string {
	var b strings.Builder
	for _, line := range lines {
		for _, word := range line.Words {
			if word.Confidence >= 0.3 && b.Len() < mostLetters {
				b.WriteString(word.Text)
				b.WriteByte(' ')
			}
		}
	}
	return b.String()
}

// label tells the page's language, and that of lines where it is another;
// among restricts it to languages that were told, none means any. One told
// language says nothing about the page.
func label(page *ocr.Page, among []string) {
	if len(among) == 1 {
		return
	}
	page.Language = ""
	best := pick(sureText(page.Lines), among)
	if len(best) == 0 || (len(best) > 1 && best[0].Score-best[1].Score < likelyTongue) {
		return
	}
	page.Language = best[0].Code
	script, _ := identify.ScriptOf(sureText(page.Lines))
	for i := range page.Lines {
		line := &page.Lines[i]
		line.Language = ""
		text := line.Text()
		own, letters := identify.ScriptOf(text)
		if own == nil {
			continue
		}
		ranked := pick(text, among)
		if own != script {
			if letters >= leastLetters && len(ranked) > 0 {
				line.Language = ranked[0].Code
			}
			continue
		}
		if letters >= leastOwnLetters && len(ranked) > 0 && ranked[0].Code != page.Language && ranked[0].Score-scoreOf(ranked, page.Language) >= sureTongue {
			line.Language = ranked[0].Code
		}
	}
}

func pick(text string, among []string) []identify.Guess {
	ranked := identify.Rank(text)
	if len(among) == 0 {
		return ranked
	}
	var some []identify.Guess
	for _, g := range ranked {
		for _, code := range among {
			if l, ok := language.Lookup(code); ok && l.Code == g.Code {
				some = append(some, g)
				break
			}
		}
	}
	return some
}

func scoreOf(guesses []identify.Guess, code string) float64 {
	for _, g := range guesses {
		if g.Code == code {
			return g.Score
		}
	}
	return 0
}

// block is a range of lines that the engine took for one.
type block struct{ from, to int }

func blocksOf(lines []ocr.Line) (blocks []block) {
	for i := range lines {
		if i == 0 || lines[i].Block != lines[i-1].Block {
			blocks = append(blocks, block{i, i})
		}
		blocks[len(blocks)-1].to = i + 1
	}
	return blocks
}

func confidenceOf(lines []ocr.Line) float64 { return ocr.Page{Lines: lines}.Confidence() }

// reads reports whether most of the text is in letters that are the data's:
// that of every script reads Latin letters too. Fraktur's are Latin.
func (a attempt) reads() bool {
	script, _ := identify.ScriptOf(sureText(a.lines))
	if script == nil {
		return false
	}
	fraktur, _ := language.OfScript("Fraktur", a.packs)
	return len(fraktur) > 0 || script.Name != identify.Latin
}
