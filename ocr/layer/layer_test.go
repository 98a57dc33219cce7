package layer

import (
	"math"
	"slices"
	"strings"
	"testing"

	"recto/ocr"
	"recto/render"
)

// setter sets type as a document does: glyphs of half the type's size, spaces
// only where they are written.
type setter struct{ text render.Text }

func page() *setter {
	return &setter{render.Text{Width: 1000, Height: 1400, DPIX: 100, DPIY: 100}}
}

// set puts a text at (x, y) along a direction in degrees clockwise.
func (s *setter) set(text string, x, y, size, degrees float64) *setter {
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	for i, r := range []rune(text) {
		along := float64(i) * size / 2
		s.text.Glyphs = append(s.text.Glyphs, render.Glyph{
			Rune: r, Start: i == 0,
			X: float32(x + along*cos), Y: float32(y + along*sin),
			AdvanceX: float32(size / 2 * cos), AdvanceY: float32(size / 2 * sin),
			UpX: float32(size * sin), UpY: float32(-size * cos),
		})
	}
	return s
}

// hidden makes what was set last leave nothing on the page.
func (s *setter) hidden(letters int) *setter {
	for i := range letters {
		s.text.Glyphs[len(s.text.Glyphs)-1-i].Hidden = true
	}
	return s
}

// joined makes what was set last go on with the line before.
func (s *setter) joined(letters int) *setter {
	s.text.Glyphs[len(s.text.Glyphs)-letters].Start = false
	return s
}

func (s *setter) font(number, letters int) *setter {
	for i := range letters {
		s.text.Glyphs[len(s.text.Glyphs)-1-i].Font = number
	}
	return s
}

func (s *setter) layer() Layer { return Of(s.text) }

// texts are lines as their words with | between them.
func texts(lines []ocr.Line) []string {
	var all []string
	for _, line := range lines {
		var words []string
		for _, w := range line.Words {
			words = append(words, w.Text)
		}
		all = append(all, strings.Join(words, "|"))
	}
	return all
}

