package layer

import (
	"slices"
	"unicode"
)

// readers are the traineddata that read a script, the most general first.
var readers = []struct {
	script *unicode.RangeTable
	packs  []string
}{
	{unicode.Latin, []string{"eng", "Latin", "script/Latin"}},
	{unicode.Cyrillic, []string{"Cyrillic", "script/Cyrillic", "rus", "ukr", "bul", "srp", "bel"}},
	{unicode.Greek, []string{"Greek", "script/Greek", "ell"}},
	{unicode.Arabic, []string{"Arabic", "script/Arabic", "ara", "fas", "urd"}},
	{unicode.Hebrew, []string{"Hebrew", "script/Hebrew", "heb"}},
	{unicode.Hangul, []string{"Hangul", "script/Hangul", "kor"}},
	{unicode.Hiragana, []string{"Japanese", "script/Japanese", "jpn"}},
	{unicode.Katakana, []string{"Japanese", "script/Japanese", "jpn"}},
	{unicode.Han, []string{"HanS", "script/HanS", "chi_sim", "HanT", "script/HanT", "chi_tra", "Japanese", "script/Japanese", "jpn"}},
	{unicode.Devanagari, []string{"Devanagari", "script/Devanagari", "hin", "mar", "nep"}},
	{unicode.Thai, []string{"Thai", "script/Thai", "tha"}},
	{unicode.Georgian, []string{"Georgian", "script/Georgian", "kat"}},
	{unicode.Armenian, []string{"Armenian", "script/Armenian", "hye"}},
}

// Packs are the traineddata to read the samples with: the given ones where one
// of them reads the script of most of the layer's letters, else an installed one
// that does; none where there is none.
func (l Layer) Packs(given, installed []string) []string {
	counts := make([]int, len(readers)+1)
	l.each(func(w *word) {
		for _, r := range w.text {
			if !unicode.IsLetter(r) {
				continue
			}
			i := slices.IndexFunc(readers, func(of struct {
				script *unicode.RangeTable
				packs  []string
			}) bool {
				return unicode.Is(of.script, r)
			})
			if i < 0 {
				i = len(readers)
			}
			counts[i]++
		}
	})
	most := slices.Index(counts, slices.Max(counts))
	switch {
	case counts[most] == 0:
		return given // digits alone
	case most == len(readers):
		return nil
	}
	packs := readers[most].packs
	// Every pack reads some Latin; those of languages that are written in it are
	// not listed.
	if most == 0 && !slices.ContainsFunc(given, foreign) || slices.ContainsFunc(given, func(p string) bool { return slices.Contains(packs, p) }) {
		return given
	}
	for _, p := range packs {
		if slices.Contains(installed, p) {
			return []string{p}
		}
	}
	return nil
}

// foreign reports whether a pack reads another script than Latin.
func foreign(pack string) bool {
	return slices.ContainsFunc(readers[1:], func(r struct {
		script *unicode.RangeTable
		packs  []string
	}) bool {
		return slices.Contains(r.packs, pack)
	})
}
