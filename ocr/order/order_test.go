package order

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"recto/ocr"
)

// made builds pages of words that are 12 pixels a letter wide and 20 high.
type made struct{ lines []ocr.Line }

// put adds lines, 28 pixels apart, at the given place; "  " parts words that
// stand far apart in one line of the engine, by 40 pixels a further space.
func (m *made) put(block int, left, top float64, texts ...string) {
	for i, text := range texts {
		if text == "" {
			continue
		}
		m.lines = append(m.lines, madeLine(block, left, top+28*float64(i), 20, text))
	}
}

func madeLine(block int, left, top, height float64, text string) ocr.Line {
	line := ocr.Line{Block: block}
	var quads []ocr.Quad
	x := left
	for _, word := range strings.Split(text, " ") {
		if word == "" {
			x += 2 * height
			continue
		}
		width := 0.6 * height * float64(len([]rune(word)))
		q := ocr.Rect(x, top, x+width, top+height)
		line.Words = append(line.Words, ocr.Word{Text: word, Quad: q, Confidence: 0.9})
		quads = append(quads, q)
		x += width + 0.5*height
	}
	line.Quad = ocr.Around(quads, 0)
	return line
}

// text is n lines of running text, each with the name and its number.
func text(name string, n int) []string {
	var list []string
	for i := range n {
		list = append(list, fmt.Sprintf("%s%d runs along here and on", name, i))
	}
	return list
}

// starts are the first words of the lines.
func starts(lines []ocr.Line) string {
	var list []string
	for _, l := range lines {
		list = append(list, l.Words[0].Text)
	}
	return strings.Join(list, " ")
}

