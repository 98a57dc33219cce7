package identify

import "unicode"

// Names of the scripts that more than one language shares. They are Unicode's.
const (
	Latin = "Latin"
	Han   = "Han"
)

// Script is a script and the languages that are told apart in it.
type Script struct {
	// Name is Unicode's, Han also for Japanese.
	Name string

	// Codes are the languages' BCP-47 codes.
	Codes []string

	tables []*unicode.RangeTable
}

func (s *Script) holds(word string) bool {
	for _, r := range word {
		if unicode.Is(unicode.L, r) {
			return unicode.In(r, s.tables...)
		}
	}
	return false
}

// Scripts are all that Recto has data for, with their languages.
var Scripts = []Script{
	script(Latin, "af", "az", "bs", "br", "ca", "ceb", "cs", "co", "cy", "da", "de", "en", "eo", "et", "eu", "fo", "fil", "fi",
		"fr", "fy", "gd", "ga", "gl", "ht", "hr", "hu", "id", "is", "it", "jv", "ku", "la", "lv", "lt", "lb", "mt", "mi", "ms", "nl",
		"no", "oc", "pl", "pt", "qu", "ro", "sk", "sl", "es", "sq", "sr-Latn", "su", "sw", "sv", "to", "tr", "uz", "vi", "yo"),
	script("Cyrillic", "be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "tt-Cyrl", "tg", "uk", "uz-Cyrl", "az-Cyrl"),
	script("Arabic", "ar", "fa", "ps", "sd", "ug", "ur"),
	script("Devanagari", "hi", "mr", "ne", "sa"),
	script("Bengali", "bn", "as"),
	script("Hebrew", "he", "yi"),
	script("Ethiopic", "am", "ti"),
	script("Tibetan", "bo", "dz"),
	{Han, []string{"zh-Hans", "zh-Hant", "ja"}, []*unicode.RangeTable{unicode.Han, unicode.Hiragana, unicode.Katakana}},
	script("Hangul", "ko"), script("Greek", "el"), script("Thai", "th"), script("Georgian", "ka"), script("Armenian", "hy"),
	script("Tamil", "ta"), script("Telugu", "te"), script("Kannada", "kn"), script("Malayalam", "ml"), script("Gujarati", "gu"),
	script("Gurmukhi", "pa"), script("Oriya", "or"), script("Sinhala", "si"), script("Khmer", "km"), script("Lao", "lo"),
	script("Myanmar", "my"), script("Thaana", "dv"), script("Syriac", "syr"), script("Cherokee", "chr"),
	script("Canadian_Aboriginal", "iu-Cans"),
}

func script(name string, codes ...string) Script {
	return Script{name, codes, []*unicode.RangeTable{unicode.Scripts[name]}}
}
