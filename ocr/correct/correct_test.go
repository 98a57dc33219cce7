package correct

import (
	"encoding/json"
	"errors"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"recto/ocr"
)

// sheet is a page of 1000 × 1000 pixels with lines 40 pixels apart, each word
// 20 pixels a character wide and 30 high, a gap of 20 between two.
func sheet(lines ...string) ocr.Page {
	page := ocr.Page{Width: 1000, Height: 1000, Unit: ocr.UnitPixel, Lines: []ocr.Line{}}
	for i, text := range lines {
		x, y := 10.0, 10+40*float64(i)
		var line ocr.Line
		for word := range strings.FieldsSeq(text) {
			w := 20 * float64(len([]rune(word)))
			line.Words = append(line.Words, ocr.Word{Text: word, Quad: ocr.Rect(x, y, x+w, y+30), Confidence: 0.7})
			x += w + 20
		}
		line.Quad = around(line)
		page.Lines = append(page.Lines, line)
	}
	return page
}

func mark(line, word int) ocr.Mark { return ocr.Mark{Line: line, Word: word} }

// must fails the test at an error of an edit.
func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func text(d *Document, page ocr.Page) string {
	return strings.TrimSuffix(d.Apply(page).Text(), "\n")
}

func TestAWordGetsItsTextAndIsMarkedAsCorrected(t *testing.T) {
	var d Document
	page := sheet("tne cat", "sat")
	must(t, d.Correct(page, mark(0, 0), " the\n"))
	got := d.Apply(page)
	want := ocr.Word{Text: "the", Quad: page.Lines[0].Words[0].Quad, Confidence: 1, Corrected: true}
	if got.Lines[0].Words[0] != want || got.Lines[0].Quad != page.Lines[0].Quad {
		t.Errorf("got %+v in %v, want %+v in the same line", got.Lines[0].Words[0], got.Lines[0].Quad, want)
	}
	if page.Lines[0].Words[0].Text != "tne" {
		t.Error("the page as read was changed")
	}
}

func TestEditsOfTheSameWordAreOneCorrection(t *testing.T) {
	for _, tt := range []struct {
		name  string
		edits func(d *Document, page ocr.Page) []error
		want  string
		count int
	}{
		{"twice", func(d *Document, p ocr.Page) []error {
			return []error{d.Correct(p, mark(0, 0), "b"), d.Correct(p, mark(0, 0), "c")}
		}, "c two three", 1},
		{"split, then its second half", func(d *Document, p ocr.Page) []error {
			return []error{d.Correct(p, mark(0, 1), "t wo"), d.Correct(p, mark(0, 2), "w")}
		}, "one t w three", 1},
		{"split, then joined", func(d *Document, p ocr.Page) []error {
			return []error{d.Correct(p, mark(0, 1), "t wo"), d.Join(p, mark(0, 1))}
		}, "one two three", 1},
		{"split, then a half deleted", func(d *Document, p ocr.Page) []error {
			return []error{d.Correct(p, mark(0, 1), "t wo"), d.Delete(p, mark(0, 1))}
		}, "one wo three", 1},
		{"joined", func(d *Document, p ocr.Page) []error { return []error{d.Join(p, mark(0, 0))} }, "onetwo three", 1},
		{"joined twice", func(d *Document, p ocr.Page) []error {
			return []error{d.Join(p, mark(0, 1)), d.Join(p, mark(0, 0))}
		}, "onetwothree", 1},
		{"joined over a deleted word", func(d *Document, p ocr.Page) []error {
			return []error{d.Delete(p, mark(0, 1)), d.Join(p, mark(0, 0))}
		}, "onethree", 1},
		{"two words", func(d *Document, p ocr.Page) []error {
			return []error{d.Correct(p, mark(0, 0), "1"), d.Correct(p, mark(0, 2), "3")}
		}, "1 two 3", 2},
	} {
		var d Document
		page := sheet("one two three")
		must(t, errors.Join(tt.edits(&d, page)...))
		if got := text(&d, page); got != tt.want || d.Count() != tt.count {
			t.Errorf("%s: %q with %d corrections, want %q with %d", tt.name, got, d.Count(), tt.want, tt.count)
		}
	}
}