// layouts are pages with the order in which a person reads their lines.
var layouts = map[string]struct {
	page func(m *made)
	want string
}{
	"two columns under a heading": {func(m *made) {
		m.put(0, 330, 0, "HEADING over both of them here")
		m.put(1, 0, 60, text("a", 4)...)
		m.put(2, 500, 66, text("b", 4)...)
	}, "HEADING a0 a1 a2 a3 b0 b1 b2 b3"},
	"columns on one grid": {func(m *made) {
		m.put(0, 0, 0, text("a", 5)...)
		m.put(0, 500, 0, text("b", 5)...)
		m.put(0, 1000, 0, text("c", 5)...)
	}, "a0 a1 a2 a3 a4 b0 b1 b2 b3 b4 c0 c1 c2 c3 c4"},
	"lines that the engine read across columns": {func(m *made) {
		for i, a := range text("a", 5) {
			m.put(0, 0, 28*float64(i), fmt.Sprintf("%s  b%d goes on over there too", a, i))
		}
	}, "a0 a1 a2 a3 a4 b0 b1 b2 b3 b4"},
	"a heading between columns": {func(m *made) {
		m.put(0, 0, 0, text("a", 3)...)
		m.put(1, 500, 0, text("b", 3)...)
		m.put(2, 180, 130, "HEADING right across both the columns")
		m.put(3, 0, 200, text("c", 3)...)
		m.put(4, 500, 200, text("d", 3)...)
	}, "a0 a1 a2 b0 b1 b2 HEADING c0 c1 c2 d0 d1 d2"},
	"columns of different length": {func(m *made) {
		m.put(0, 0, 0, text("a", 7)...)
		m.put(1, 500, 0, text("b", 3)...)
	}, "a0 a1 a2 a3 a4 a5 a6 b0 b1 b2"},
	"running title, page number and footer": {func(m *made) {
		m.put(0, 700, 0, "TITLE 17")
		m.put(1, 0, 90, text("a", 4)...)
		m.put(2, 500, 90, text("b", 4)...)
		m.put(3, 100, 260, "FOOTER of it")
	}, "TITLE a0 a1 a2 a3 b0 b1 b2 b3 FOOTER"},
	"a sidebar": {func(m *made) {
		m.put(0, 0, 0, text("a", 6)...)
		m.put(1, 480, 0, "s0 notes", "s1 beside", "s2 it")
	}, "a0 a1 a2 a3 a4 a5 s0 s1 s2"},
	"a caption over two of three columns": {func(m *made) {
		m.put(0, 0, 0, text("a", 8)...)
		m.put(1, 480, 0, "CAPTION of a picture that stood over this and over that column")
		m.put(2, 480, 60, text("b", 5)...)
		m.put(3, 960, 60, text("c", 5)...)
	}, "a0 a1 a2 a3 a4 a5 a6 a7 CAPTION b0 b1 b2 b3 b4 c0 c1 c2 c3 c4"},
	"a table": {func(m *made) {
		m.put(0, 0, 0, "Apples", "Pears", "Plums", "Figs")
		m.put(1, 300, 0, "10", "20", "30", "40")
		m.put(2, 500, 0, "1.50", "2.50", "3.50", "4.50")
	}, "Apples 10 1.50 Pears 20 2.50 Plums 30 3.50 Figs 40 4.50"},
	"numbered lines": {func(m *made) {
		m.put(0, 0, 0, "1", "2", "3", "4")
		m.put(1, 120, 0, text("a", 4)...)
	}, "1 a0 2 a1 3 a2 4 a3"},
	"headings on one line over their columns": {func(m *made) {
		m.put(0, 100, 0, "TITLE over the whole page here and there and a little further on")
		m.put(1, 0, 100, "ONE begins")
		m.put(2, 500, 100, "TWO begins")
		m.put(3, 0, 160, text("a", 4)...)
		m.put(4, 500, 160, text("b", 4)...)
	}, "TITLE ONE a0 a1 a2 a3 TWO b0 b1 b2 b3"},
	"a source note that juts out over the column beside": {func(m *made) {
		m.put(0, 250, 0, "NOTE of the journal and its number and the day of it all")
		m.put(1, 500, 38, text("b", 6)...)
		m.put(2, 0, 60, text("a", 8)...)
	}, "NOTE a0 a1 a2 a3 a4 a5 a6 a7 b0 b1 b2 b3 b4 b5"},
	"a table whose rows the engine read as lines": {func(m *made) {
		m.put(0, 0, 0, "Nuts  10  1.50", "Figs  20  2.50", "Peas  30  3.50", "Corn  40  4.50")
	}, "Nuts 10 1.50 Figs 20 2.50 Peas 30 3.50 Corn 40 4.50"},
	"typewriting, a wide space between sentences": {func(m *made) {
		m.put(0, 0, 0, "a0 ends here.  Then it goes on", "a1 has none of that and goes on", "a2 comes to its end now.  And on", "a3 is the last")
	}, "a0 a1 a2 a3"},
	"a headline over two of three columns": {func(m *made) {
		m.lines = append(m.lines, madeLine(0, 0, 0, 44, "FIRST over all of them and on"))
		m.put(1, 0, 60, text("a", 4)...)
		m.put(2, 400, 60, text("b", 4)...)
		m.put(3, 800, 60, text("c", 4)...)
		m.lines = append(m.lines, madeLine(4, 0, 210, 32, "SECOND over some of them"))
		m.put(5, 0, 250, text("d", 4)...)
		m.put(6, 400, 250, text("e", 4)...)
		m.put(7, 800, 210, text("f", 4)...)
	}, "FIRST a0 a1 a2 a3 b0 b1 b2 b3 c0 c1 c2 c3 SECOND d0 d1 d2 d3 e0 e1 e2 e3 f0 f1 f2 f3"},
	"prices half a line under the articles": {func(m *made) {
		m.put(0, 0, 0, "Tea", "", "Rice", "", "Soup")
		m.put(1, 300, 28, "1.50", "", "2.50", "", "3.50")
	}, "Tea 1.50 Rice 2.50 Soup 3.50"},
	"a letterhead over an address": {func(m *made) {
		m.put(0, 600, 0, "Ken of sales", "our head")
		m.put(1, 0, 120, "Mister Smith", "at home")
	}, "Ken our Mister at"},
}

func TestNaturalOrderOfMadePages(t *testing.T) {
	for name, tt := range layouts {
		var m made
		tt.page(&m)
		if got := starts(Arrange(m.lines, ocr.OrderNatural, 0)); got != tt.want {
			t.Errorf("%s: %s, want %s", name, got, tt.want)
		}
	}
}

