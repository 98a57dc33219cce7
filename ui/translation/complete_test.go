package translation

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2/lang"

	"recto/assets"
)

// categories are the plurals that a language tells apart (CLDR), as go-i18n
// names them; of those who have "many", it is for millions.
var categories = map[string][]string{
	"en": {"one", "other"}, "de": {"one", "other"},
	"fr": {"one", "many", "other"}, "es": {"one", "many", "other"}, "it": {"one", "many", "other"},
}

// translated are the forms of a text in a language; one without plurals has
// "other" alone.
type translated map[string]string

// file is a file of translations.
func file(t *testing.T, code string) map[string]translated {
	t.Helper()
	content, err := assets.Translations.ReadFile("translations/" + code + ".json")
	if err != nil {
		t.Fatal(err)
	}
	var raw map[string]any
	if err := json.Unmarshal(content, &raw); err != nil {
		t.Fatalf("%s: %v", code, err)
	}
	all := map[string]translated{}
	for key, value := range raw {
		switch value := value.(type) {
		case string:
			all[key] = translated{"other": value}
		case map[string]any:
			all[key] = translated{}
			for form, one := range value {
				all[key][form], _ = one.(string)
			}
		default:
			t.Errorf("%s: %q is neither a text nor its plurals", code, key)
		}
	}
	return all
}

// needed reports whether the language must have the text: English is in the
// code, but for plurals and for texts under a key of their own.
func needed(code, key string, s text) bool { return code != "en" || s.plural || s.fallback != key }

func TestEveryTextIsTranslatedIntoEveryLanguage(t *testing.T) {
	texts := collect(t)
	for _, l := range Languages() {
		there := file(t, l.Code)
		var missing []string
		for _, key := range slices.Sorted(maps.Keys(texts)) {
			if _, ok := there[key]; !ok && needed(l.Code, key, texts[key]) {
				missing = append(missing, fmt.Sprintf("%q", key))
			}
		}
		if len(missing) > 0 {
			t.Errorf("%s.json lacks %d texts:\n%s", l.Code, len(missing), strings.Join(missing, "\n"))
		}
	}
}

func TestNoTranslationIsUnused(t *testing.T) {
	texts := collect(t)
	for _, l := range Languages() {
		for key := range file(t, l.Code) {
			if s, ok := texts[key]; !ok || !needed(l.Code, key, s) {
				t.Errorf("%s.json has %q, which nobody looks up", l.Code, key)
			}
		}
	}
}

var placeholder = regexp.MustCompile(`\{\{[^}]*\}\}|\{[a-z]+\}`)

// placeholders are those of a text, sorted.
func placeholders(text string) []string {
	list := placeholder.FindAllString(text, -1)
	slices.Sort(list)
	return slices.Compact(list)
}

func TestTranslationsHaveTheSamePlaceholdersAndAllPlurals(t *testing.T) {
	texts := collect(t)
	for _, l := range Languages() {
		for key, forms := range file(t, l.Code) {
			s := texts[key]
			want := []string{"other"}
			if s.plural {
				want = categories[l.Code]
			}
			if got := slices.Sorted(maps.Keys(forms)); !slices.Equal(got, slices.Sorted(slices.Values(want))) {
				t.Errorf("%s.json: %q has the forms %v, want %v", l.Code, key, got, want)
			}
			for form, one := range forms {
				if got, want := placeholders(one), placeholders(s.fallback); !slices.Equal(got, want) || strings.TrimSpace(one) == "" {
					t.Errorf("%s.json: %q (%s) is %q, with the placeholders %v, want %v", l.Code, key, form, one, got, want)
				}
			}
		}
	}
}

func TestFyneFindsEveryTextAsTheFilesHaveIt(t *testing.T) {
	texts := collect(t)
	data := map[string]any{}
	for key, s := range texts {
		for _, p := range placeholders(key + s.fallback) {
			data[strings.Trim(p, "{}.")] = p // stands for itself
		}
	}
	for _, l := range Languages() {
		environment(t, "C")
		if _, err := Use(l.Code); err != nil {
			t.Fatal(err)
		}
		for key, forms := range file(t, l.Code) {
			s := texts[key]
			got, want := lang.X(key, s.fallback, data), forms["other"]
			if s.plural {
				got, want = lang.XN(key, s.fallback, 2, data), forms["other"]
				if one := lang.XN(key, s.fallback, 1, data); one != forms["one"] {
					t.Errorf("%s: one of %q is %q, want %q", l.Code, key, one, forms["one"])
				}
			}
			if got != want {
				t.Errorf("%s: %q is %q, want %q", l.Code, key, got, want)
			}
		}
	}
}