func TestLinesAreTheWordsOnABaseline(t *testing.T) {
	for name, tt := range map[string]struct {
		page *setter
		want []string
	}{
		"spaces":                {page().set("two words", 100, 100, 20, 0), []string{"two|words"}},
		"pieces of a word":      {page().set("H", 100, 100, 20, 0).set("2", 110, 104, 14, 0).set("O", 117, 100, 20, 0), []string{"H2O"}},
		"pieces, out of order":  {page().set("word", 120, 100, 20, 0).set("in", 100, 100, 20, 0), []string{"inword"}},
		"a raised mark":         {page().set("Name", 100, 100, 20, 0).set("1", 140, 92, 12, 0), []string{"Name1"}},
		"columns":               {page().set("left", 100, 100, 20, 0).set("right", 200, 100, 20, 0), []string{"left", "right"}},
		"type set twice":        {page().set("bold", 100, 100, 20, 0).set("bold", 100.5, 100, 20, 0), []string{"bold"}},
		"hidden under shown":    {page().set("shown", 100, 100, 20, 0).set("sh0wn", 101, 101, 20, 0).hidden(5), []string{"shown"}},
		"joiners":               {page().set("in\u200bvisible", 100, 100, 20, 0), []string{"invisible"}},
		"a hyphen at the end":   {page().set("hyphen\u00ad", 100, 100, 20, 0), []string{"hyphen-"}},
		"a bullet of Symbol":    {page().set("\uf0b7 item", 100, 100, 20, 0), []string{"•|item"}},
		"to the left":           {page().set("אב", 150, 100, 20, 0).set("גד", 120, 100, 20, 0), []string{"אב|גד"}},
		"to the left, with 1 2": {page().set("אב", 150, 100, 20, 0).set("1 2", 110, 100, 20, 0), []string{"אב|1|2"}},
		"no spaces":             {page().set("set", 100, 100, 20, 0).set("by", 133, 100, 20, 0).joined(2).set("hand", 157, 100, 20, 0).joined(4), []string{"set|by|hand"}},
		"spaced letters":        {page().set("w", 100, 100, 20, 0).set("i", 113, 100, 20, 0).joined(1).set("d", 126, 100, 20, 0).joined(1).set("e", 139, 100, 20, 0).joined(1), []string{"wide"}},
		"accents of their own":  {page().set("r´", 100, 100, 20, 0).set("esume", 110, 100, 20, 0).joined(5), []string{"résume"}},
		"forms of letters":      {page().set("ﻛﺘﺎﺏ", 100, 100, 20, 0), []string{"كتاب"}},
		"blank":                 {page().set("  ", 100, 100, 20, 0), nil},
	} {
		if got := texts(tt.page.layer().Lines()); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}

func TestQuadsFollowTheBaselineFromTheTextsOwnTopLeft(t *testing.T) {
	for _, degrees := range []float64{0, 90, 180, -90, 30} {
		lines := page().set("Turned text", 500, 700, 20, degrees).layer().Lines()
		if len(lines) != 1 || len(lines[0].Words) != 2 {
			t.Fatalf("at %v°: %q, want one line of two words", degrees, texts(lines))
		}
		if off := ocr.NormalizeAngle(lines[0].Quad.Angle() - degrees); math.Abs(off) > 0.1 {
			t.Errorf("line at %v° runs at %v°", degrees, lines[0].Quad.Angle())
		}
		// The baseline begins in the lower left corner, but for the air.
		first := lines[0].Words[0].Quad
		if d := math.Hypot(first[3].X-500, first[3].Y-700); d > 3 {
			t.Errorf("at %v° the first word begins %v px from its origin", degrees, d)
		}
		if first[0] == first[3] || lines[0].Words[0].Confidence != 1 {
			t.Errorf("at %v°: %+v, want height and confidence 1", degrees, lines[0].Words[0])
		}
	}
}

func TestBlocksAreLinesUnderEachOther(t *testing.T) {
	lines := page().
		set("HEADING", 100, 100, 40, 0).
		set("left one", 100, 200, 20, 0).set("left two", 100, 224, 20, 0).
		set("right one", 500, 200, 20, 0).set("right two", 500, 224, 20, 0).
		set("far below", 100, 400, 20, 0).
		layer().Lines()
	var got []int
	for _, l := range lines {
		got = append(got, l.Block)
	}
	if want := []int{0, 1, 1, 2, 2, 3}; !slices.Equal(got, want) {
		t.Errorf("blocks of %q = %v, want %v", texts(lines), got, want)
	}
}

// drawn is a white picture of the setter's page with ink in the given places.
func drawn(places ...ocr.Quad) render.Raster {
	r := render.Raster{Width: 1000, Height: 1400, Channels: 1, Pix: make([]byte, 1000*1400)}
	for i := range r.Pix {
		r.Pix[i] = 255
	}
	for _, q := range places {
		left, top, right, bottom := q.Bounds()
		for y := int(top); y < int(bottom); y++ {
			for x := int(left); x < int(right); x++ {
				if x/3%2 == 0 { // strokes
					r.Pix[y*r.Width+x] = 0
				}
			}
		}
	}
	return r
}

func TestCharactersWithoutMeaningAreNoLayer(t *testing.T) {
	for name, tt := range map[string]struct {
		text string
		want bool
	}{
		"letters":        {"plain letters", true},
		"a strange sign": {"plain letters and one \ue123", true},
		"private use":    {"\ue001\ue002\ue003 \ue004\ue005 letters", false},
		"no meaning":     {"\ufffd\ufffd\ufffd \ufffd ok", false},
		"control signs":  {"\x01\x02\x03\x04\x05 ok", false},
		"nothing":        {"", false},
	} {
		l := page().set(tt.text, 100, 100, 20, 0).layer()
		if got := l.Mapped(); got != tt.want {
			t.Errorf("%s: Mapped of %q = %v, want %v", name, tt.text, got, tt.want)
		}
	}
	l := page().set("kept \ue123", 100, 100, 20, 0).layer().Mended()
	if got := texts(l.Lines()); !slices.Equal(got, []string{"kept"}) {
		t.Errorf("Mended leaves %q, want what means something alone", got)
	}
}

func TestWordsWithoutInkAreNotShown(t *testing.T) {
	l := page().set("there", 100, 100, 20, 0).set("white", 100, 300, 20, 0).layer()
	shown, share := l.Shown(drawn(ocr.Rect(100, 85, 150, 100)))
	if got := texts(shown.Lines()); !slices.Equal(got, []string{"there"}) || share != 0.5 {
		t.Errorf("shown are %q, a share of %v, want the first half", got, share)
	}
}

func TestTextBesideTheLayerIsFound(t *testing.T) {
	l := page().set("there", 100, 100, 20, 0).layer()
	ink, other := ocr.Rect(100, 85, 150, 100), ocr.Rect(100, 485, 220, 500)
	if area, ok := l.Rest(drawn(ink)); ok {
		t.Errorf("Rest finds %v although all is in the layer", area)
	}
	area, ok := l.Rest(drawn(ink, other))
	if !ok || !area.Contains(other[0]) || !area.Contains(other[2]) || area.Contains(ink[2]) {
		t.Errorf("Rest = %v, %v, want the place of %v", area, ok, other)
	}
}

func TestSamplesSpeakForEveryFontThatSetsMuch(t *testing.T) {
	p := page()
	for i := range 10 {
		p.set("letters of the body", 100, float64(100+24*i), 20, 0)
	}
	p.set("A heading in another", 100, 700, 30, 0).font(1, 20)
	p.set("§", 100, 900, 20, 0).font(2, 1)
	p.set("askew", 300, 800, 20, 30).font(3, 5)
	fonts := map[int]int{}
	samples := p.layer().Samples()
	for _, s := range samples {
		fonts[s.font]++
		if len(s.Text) > maxSampleLetters+8 {
			t.Errorf("sample %q is too long", s.Text)
		}
	}
	if fonts[0] != 2 || fonts[1] != 1 || fonts[2] != 0 || fonts[3] != 0 {
		t.Errorf("samples by font %v of %v, want two, one, none, none", fonts, samples)
	}
}

func TestAgreementFollowsWhatIsRead(t *testing.T) {
	samples := []Sample{{Text: "The first, “sample”", weight: 3}, {Text: "Überschrift", font: 1, weight: 1}}
	for _, tt := range []struct {
		read        []string
		mean, least float64
	}{
		{[]string{"The first 'sample'", "UBERSCHRIFT"}, 1, 1},
		{[]string{"The first sample", ""}, 0.75, 0},
		{[]string{"", ""}, 0, 0},
	} {
		mean, least := Agreement(samples, tt.read)
		if math.Abs(mean-tt.mean) > 1e-9 || math.Abs(least-tt.least) > 1e-9 {
			t.Errorf("Agreement with %q = %v, %v, want %v, %v", tt.read, mean, least, tt.mean, tt.least)
		}
	}
}

func TestSamplesAreReadWithDataOfTheirScript(t *testing.T) {
	installed := []string{"deu", "eng", "osd", "rus"}
	for _, tt := range []struct {
		text        string
		given, want []string
	}{
		{"Latin letters", []string{"deu"}, []string{"deu"}},
		{"Latin letters", []string{"rus"}, []string{"eng"}},
		{"русские буквы", []string{"eng"}, []string{"rus"}},
		{"русские буквы", []string{"rus", "eng"}, []string{"rus", "eng"}},
		{"한국어", []string{"eng"}, nil},
		{"12 34", []string{"deu"}, []string{"deu"}},
	} {
		if got := page().set(tt.text, 100, 100, 20, 0).layer().Packs(tt.given, installed); !slices.Equal(got, tt.want) {
			t.Errorf("Packs of %q with %v = %v, want %v", tt.text, tt.given, got, tt.want)
		}
	}
}

func TestWhatIsReadBesideTheLayerIsSureAndNew(t *testing.T) {
	l := page().set("there", 100, 100, 20, 0).layer()
	line := func(text string, x, y, confidence float64) ocr.Line {
		q := ocr.Rect(x, y, x+60, y+20)
		return ocr.Line{Quad: q, Words: []ocr.Word{{Text: text, Quad: q, Confidence: confidence}}}
	}
	got := l.Beside([]ocr.Line{line("there", 95, 82, 0.9), line("read", 100, 400, 0.9), line("smudge", 100, 500, 0.3), line("—", 100, 600, 0.9)})
	if want := []string{"read"}; !slices.Equal(texts(got), want) || got[0].Block != 1 {
		t.Errorf("beside the layer are %+v, want %q in block 1", got, want)
	}
}