func TestASplitWordsQuadIsPartedByItsCharacters(t *testing.T) {
	var d Document
	page := sheet("foobarx")
	must(t, d.Correct(page, mark(0, 0), "nnn nnn"))
	words := d.Apply(page).Lines[0].Words
	if a, b := words[0].Quad, words[1].Quad; a[0].X != 10 || b[1].X != 150 || a[1].X >= b[0].X || a[1].X-a[0].X != b[1].X-b[0].X {
		t.Errorf("halves %v and %v, want two of a width with a gap, from 10 to 150", a, b)
	}
	must(t, d.Correct(page, mark(0, 0), "שלום"))
	if words := d.Apply(page).Lines[0].Words; words[0].Quad[0].X <= words[1].Quad[0].X {
		t.Errorf("text that runs to the left begins at %v, its second word at %v", words[0].Quad[0], words[1].Quad[0])
	}
}

func TestALineShrinksWithItsWordsAndGoesWithTheLast(t *testing.T) {
	var d Document
	page := sheet("one two", "three")
	must(t, d.Delete(page, mark(0, 0)))
	if got := d.Apply(page).Lines[0].Quad; got[0].X != 90 {
		t.Errorf("the line begins at %v, want 90", got[0].X)
	}
	must(t, d.Delete(page, mark(0, 0)))
	if got := text(&d, page); got != "three" {
		t.Errorf("got %q, want three", got)
	}
}

func TestAMissedWordComesIntoItsLineOrMakesOne(t *testing.T) {
	for _, tt := range []struct {
		name string
		area ocr.Quad
		want string
	}{
		{"between two words", ocr.Rect(62, 8, 75, 42), "a new b|c d"},
		{"before the first", ocr.Rect(0, 52, 9, 80), "a b|new c d"},
		{"after the last", ocr.Rect(80, 12, 120, 38), "a b new|c d"},
		{"between two lines", ocr.Rect(10, 40, 60, 49), "a b|new|c d"},
		{"under all", ocr.Rect(10, 300, 60, 330), "a b|c d|new"},
		{"above all", ocr.Rect(10, -60, 60, -30), "new|a b|c d"},
		{"far off in the same height", ocr.Rect(900, 12, 960, 38), "a b|new|c d"},
	} {
		var d Document
		page := sheet("a b", "", "c d")
		page.Lines = append(page.Lines[:1], page.Lines[2])
		page.Lines[0].Words[1].Quad = ocr.Rect(76, 10, 100, 40)
		page.Lines[1].Quad, page.Lines[1].Words[0].Quad = ocr.Rect(10, 50, 70, 80), ocr.Rect(10, 50, 30, 80)
		page.Lines[1].Words[1].Quad = ocr.Rect(50, 50, 70, 80)
		must(t, d.Add(page, tt.area, "new"))
		got := d.Apply(page)
		if text := strings.ReplaceAll(strings.TrimSpace(got.Text()), "\n", "|"); text != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, text, tt.want)
		}
		for _, line := range got.Lines {
			for _, w := range line.Words {
				if w.Text == "new" && (!w.Corrected || !line.Quad.Contains(w.Quad.Center())) {
					t.Errorf("%s: %+v in a line at %v", tt.name, w, line.Quad)
				}
			}
		}
		must(t, d.Delete(page, find(got, "new")))
		if d.Count() != 0 {
			t.Errorf("%s: deleting the added word leaves %d corrections", tt.name, d.Count())
		}
	}
}

func find(page ocr.Page, text string) ocr.Mark {
	for i, line := range page.Lines {
		for j, w := range line.Words {
			if w.Text == text {
				return mark(i, j)
			}
		}
	}
	return ocr.NoMark
}

