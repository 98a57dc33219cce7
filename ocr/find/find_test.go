package find_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"recto/ocr"
	"recto/ocr/find"
	"recto/ocr/ocrtest"
)

// texts are what a query finds on a page of the given lines, as the page
// writes it.
func texts(q find.Query, lines ...string) []string {
	page := ocrtest.Text(lines...)
	hits, total := find.Compile(q).Find(find.NewText(page), 100)
	if total != len(hits) {
		return []string{"hits and total differ"}
	}
	var got []string
	for _, h := range hits {
		_, hit, _ := find.Excerpt(page, h)
		got = append(got, hit)
	}
	return got
}

func TestFindsWhatWasTyped(t *testing.T) {
	for _, tt := range []struct {
		name  string
		query find.Query
		page  []string
		want  []string
	}{
		{"nothing is looked for", find.Query{Text: "  "}, []string{"a b"}, nil},
		{"part of a word", find.Query{Text: "voic"}, []string{"Invoice no. 7"}, []string{"voic"}},
		{"several on a line", find.Query{Text: "an"}, []string{"banana and"}, []string{"an", "an", "an"}},
		{"hits do not overlap", find.Query{Text: "aa"}, []string{"aaaaa"}, []string{"aa", "aa"}},
		{"case does not matter", find.Query{Text: "STRASSE"}, []string{"Die Straße"}, []string{"Straße"}},
		{"case matters", find.Query{Text: "The", Case: true}, []string{"the The THE"}, []string{"The"}},
		{"case matters in a phrase", find.Query{Text: "of The", Case: true}, []string{"of the of The"}, []string{"of The"}},
		{"a phrase", find.Query{Text: "total   amount"}, []string{"the total amount due"}, []string{"total amount"}},
		{"a phrase over a line end", find.Query{Text: "amount due"}, []string{"the total amount", "due today"}, []string{"amount due"}},
		{"a phrase over three lines", find.Query{Text: "a b c"}, []string{"x a", "b", "c y"}, []string{"a b c"}},
		{"a hyphenated word", find.Query{Text: "example"}, []string{"for exam-", "ple this"}, []string{"exam- ple"}},
		{"a hyphenated word in a phrase", find.Query{Text: "for example this"}, []string{"for exam-", "ple this"}, []string{"for exam- ple this"}},
		{"a compound over a line end", find.Query{Text: "well-known"}, []string{"a well-", "known man"}, []string{"well- known"}},
		{"a compound in a line", find.Query{Text: "well-known"}, []string{"a well-known man"}, []string{"well-known"}},
		{"case over a hyphen", find.Query{Text: "Example", Case: true}, []string{"Exam-", "ple exam-", "ple"}, []string{"Exam- ple"}},
		{"a dash at a line end splits nothing", find.Query{Text: "yes no"}, []string{"yes -", "no"}, nil},
		{"two hyphens in one phrase", find.Query{Text: "example of recognition"}, []string{"exam-", "ple of recog-", "nition"}, []string{"exam- ple of recog- nition"}},
		{"a soft hyphen at a line end", find.Query{Text: "example"}, []string{"exam\u00ad", "ple"}, []string{"exam\u00ad ple"}},
		{"a soft hyphen in a word", find.Query{Text: "example"}, []string{"exam\u00adple"}, []string{"exam\u00adple"}},
		{"a copied line end", find.Query{Text: "for exam-\nple"}, []string{"for example"}, []string{"for example"}},
		{"ligatures", find.Query{Text: "office"}, []string{"oﬃce ofﬁce"}, []string{"oﬃce", "ofﬁce"}},
		{"a ligature looked for", find.Query{Text: "ﬁle"}, []string{"file"}, []string{"file"}},
		{"accents in another form", find.Query{Text: "café", Case: true}, []string{"cafe\u0301 cafe"}, []string{"cafe\u0301"}},
		{"accents left out", find.Query{Text: "cafe"}, []string{"Café cafe\u0301"}, []string{"Café", "cafe\u0301"}},
		{"letters with strokes", find.Query{Text: "Lodz"}, []string{"Łódź"}, []string{"Łódź"}},
		{"curly quotes and dashes", find.Query{Text: `it's "1939-45"`}, []string{"it’s “1939–45”"}, []string{"it’s “1939–45”"}},
		{"full-width letters", find.Query{Text: "abc 12"}, []string{"ＡＢＣ １２"}, []string{"ＡＢＣ１２"}},
		{"Greek final sigma", find.Query{Text: "ΛΟΓΟΣ"}, []string{"λόγος"}, []string{"λόγος"}},
		{"Chinese over words and lines", find.Query{Text: "北京大学"}, []string{"我 在 北 京", "大学 学习"}, []string{"北京 大学"}},
		{"Chinese with spaces typed", find.Query{Text: "北 京"}, []string{"北京"}, []string{"北京"}},
		{"Japanese marks are letters", find.Query{Text: "か"}, []string{"がか"}, []string{"か"}},
		{"a Korean syllable is one letter", find.Query{Text: "하"}, []string{"한하"}, []string{"하"}},
		{"whole words", find.Query{Text: "art", Whole: true}, []string{"part art. (art) arts"}, []string{"art", "art"}},
		{"whole words over a hyphen", find.Query{Text: "ple", Whole: true}, []string{"exam-", "ple ple"}, []string{"ple"}},
		{"whole Chinese words have no border", find.Query{Text: "大学", Whole: true}, []string{"北京大学生"}, []string{"大学"}},
		{"lines without words", find.Query{Text: "b"}, []string{"a", "", "b"}, []string{"b"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := texts(tt.query, tt.page...); !slices.Equal(got, tt.want) {
				t.Errorf("%+v in %q finds %q, want %q", tt.query, tt.page, got, tt.want)
			}
		})
	}
}

