// Package language knows which languages Recto reads: their BCP-47 codes, the
// traineddata pack that reads each, and the Debian package that brings it. It
// is pure Go and reads no disk; what is installed is told to it.
package language

import (
	"slices"
	"strings"

	"recto/ocr"
)

// Language is one that Recto knows.
type Language struct {
	// Code is the BCP-47 code as the container contract writes it.
	Code string

	// Name is the English name.
	Name string

	// Pack is the traineddata that reads it: "deu", or "script/Latin".
	Pack string
}

// Container lists the 73 languages of the Read 3.2 container by code.
func Container() []Language { return slices.Clone(containers) }

// All lists every language that Recto knows, sorted by code.
func All() []Language {
	all := append(Container(), beyond...)
	slices.SortFunc(all, func(a, b Language) int { return strings.Compare(a.Code, b.Code) })
	return all
}

// Lookup finds a language by BCP-47 code in any letter case, also with a region
// or more behind it ("de-AT"), or by the name of its traineddata ("deu").
func Lookup(code string) (Language, bool) {
	code = strings.ReplaceAll(strings.TrimSpace(code), "_", "-")
	for part := code; part != ""; part = beforeLast(part) {
		if l, ok := find(part); ok {
			return l, true
		}
	}
	return Language{}, false
}

func find(code string) (Language, bool) {
	lower := strings.ToLower(code)
	if alias, ok := aliases[lower]; ok {
		lower = strings.ToLower(alias)
	}
	for _, table := range [][]Language{containers, beyond} {
		for _, l := range table {
			if strings.ToLower(l.Code) == lower {
				return l, true
			}
		}
	}
	// By pack only after all codes: "tat" is the alias of Latin Tatar.
	for _, table := range [][]Language{containers, beyond} {
		for _, l := range table {
			if strings.ReplaceAll(l.Pack, "_", "-") == lower {
				return l, true
			}
		}
	}
	return Language{}, false
}

func beforeLast(code string) string {
	i := strings.LastIndexByte(code, '-')
	return code[:max(i, 0)]
}

// Package is the Debian package that brings the language's pack.
func (l Language) Package() string {
	if name, ok := scriptPackages[l.Pack]; ok {
		return name
	}
	return "tesseract-ocr-" + strings.ReplaceAll(l.Pack, "_", "-")
}

// Packs turns BCP-47 codes into the installed traineddata names that read
// them, each once and in the same order; none means English. Debian lays the
// packs of whole scripts beside the others ("Latin"), upstream in a folder
// ("script/Latin"); both are found. An unknown code is an error that holds
// ocr.ErrUnknownLanguage, a missing pack an *ocr.LanguageError.
func Packs(codes, installed []string) ([]string, error) {
	if len(codes) == 0 {
		codes = []string{"en"}
	}
	var packs []string
	for _, code := range codes {
		l, ok := Lookup(code)
		if !ok {
			return nil, &UnknownError{code}
		}
		pack, ok := l.installed(installed)
		if !ok {
			return nil, &ocr.LanguageError{Language: l.Code, Package: l.Package()}
		}
		if !slices.Contains(packs, pack) {
			packs = append(packs, pack)
		}
	}
	return packs, nil
}

// Nearest is Packs for those who must read in any case: a language without its
// own pack is read with one of its script, else with any that is installed.
// What is missing is told language by language. An unknown code, and nothing
// installed at all, are errors as with Packs.
func Nearest(codes, installed []string) (packs []string, missing []*ocr.LanguageError, err error) {
	if len(codes) == 0 {
		codes = []string{"en"}
	}
	for _, code := range codes {
		l, ok := Lookup(code)
		if !ok {
			return nil, nil, &UnknownError{code}
		}
		pack, ok := l.installed(installed)
		if !ok {
			absent := &ocr.LanguageError{Language: l.Code, Package: l.Package()}
			missing = append(missing, absent)
			if pack, ok = l.standIn(installed); !ok {
				return nil, missing, absent
			}
		}
		if !slices.Contains(packs, pack) {
			packs = append(packs, pack)
		}
	}
	return packs, missing, nil
}

// standIn is the pack that is nearest to the language's own.
func (l Language) standIn(installed []string) (string, bool) {
	for _, pack := range append(slices.Clone(scriptPacks[l.Pack]), latin, "eng") {
		if name, ok := (Language{Pack: pack}).installed(installed); ok {
			return name, true
		}
	}
	for _, pack := range installed {
		if pack != "osd" && pack != "equ" { // no languages
			return pack, true
		}
	}
	return "", false
}

func (l Language) installed(packs []string) (string, bool) {
	for _, name := range []string{l.Pack, strings.TrimPrefix(l.Pack, "script/")} {
		if slices.Contains(packs, name) {
			return name, true
		}
	}
	return "", false
}

// UnknownError is a language code that Recto does not know.
type UnknownError struct{ Code string }

// Error names the code.
func (e *UnknownError) Error() string { return "language " + e.Code + " is not known" }

// Unwrap makes errors.Is(err, ocr.ErrUnknownLanguage) true.
func (e *UnknownError) Unwrap() error { return ocr.ErrUnknownLanguage }