func TestCorrectionsAreFoundAgainOnAPageReadAnew(t *testing.T) {
	var d Document
	page := sheet("tne cat", "sta here")
	must(t, d.Correct(page, mark(0, 0), "the"))
	must(t, d.Join(page, mark(1, 0)))
	for _, tt := range []struct {
		name string
		page ocr.Page
		want string
	}{
		{"the same", page, "the cat|stahere"},
		{"another resolution", scaled(page, 2), "the cat|stahere"},
		{"another text at the place", sheet("tch cat", "sta here"), "the cat|stahere"},
		{"read as it was corrected", sheet("the cat", "stahere."), "the cat|stahere"},
		{"another order of lines", swapped(page), "stahere|the cat"},
		{"split and joined by the engine", sheet("t ne cat", "sta here"), "the cat|stahere"},
	} {
		got := strings.ReplaceAll(text(&d, tt.page), "\n", "|")
		if got != tt.want || len(d.Loose(tt.page)) != 0 {
			t.Errorf("%s: %q with %v loose, want %q", tt.name, got, d.Loose(tt.page), tt.want)
		}
	}
}

func scaled(page ocr.Page, by float64) ocr.Page {
	up := func(p ocr.Point) ocr.Point { return ocr.Point{X: p.X * by, Y: p.Y * by} }
	out := page
	out.Width, out.Height = int(float64(page.Width)*by), int(float64(page.Height)*by)
	out.Lines = nil
	for _, line := range page.Lines {
		line.Quad = line.Quad.Map(up)
		words := line.Words
		line.Words = nil
		for _, w := range words {
			w.Quad = w.Quad.Map(up)
			line.Words = append(line.Words, w)
		}
		out.Lines = append(out.Lines, line)
	}
	return out
}

func swapped(page ocr.Page) ocr.Page {
	page.Lines = []ocr.Line{page.Lines[1], page.Lines[0]}
	return page
}

func TestWhatFitsNowhereIsKeptAndListed(t *testing.T) {
	var d Document
	page := sheet("tne cat")
	must(t, d.Correct(page, mark(0, 0), "the"))
	other := sheet("")
	if got := d.Apply(other); !reflect.DeepEqual(got, other) {
		t.Errorf("got %+v, want the page as read", got)
	}
	if loose := d.Loose(other); len(loose) != 1 || loose[0].Text != "the" || d.Count() != 1 {
		t.Errorf("loose %+v of %d, want the one", loose, d.Count())
	}
	if got := text(&d, page); got != "the cat" {
		t.Errorf("on the page with its word again: %q", got)
	}
}

func TestANeighbourInTheSamePlaceIsNotTaken(t *testing.T) {
	var d Document
	page := sheet("word . end")
	page.Lines[0].Words[1].Quad = ocr.Rect(82, 30, 88, 38) // within the first one's quad
	must(t, d.Correct(page, mark(0, 0), "world"))
	if got := text(&d, page); got != "world . end" {
		t.Errorf("got %q", got)
	}
}

func TestEditsOfWhatIsNotThereSaySo(t *testing.T) {
	var d Document
	page := sheet("one")
	for name, got := range map[string]error{
		"a line": d.Correct(page, mark(0, -1), "x"), "no word": d.Delete(page, mark(3, 0)), "nothing": d.Correct(page, ocr.NoMark, "x"),
	} {
		if !errors.Is(got, ErrNoWord) {
			t.Errorf("%s: %v, want %v", name, got, ErrNoWord)
		}
	}
	if err := d.Join(page, mark(0, 0)); !errors.Is(err, ErrNoNeighbour) {
		t.Errorf("join: %v", err)
	}
	if err := d.Add(page, ocr.Rect(0, 0, 1, 1), " \x00"); !errors.Is(err, ErrNoText) {
		t.Errorf("add: %v", err)
	}
	if _, ok := d.NextUndo(); ok {
		t.Error("there is something to undo")
	}
}

func TestUndoAndRedoSayWhatTheyTakeBack(t *testing.T) {
	var d Document
	page := sheet("one two")
	must(t, d.Correct(page, mark(0, 0), "1"))
	must(t, d.Join(page, mark(0, 0)))
	d.RemovePage(0)
	d.RemovePage(0)
	want := []Change{{Removed, 0, "", ""}, {Joined, 0, "1 two", "1two"}, {Replaced, 0, "one", "1"}}
	texts := []string{"1two", "1 two", "one two"}
	for i, change := range want {
		if got, ok := d.Undo(); !ok || got != change || text(&d, page) != texts[i] {
			t.Errorf("undo %d: %+v, %q; want %+v, %q", i, got, text(&d, page), change, texts[i])
		}
	}
	if got, ok := d.Redo(); !ok || got != want[2] {
		t.Errorf("redo: %+v, want %+v", got, want[2])
	}
	must(t, d.Delete(page, mark(0, 1)))
	if _, ok := d.NextRedo(); ok {
		t.Error("after a new change something can still be redone")
	}
}