func TestFuzzyForgivesSlips(t *testing.T) {
	for _, tt := range []struct{ query, page, want string }{
		{"invoice", "the lnvoice of", "lnvoice"},
		{"invoice", "the 1nv0ice of", "1nv0ice"},
		{"modern", "a modem phone", "modem"},
		{"modem", "a modern phone", "modern"},
		{"window", "the vvindovv", "vvindovv"},
		{"closed", "was dosed at", "dosed"},
		{"dosed", "was closed at", "closed"},
		{"receipt", "reccipt", "reccipt"},
		{"receipt", "receijt no.", "receijt"},
		{"receipt", "receit no.", "receit"},
		{"total amount", "totalamount due", "totalamount"},
		{"totalamount", "the total amount due", "total amount"},
		{"invoice", "the inv oice of", "inv oice"},
		{"S500", "type 55OO", "55OO"},
		{"Rechnung", "Schlußrechnunq", "rechnunq"},
		{"recognition of text", "recognltion 0f tcxt", "recognltion 0f tcxt"},
		{"naïve", "a nalve man", "nalve"},
		{"strasse", "Die Stra6e", ""},
		{"paris france", "in Paris, France.", "Paris, France"},
		{"12.50", "EUR 1250", "1250"},
		{"北京大学", "北京太学", ""},
		{"in", "ln an 1n", ""},
		{"ill", "they will fill 1ll", "ill ill 1ll"},
		{"the", "tho tne lhe", ""},
		{"date", "gate late da te d8te", "da te"},
		{"these", "the second", ""},
		{"report", "the airport", ""},
		{"12345", "12346 12845 l2345", "l2345"},
		{"invoice", "in voices voice notice", ""},
	} {
		got := strings.Join(texts(find.Query{Text: tt.query, Fuzzy: true}, tt.page), " ")
		if got != tt.want {
			t.Errorf("fuzzy %q in %q finds %q, want %q", tt.query, tt.page, got, tt.want)
		}
	}
}

func TestFuzzyForgivesNoLetterOfAWordThatIsSure(t *testing.T) {
	page := ocrtest.Text("there where thcre", "where")
	for i := range page.Lines[0].Words {
		page.Lines[0].Words[i].Confidence = 0.96
	}
	hits, _ := find.Compile(find.Query{Text: "there", Fuzzy: true}).Find(find.NewText(page), 9)
	var got []ocr.Mark
	for _, h := range hits {
		got = append(got, h.Span.First)
	}
	if want := []ocr.Mark{{Line: 0, Word: 0}, {Line: 0, Word: 2}, {Line: 1, Word: 0}}; !slices.Equal(got, want) {
		t.Errorf("hits at %v, want %v", got, want)
	}
}

func TestFuzzyForgivesSlipsAtHyphensAndLineEnds(t *testing.T) {
	for _, lines := range [][]string{{"a recog-", "nltion"}, {"a recognltion", "x"}, {"a recog", "nltion"}} {
		if got := texts(find.Query{Text: "recognition", Fuzzy: true}, lines...); len(got) != 1 {
			t.Errorf("recognition in %q finds %q, want one", lines, got)
		}
	}
}

