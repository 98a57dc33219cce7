package reader

import (
	"context"
	"log/slog"
	"slices"
	"strings"
	"testing"

	"recto/ocr"
	"recto/render"
)

// polyglot reads what each traineddata makes of the one page, and tells its script.
type polyglot struct {
	engine
	script   string
	readings map[string]reading
	asked    []string
}

type reading struct {
	confidence float64
	lines      []string
}

func (p *polyglot) Packs() (packs []string, folder string) {
	for pack := range p.readings {
		packs = append(packs, pack)
	}
	slices.Sort(packs)
	return packs, ""
}

func (p *polyglot) Script(render.Raster, int) (name string, confidence float64, ok bool) {
	return p.script, 5, p.script != ""
}

func (p *polyglot) Turn(render.Raster, int) (degrees int, confidence float64, ok bool) {
	return 0, 5, true
}

func (p *polyglot) Read(_ context.Context, _ render.Raster, packs []string, _ int) ([]ocr.Line, error) {
	p.asked = append(p.asked, packs[0])
	var lines []ocr.Line
	for i, text := range p.readings[packs[0]].lines {
		q := ocr.Rect(10, float64(10+20*i), 300, float64(25+20*i))
		line := ocr.Line{Quad: q}
		for _, word := range strings.Fields(text) {
			line.Words = append(line.Words, ocr.Word{Text: word, Quad: q, Confidence: p.readings[packs[0]].confidence})
		}
		lines = append(lines, line)
	}
	return lines, nil
}

func read(t *testing.T, p *polyglot, req ocr.Request) (page ocr.Page, log string) {
	t.Helper()
	var told strings.Builder
	p.up = 30
	r := &Reader{Renderer: renderer{sheetWith(400, 600, 50, 100, 250, 130)}, Engine: p, Log: slog.New(slog.NewTextHandler(&told, nil))}
	page, err := r.Recognize(t.Context(), req)
	if err != nil {
		t.Fatal(err)
	}
	return page, told.String()
}

var (
	english = reading{0.93, []string{"Please return the signed form before Friday", "and keep a copy for your own records"}}
	german  = reading{0.94, []string{"Bitte senden Sie uns das Formular zurück", "und behalten Sie eine Kopie für sich"}}
	// What English data makes of the German page.
	flattened = reading{0.88, []string{"Bitte senden Sie uns das Formular zuruck", "und behalten Sie eine Kopie fiir sich"}}
	russian   = reading{0.9, []string{"Просим вернуть подписанный бланк", "и оставить копию себе"}}
	garbage   = reading{0.4, []string{"Mpocum sepHyTb noanncanHbin 6nank", "HW OCTABMTb Konmio ce6e"}}
)

func TestAnEnglishPageIsReadOnce(t *testing.T) {
	p := &polyglot{readings: map[string]reading{"eng": english, "Latin": german, "deu": german, "osd": {}}}
	for _, languages := range [][]string{nil, {"auto"}} {
		p.asked = nil
		page, _ := read(t, p, ocr.Request{Languages: languages})
		if !slices.Equal(p.asked, []string{"eng"}) || page.Language != "en" {
			t.Errorf("languages %v: read with %v as %q, want once with eng as en", languages, p.asked, page.Language)
		}
	}
}

func TestAPageIsReadAgainWithTheDataOfItsLanguage(t *testing.T) {
	for _, tt := range []struct {
		name     string
		readings map[string]reading
		script   string
		asked    []string
		language string
		line     string
	}{
		{"German", map[string]reading{"eng": flattened, "deu": german}, "", []string{"eng", "deu"}, "de", german.lines[0]},
		{"German through the script's data", map[string]reading{"eng": flattened, "Latin": german}, "", []string{"eng", "Latin"}, "de", german.lines[0]},
		{"Russian", map[string]reading{"eng": garbage, "rus": russian}, "Cyrillic", []string{"eng", "rus"}, "ru", russian.lines[0]},
		{"data that reads worse", map[string]reading{"eng": flattened, "deu": {0.5, english.lines}}, "", []string{"eng", "deu"}, "de", flattened.lines[0]},
	} {
		p := &polyglot{readings: tt.readings, script: tt.script}
		page, _ := read(t, p, ocr.Request{})
		if !slices.Equal(p.asked, tt.asked) || page.Language != tt.language || page.Lines[0].Text() != tt.line {
			t.Errorf("%s: read with %v as %q: %q, want %v, %q: %q", tt.name, p.asked, page.Language, page.Lines[0].Text(), tt.asked, tt.language, tt.line)
		}
	}
}

func TestThePackageThatIsMissingIsSaid(t *testing.T) {
	for _, tt := range []struct {
		script, want string
		readings     map[string]reading
	}{
		{"", "tesseract-ocr-deu", map[string]reading{"eng": flattened}},
		{"Cyrillic", "tesseract-ocr-script-cyrl", map[string]reading{"eng": garbage}},
	} {
		page, log := read(t, &polyglot{readings: tt.readings, script: tt.script}, ocr.Request{})
		if !strings.Contains(log, tt.want) || page.Lacks != tt.want {
			t.Errorf("the page lacks %q, the log says %q, want %s named", page.Lacks, log, tt.want)
		}
	}
}

func TestToldLanguagesAreNotQuestioned(t *testing.T) {
	p := &polyglot{readings: map[string]reading{"eng": flattened, "deu": german}}
	page, _ := read(t, p, ocr.Request{Languages: []string{"en"}})
	if !slices.Equal(p.asked, []string{"eng"}) || page.Language != "" {
		t.Errorf("read with %v as %q, want with eng alone, and nothing said", p.asked, page.Language)
	}
}

func TestALineInAnotherLanguageSaysSo(t *testing.T) {
	mixed := reading{0.95, append(slices.Clone(english.lines), "Bitte senden Sie uns das unterschriebene Formular zurück", "Москва и область")}
	page, _ := read(t, &polyglot{readings: map[string]reading{"eng": mixed}}, ocr.Request{})
	var got []string
	for _, line := range page.Lines {
		got = append(got, line.Language)
	}
	if page.Language != "en" || !slices.Equal(got, []string{"", "", "de", "ru"}) {
		t.Errorf("page %q, lines %q, want en with de and ru", page.Language, got)
	}
}
