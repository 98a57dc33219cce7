package export

import (
	"slices"
	"strings"
	"testing"

	"recto/ocr"
)

// typeset is a line whose words are as large as print of that size is, with a
// space of a third of it between them.
func typeset(block int, x, baseline, size float64, text string) ocr.Line {
	var words []ocr.Word
	for word := range strings.FieldsSeq(text) {
		above, below := extent(word)
		right := x + size/2*float64(len([]rune(word)))
		words = append(words, wordAt(word, x, baseline-above*size, right, baseline+below*size, 0.95))
		x = right + size/3
	}
	return lineOf(block, words...)
}

// titled4 is a page with a title, a heading, and two paragraphs.
func titled4() ocr.Page {
	return ocr.Page{Width: 1000, Height: 1000, Unit: ocr.UnitPixel, Lines: []ocr.Line{
		typeset(0, 100, 100, 60, "A Large Title"),
		typeset(1, 100, 200, 30, "A Heading # 1 #"),
		typeset(1, 100, 240, 20, "The first line of a text that runs on to"),
		typeset(1, 100, 270, 20, "the second, which is as long as this is"),
		typeset(1, 100, 300, 20, "and ends."),
		typeset(1, 130, 330, 20, "An indented line starts the next"),
		typeset(1, 100, 360, 20, "that there are two."),
		typeset(1, 100, 450, 20, "- far below:"),
		typeset(1, 100, 480, 20, "Its end was meant, for there is room"),
	}}
}

func TestParagraphsFollowDistanceIndentAndTypeSize(t *testing.T) {
	var got []string
	for _, p := range paragraphs(titled4()) {
		got = append(got, strings.Repeat("#", p.level)+p.text(true))
	}
	want := []string{
		"#A Large Title", "##A Heading # 1 #",
		"The first line of a text that runs on to the second, which is as long as this is and ends.",
		"An indented line starts the next that there are two.",
		"- far below:\nIts end was meant, for there is room",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
}

func TestParagraphsAreTheSameOnAPageThatIsTurned(t *testing.T) {
	upright := titled4()
	var want []string
	for _, p := range paragraphs(upright) {
		want = append(want, p.text(true))
	}
	for turns := 1; turns < 4; turns++ {
		page := upright
		page.Lines = nil
		for _, line := range upright.Lines {
			turn := func(q ocr.Quad) ocr.Quad {
				return q.Map(func(p ocr.Point) ocr.Point {
					for range turns {
						p = ocr.Point{X: 1000 - p.Y, Y: p.X}
					}
					return p
				})
			}
			line.Quad, line.Words = turn(line.Quad), slices.Clone(line.Words)
			for i := range line.Words {
				line.Words[i].Quad = turn(line.Words[i].Quad)
			}
			page.Lines = append(page.Lines, line)
		}
		var got []string
		for _, p := range paragraphs(page) {
			got = append(got, p.text(true))
		}
		if !slices.Equal(got, want) {
			t.Errorf("turned %d times: %q, want %q", turns, got, want)
		}
	}
}

func TestWidelySpacedTextIsOneParagraphThoughEachLineIsABlock(t *testing.T) {
	page := ocr.Page{Width: 1000, Height: 1000, Lines: []ocr.Line{
		typeset(0, 100, 100, 20, "The lines of this text stand far apart and"),
		typeset(1, 100, 145, 20, "the engine takes each for a block of its own"),
		typeset(2, 100, 190, 20, "until it ends."),
		typeset(3, 100, 235, 20, "Another text begins, as the last had ended"),
		typeset(4, 100, 400, 20, "and this stands too far below to go on."),
	}}
	var got []int
	for _, p := range paragraphs(page) {
		got = append(got, len(p.lines))
	}
	if !slices.Equal(got, []int{3, 1, 1}) {
		t.Errorf("paragraphs of %v lines, want 3, 1 and 1", got)
	}
}

func TestColumnsOfAPageWithoutBlocksStayApart(t *testing.T) {
	page := ocr.Page{Lines: []ocr.Line{
		typeset(0, 100, 100, 20, "The left column runs on"), typeset(0, 100, 130, 20, "from line to line here,"), typeset(0, 100, 160, 20, "as one text."),
		typeset(0, 500, 100, 20, "The right column begins"), typeset(0, 500, 130, 20, "higher up on the page."),
	}}
	var got []string
	for _, p := range paragraphs(page) {
		got = append(got, p.text(true))
	}
	want := []string{"The left column runs on from line to line here, as one text.", "The right column begins higher up on the page."}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestRowsOfATableKeepTheirEnds(t *testing.T) {
	row := func(block int, y float64, words ...string) ocr.Line {
		var list []ocr.Word
		for i, w := range words {
			x := float64(100 + 300*i)
			list = append(list, typeset(block, x, y, 20, w).Words...)
		}
		return lineOf(block, list...)
	}
	page := ocr.Page{Lines: []ocr.Line{row(0, 100, "Item", "Count", "Price"), row(0, 130, "Pencils", "12", "3.40"), row(0, 160, "Paper", "1", "5.00")}}
	p := paragraphs(page)
	if len(p) != 1 || p[0].text(true) != "Item Count Price\nPencils 12 3.40\nPaper 1 5.00" {
		t.Errorf("%d paragraphs, the first %q", len(p), p[0].text(true))
	}
}

func TestHandwritingSpecksAndUnsureTextAreNoHeadings(t *testing.T) {
	body := typeset(1, 100, 300, 20, "A body of text that is long enough to count")
	hand := typeset(0, 100, 100, 60, "Written large")
	hand.Style = &ocr.Style{Name: ocr.StyleHandwriting, Confidence: 1}
	unsure := typeset(0, 100, 100, 60, "Scribbled thing")
	for i := range unsure.Words {
		unsure.Words[i].Confidence = 0.3
	}
	for name, line := range map[string]ocr.Line{"handwriting": hand, "a speck": typeset(0, 100, 100, 60, "A1"), "unsure text": unsure} {
		if p := paragraphs(ocr.Page{Lines: []ocr.Line{line, body}}); p[0].level != 0 {
			t.Errorf("%s is a heading of level %d", name, p[0].level)
		}
	}
	if p := paragraphs(ocr.Page{Lines: []ocr.Line{typeset(0, 100, 100, 60, "All alone")}}); p[0].level != 0 {
		t.Error("the only line of a page is a heading")
	}
}

func TestTypeSizesAreFoundWhateverTheLettersAre(t *testing.T) {
	for _, text := range []string{"none", "ample", "happy", "Title", "ALL CAPS 123", "gypsy", "日本語", "Ελλάδα", "привет"} {
		if got := typeSize(typeset(0, 10, 100, 40, text)); got < 39.9 || got > 40.1 {
			t.Errorf("%q of size 40 is taken for %v", text, got)
		}
		if from, to := baseline(typeset(0, 10, 100, 40, text)); from.Y < 99.5 || from.Y > 100.5 || to.Y != from.Y {
			t.Errorf("%q: baseline from %v to %v, want 100", text, from.Y, to.Y)
		}
	}
}