func TestFuzzyKeepsExactHitsAndRanksOthersLower(t *testing.T) {
	page := ocrtest.Text("invoice lnvoice inwoice")
	hits, _ := find.Compile(find.Query{Text: "invoice", Fuzzy: true}).Find(find.NewText(page), 9)
	if len(hits) != 3 {
		t.Fatalf("%d hits, want 3", len(hits))
	}
	if a, b, c := hits[0].Likeness, hits[1].Likeness, hits[2].Likeness; a != 1 || b >= a || c >= b || c <= 0 {
		t.Errorf("likeness %v, %v, %v; want 1, less, and less", a, b, c)
	}
}

func TestFuzzyWholeWords(t *testing.T) {
	got := texts(find.Query{Text: "invoice", Fuzzy: true, Whole: true}, "lnvoicebook lnvoice")
	if !slices.Equal(got, []string{"lnvoice"}) {
		t.Errorf("found %q, want lnvoice alone", got)
	}
}

func TestHitsNameTheLettersOfTheirWords(t *testing.T) {
	page := ocrtest.Text("no", "The ofﬁce “exam-", "ple”")
	hits, _ := find.Compile(find.Query{Text: "fice exam", Case: true}).Find(find.NewText(page), 9)
	want := find.Hit{Span: ocr.Span{First: ocr.Mark{Line: 1, Word: 1}, Last: ocr.Mark{Line: 1, Word: 2}}, From: 2, To: 7, Likeness: 1}
	if len(hits) != 0 {
		t.Errorf("hits = %+v; a quote stands between", hits)
	}
	hits, _ = find.Compile(find.Query{Text: `fice "exam`}).Find(find.NewText(page), 9)
	if len(hits) != 1 || hits[0] != want {
		t.Errorf("hits = %+v, want %+v", hits, want)
	}
	before, hit, after := find.Excerpt(page, hits[0])
	if before != "The of" || hit != "ﬁce “exam" || after != "-" {
		t.Errorf("excerpt = %q %q %q", before, hit, after)
	}
}

func TestExcerptOfAnOldHitIsEmpty(t *testing.T) {
	hits, _ := find.Compile(find.Query{Text: "word"}).Find(find.NewText(ocrtest.Text("a word")), 9)
	for _, page := range []ocr.Page{{}, ocrtest.Text("a"), ocrtest.Text("a x")} {
		if before, hit, after := find.Excerpt(page, hits[0]); before+hit+after != "" {
			t.Errorf("excerpt of %q = %q %q %q, want nothing", page.Text(), before, hit, after)
		}
	}
}

func TestCountGoesOnBehindTheHitsKept(t *testing.T) {
	pages := []*find.Text{find.NewText(ocrtest.Text("a a a")), nil, find.NewText(ocrtest.Text("b")), find.NewText(ocrtest.Text("a a"))}
	kept, total, seen := 0, 0, []int{}
	for i, found := range find.Compile(find.Query{Text: "a"}).Pages(t.Context(), pages, 4) {
		kept, total, seen = kept+len(found.Hits), total+found.Total, append(seen, i)
	}
	if kept != 4 || total != 5 || !slices.Equal(seen, []int{0, 3}) {
		t.Errorf("kept %d of %d on pages %v, want 4 of 5 on 0 and 3", kept, total, seen)
	}
}

func TestSearchStopsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	pages := []*find.Text{find.NewText(ocrtest.Text("a")), find.NewText(ocrtest.Text("a"))}
	n := 0
	for range find.Compile(find.Query{Text: "a"}).Pages(ctx, pages, 9) {
		n++
		cancel()
	}
	if n != 1 {
		t.Errorf("%d pages were searched, want 1", n)
	}
}

func TestNextAndPreviousWeakWord(t *testing.T) {
	page := ocrtest.Text("a b", "", "c d")
	for _, m := range []ocr.Mark{{Line: 0, Word: 1}, {Line: 2, Word: 0}} {
		page.Lines[m.Line].Words[m.Word].Confidence = 0.5
	}
	first, second := ocr.Mark{Line: 0, Word: 1}, ocr.Mark{Line: 2, Word: 0}
	for _, tt := range []struct {
		from    ocr.Mark
		forward bool
		want    ocr.Mark
		ok      bool
	}{
		{ocr.NoMark, true, first, true},
		{first, true, second, true},
		{second, true, ocr.NoMark, false},
		{find.End, false, second, true},
		{second, false, first, true},
		{first, false, ocr.NoMark, false},
		{ocr.Mark{Line: 2, Word: -1}, true, second, true},
		{ocr.Mark{Line: 2, Word: -1}, false, first, true},
	} {
		if got, ok := find.Weak(page, 0.8, tt.from, tt.forward); got != tt.want || ok != tt.ok {
			t.Errorf("Weak from %v, forward %v = %v %v, want %v %v", tt.from, tt.forward, got, ok, tt.want, tt.ok)
		}
	}
}
