package language

import (
	"errors"
	"slices"
	"testing"

	"recto/ocr"
)

func TestContainerListsThe73LanguagesOnce(t *testing.T) {
	codes := map[string]bool{}
	for _, l := range Container() {
		codes[l.Code] = true
	}
	if len(codes) != 73 || len(Container()) != 73 {
		t.Errorf("Container() has %d codes in %d rows, want 73", len(codes), len(Container()))
	}
}

func TestNoCodeStandsTwice(t *testing.T) {
	seen := map[string]bool{}
	for _, l := range All() {
		if seen[l.Code] {
			t.Errorf("code %q stands twice", l.Code)
		}
		seen[l.Code] = true
	}
}

func TestLookupForgives(t *testing.T) {
	for _, tt := range []struct{ code, want string }{
		{"en", "en"}, {"EN", "en"}, {"en-US", "en"}, {"de_AT", "de"}, {"deu", "de"}, {"eng", "en"},
		{"zh-Hans", "zh-Hans"}, {"zh-hant", "zh-Hant"}, {"zh-TW", "zh-Hant"}, {"zh-Hans-CN", "zh-Hans"},
		{"tt", "tt"}, {"tat", "tt"}, {"uz-Cyrl", "uz-Cyrl"}, {"sr-Latn-RS", "sr-Latn"}, {"chi_sim", "zh-Hans"},
	} {
		l, ok := Lookup(tt.code)
		if !ok || l.Code != tt.want {
			t.Errorf("Lookup(%q) = %q, %v, want %q", tt.code, l.Code, ok, tt.want)
		}
	}
	for _, code := range []string{"", "xx", "klingon", "-", "12"} {
		if l, ok := Lookup(code); ok {
			t.Errorf("Lookup(%q) = %q, want none", code, l.Code)
		}
	}
}

func TestLatinScriptStandsInForMissingLanguages(t *testing.T) {
	for _, tt := range []struct {
		code      string
		installed []string
		want      []string
	}{
		{"iu", []string{"eng", "iku", "Latin"}, []string{"Latin"}},
		{"tt", []string{"eng", "tat", "script/Latin"}, []string{"script/Latin"}},
		{"zu", []string{"Latin", "script/Latin"}, []string{"script/Latin"}},
	} {
		got, err := Packs([]string{tt.code}, tt.installed)
		if err != nil || !slices.Equal(got, tt.want) {
			t.Errorf("Packs(%q, %v) = %v, %v, want %v", tt.code, tt.installed, got, err, tt.want)
		}
	}
}

func TestAMissingPackNamesItsDebianPackage(t *testing.T) {
	for _, tt := range []struct{ code, want string }{
		{"de", "tesseract-ocr-deu"}, {"zh-Hans", "tesseract-ocr-chi-sim"}, {"fur", "tesseract-ocr-script-latn"},
		{"sr-Latn", "tesseract-ocr-srp-latn"},
	} {
		_, err := Packs([]string{"en", tt.code}, []string{"eng"})
		var missing *ocr.LanguageError
		if !errors.As(err, &missing) || missing.Package != tt.want || !errors.Is(err, ocr.ErrLanguage) {
			t.Errorf("Packs(en, %s) = %v, want package %s", tt.code, err, tt.want)
		}
	}
}

func TestNoLanguageMeansEnglish(t *testing.T) {
	got, err := Packs(nil, []string{"eng"})
	if err != nil || !slices.Equal(got, []string{"eng"}) {
		t.Errorf("Packs(nil) = %v, %v, want eng", got, err)
	}
}

func TestAnUnknownLanguageIsSaidToBeUnknown(t *testing.T) {
	_, err := Packs([]string{"klingon"}, []string{"eng"})
	if !errors.Is(err, ocr.ErrUnknownLanguage) {
		t.Errorf("Packs(klingon) = %v, want ErrUnknownLanguage", err)
	}
}

func TestNearestReadsEveryLanguageOfTheContainerWithWhateverThereIs(t *testing.T) {
	for _, tt := range []struct {
		code            string
		installed, want []string
		missing         int
	}{
		{"de", []string{"deu", "eng", "osd"}, []string{"deu"}, 0},
		{"de", []string{"Latin", "eng", "osd"}, []string{"Latin"}, 1},
		{"de", []string{"eng", "osd"}, []string{"eng"}, 1},
		{"ja", []string{"eng", "script/Japanese"}, []string{"script/Japanese"}, 1},
		{"zh-Hant", []string{"chi_sim", "eng"}, []string{"chi_sim"}, 1},
		{"ko", []string{"osd", "rus"}, []string{"rus"}, 1},
	} {
		packs, missing, err := Nearest([]string{tt.code}, tt.installed)
		if err != nil || !slices.Equal(packs, tt.want) || len(missing) != tt.missing {
			t.Errorf("Nearest(%s, %v) = %v, %v, %v, want %v and %d missing", tt.code, tt.installed, packs, missing, err, tt.want, tt.missing)
		}
	}
	for _, l := range Container() {
		if packs, _, err := Nearest([]string{l.Code}, []string{"eng", "osd"}); err != nil || len(packs) != 1 {
			t.Errorf("Nearest(%s) = %v, %v, want one pack", l.Code, packs, err)
		}
	}
	var none *ocr.LanguageError
	if _, _, err := Nearest([]string{"de"}, []string{"osd"}); !errors.As(err, &none) || none.Language != "de" {
		t.Errorf("with no data at all: %v, want a LanguageError of de", err)
	}
	if _, _, err := Nearest([]string{"xx"}, []string{"eng"}); !errors.Is(err, ocr.ErrUnknownLanguage) {
		t.Errorf("an unknown code: %v, want ErrUnknownLanguage", err)
	}
}