func TestBasicGoesRowByRow(t *testing.T) {
	for _, order := range []ocr.Order{ocr.OrderBasic, ""} {
		var m made
		layouts["two columns under a heading"].page(&m)
		want := "HEADING a0 b0 a1 b1 a2 b2 a3 b3"
		if got := starts(Arrange(m.lines, order, 0)); got != want {
			t.Errorf("Arrange(%q) = %s, want %s", order, got, want)
		}
	}
}

// Whatever the order in which lines come in, and whichever way up the page
// stands, its lines come out in the same order.
func TestOrderHangsOnPlacesAlone(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for name, tt := range layouts {
		for _, order := range []ocr.Order{ocr.OrderBasic, ocr.OrderNatural} {
			var m made
			tt.page(&m)
			want := starts(Arrange(slices.Clone(m.lines), order, 0))
			for _, angle := range []float64{0, 90, 180, -90, 7, -23.5} {
				lines := turned(m.lines, angle)
				random.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
				if got := starts(Arrange(lines, order, angle)); got != want {
					t.Errorf("%s, %s at %v°: %s, want %s", name, order, angle, got, want)
				}
			}
		}
	}
}

// turned are copies of lines, turned clockwise by degrees around a far point.
func turned(lines []ocr.Line, degrees float64) []ocr.Line {
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	turn := func(p ocr.Point) ocr.Point {
		return ocr.Point{X: 3000 + p.X*cos - p.Y*sin, Y: 2000 + p.X*sin + p.Y*cos}
	}
	out := slices.Clone(lines)
	for i := range out {
		out[i].Quad = out[i].Quad.Map(turn)
		out[i].Words = slices.Clone(out[i].Words)
		for k := range out[i].Words {
			out[i].Words[k].Quad = out[i].Words[k].Quad.Map(turn)
		}
	}
	return out
}

// Pages of lines and words anywhere keep all their words, and words that follow
// each other in a line that is not parted.
func TestNoWordIsLostOrTurned(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for range 300 {
		var m made
		for i := range random.IntN(60) {
			var words []string
			for k := range 1 + random.IntN(8) {
				words = append(words, fmt.Sprintf("w%d.%d", i, k), strings.Repeat(" ", random.IntN(3)))
			}
			line := madeLine(random.IntN(5), 2000*random.Float64(), 2000*random.Float64(), 10+20*random.Float64(), strings.Join(words, " "))
			m.lines = append(m.lines, line)
		}
		for _, order := range []ocr.Order{ocr.OrderBasic, ocr.OrderNatural} {
			in, out := allWords(m.lines), allWords(Arrange(slices.Clone(m.lines), order, 90*float64(random.IntN(4)-2)))
			slices.Sort(in)
			slices.Sort(out)
			if !slices.Equal(in, out) {
				t.Fatalf("words in %v, out %v", in, out)
			}
		}
	}
}

func allWords(lines []ocr.Line) []string {
	var list []string
	for _, l := range lines {
		for _, w := range l.Words {
			list = append(list, w.Text)
		}
	}
	return list
}

func TestBlocksAreNumberedInReadingOrder(t *testing.T) {
	var m made
	m.put(7, 500, 0, text("b", 3)...)
	m.put(7, 0, 0, text("a", 3)...)
	var got []int
	for _, l := range Arrange(m.lines, ocr.OrderNatural, 0) {
		got = append(got, l.Block)
	}
	if want := []int{0, 0, 0, 1, 1, 1}; !slices.Equal(got, want) {
		t.Errorf("blocks %v, want %v", got, want)
	}
}

func TestALineWithAMissingWordStaysOne(t *testing.T) {
	var m made
	m.put(0, 0, 0, "the line over it runs on and on to its end", "here a word  could not be read by anybody", "the line under it runs on and on to its end")
	words := m.lines[1].Words
	for i := range words[3:] {
		words[3+i].Quad = words[3+i].Quad.Map(func(p ocr.Point) ocr.Point { return ocr.Point{X: p.X + 50, Y: p.Y} })
	}
	if got := Arrange(m.lines, ocr.OrderNatural, 0); len(got) != 3 {
		t.Errorf("%d lines, want 3: %s", len(got), starts(got))
	}
}
