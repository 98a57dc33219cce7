package translation

import (
	"os"
	"testing"

	"fyne.io/fyne/v2/lang"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	ocrlanguage "recto/ocr/language"
)

// environment is one in which the system speaks the given language.
func environment(t *testing.T, system string) {
	t.Helper()
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANGUAGE", "LANG"} {
		t.Setenv(name, "")
	}
	t.Setenv("LANG", system)
	t.Cleanup(func() { _, _ = Use("en") })
}

// cancel is a word that Fyne itself translates.
func cancel() string { return lang.L("Cancel") }

func TestTheChosenLanguageStandsAboveTheSystems(t *testing.T) {
	for _, tt := range []struct{ system, chosen, want, cancel string }{
		{"de_DE.UTF-8", "", "de", "Abbrechen"}, {"de_DE.UTF-8", "fr", "fr", "Annuler"}, {"de_DE.UTF-8", "en", "en", "Cancel"},
		{"C", "", "en", "Cancel"}, {"C", "es", "es", "Cancelar"}, {"C.UTF-8", "", "en", "Cancel"}, {"pt_BR.UTF-8", "", "en", "Cancel"}, {"ja_JP.UTF-8", "", "en", "Cancel"},
		{"fr_CA.UTF-8", "", "fr", "Annuler"}, {"de_DE.UTF-8", "xx", "en", "Cancel"}, {"de_DE.UTF-8", "no code", "en", "Cancel"}, {"", "", "en", "Cancel"},
	} {
		environment(t, tt.system)
		got, err := Use(tt.chosen)
		if err != nil || got.String() != tt.want || cancel() != tt.cancel {
			t.Errorf("the system speaks %q, chosen is %q: the window speaks %v and says %q, %v; want %s, %q", tt.system, tt.chosen, got, cancel(), err, tt.want, tt.cancel)
		}
		if got := os.Getenv("LANG"); got != tt.system || os.Getenv("LC_ALL") != "" {
			t.Errorf("the environment is left with LANG=%q LC_ALL=%q", got, os.Getenv("LC_ALL"))
		}
	}
}

func TestEveryLanguageCallsItselfByItsName(t *testing.T) {
	want := map[string]string{"en": "English", "de": "Deutsch", "fr": "français", "es": "español", "it": "italiano"}
	list := Languages()
	for _, l := range list {
		if l.Name != want[l.Code] {
			t.Errorf("%s is called %q, want %q", l.Code, l.Name, want[l.Code])
		}
	}
	if len(list) != len(want) {
		t.Errorf("%d languages, want %d", len(list), len(want))
	}
}

func TestLanguagesOfPagesHaveNames(t *testing.T) {
	for code, want := range map[string]string{"de": "Allemand", "zh-Hans": "Chinois simplifié", "it-old": "Italien, old prints", "ja-vert": "Japonais, vertical"} {
		environment(t, "C")
		if got := NameOf(code, "?", language.French); got != want {
			t.Errorf("NameOf(%s) = %q, want %q", code, got, want)
		}
	}
	for _, tag := range spoken {
		names := map[string]string{}
		for _, l := range ocrlanguage.All() {
			name := NameOf(l.Code, l.Name, tag)
			if other, twice := names[name]; twice || name == "" {
				t.Errorf("in %s both %s and %s are called %q", display.English.Tags().Name(tag), other, l.Code, name)
			}
			names[name] = l.Code
		}
	}
}