func TestUndoIsBounded(t *testing.T) {
	var d Document
	page := sheet("one")
	for range maxSteps + 5 {
		must(t, d.Correct(page, mark(0, 0), "x"))
	}
	n := 0
	for ok := true; ok; n++ {
		_, ok = d.Undo()
	}
	if n-1 != maxSteps {
		t.Errorf("%d steps can be undone, want %d", n-1, maxSteps)
	}
}

func TestRandomEditsComeBackWhole(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	for range 300 {
		page := randomSheet(rng)
		var d Document
		for range 1 + rng.IntN(12) {
			edit(t, rng, &d, page)
		}
		final := d.Apply(page)
		if len(d.Loose(page)) > 0 {
			t.Fatalf("%v fit nowhere on\n%s", d.Loose(page), page.Text())
		}
		if again := d.Apply(final); !reflect.DeepEqual(again, final) {
			t.Fatalf("applied twice\n%s\nonce\n%s", again.Text(), final.Text())
		}
		if got := reloaded(t, &d).Apply(page); !reflect.DeepEqual(got, final) {
			t.Fatalf("from its JSON\n%s\nwant\n%s", got.Text(), final.Text())
		}
		for ok := true; ok; {
			_, ok = d.Undo()
		}
		if got := d.Apply(page); !reflect.DeepEqual(got, page) || d.Count() != 0 {
			t.Fatalf("with all undone\n%s\nwant\n%s", got.Text(), page.Text())
		}
		for ok := true; ok; {
			_, ok = d.Redo()
		}
		if got := d.Apply(page); !reflect.DeepEqual(got, final) {
			t.Fatalf("with all redone\n%s\nwant\n%s", got.Text(), final.Text())
		}
	}
}

func reloaded(t *testing.T, d *Document) *Document {
	t.Helper()
	data, err := json.Marshal(d.Page(0))
	must(t, err)
	var list []Correction
	must(t, json.Unmarshal(data, &list))
	return New(map[int][]Correction{0: list})
}

func randomSheet(rng *rand.Rand) ocr.Page {
	words := []string{"a", "cat", "the", "mat", "saw", "i", "number"}
	var lines []string
	for range 1 + rng.IntN(4) {
		var line []string
		for range 1 + rng.IntN(5) {
			line = append(line, words[rng.IntN(len(words))])
		}
		lines = append(lines, strings.Join(line, " "))
	}
	return sheet(lines...)
}

// edit makes one random change of the corrected page.
func edit(t *testing.T, rng *rand.Rand, d *Document, page ocr.Page) {
	t.Helper()
	corrected := d.Apply(page)
	if rng.IntN(6) == 0 {
		x, y := 600+float64(rng.IntN(300)), 500+float64(rng.IntN(300))
		must(t, d.Add(page, ocr.Rect(x, y, x+40, y+30), "add"+string(rune('a'+rng.IntN(26)))+string(rune('a'+rng.IntN(26)))))
		return
	}
	if len(corrected.Lines) == 0 {
		return
	}
	i := rng.IntN(len(corrected.Lines))
	at := mark(i, rng.IntN(len(corrected.Lines[i].Words)))
	switch rng.IntN(5) {
	case 0:
		must(t, d.Delete(page, at))
	case 1:
		if err := d.Join(page, at); err != nil && !errors.Is(err, ErrNoNeighbour) {
			t.Fatal(err)
		}
	case 2:
		must(t, d.Correct(page, at, "two parts"))
	case 3:
		must(t, d.Remove(page, at))
	default:
		must(t, d.Correct(page, at, "x"+string(rune('a'+rng.IntN(26)))))
	}
}
