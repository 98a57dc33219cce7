package language

import "slices"

// Automatic is the word for "whatever the page is written in" where languages
// are named: in settings, on the command line, in the container's configuration.
const Automatic = "auto"

// Named is codes without the word Automatic, nil where nothing else is named.
func Named(codes []string) []string {
	var named []string
	for _, code := range codes {
		if code != Automatic {
			named = append(named, code)
		}
	}
	return named
}

// script is a script with more than Latin's share of packs.
type script struct {
	names []string // as Tesseract's detector and Unicode call it
	packs []string // of its languages, those of most people first
	whole string   // pack of the whole script
	brief string   // of its Debian package
}

// scripts are those that Tesseract's detector tells from Latin.
var scripts = []script{
	{[]string{"Cyrillic"}, []string{"rus", "ukr", "bul", "srp", "bel", "mkd", "kaz", "kir", "tgk", "mon", "tat", "uzb_cyrl", "aze_cyrl"}, "script/Cyrillic", "cyrl"},
	{[]string{"Arabic"}, []string{"ara", "fas", "urd", "pus", "snd", "uig"}, "script/Arabic", "arab"},
	{[]string{"Japanese", "Hiragana", "Katakana"}, []string{"jpn", "jpn_vert"}, "script/Japanese", "jpan"},
	{[]string{"Han"}, []string{"chi_sim", "chi_tra", "jpn", "chi_tra_vert", "jpn_vert"}, "script/HanS", "hans"},
	{[]string{"Korean", "Hangul"}, []string{"kor", "kor_vert"}, "script/Hangul", "hang"},
	{[]string{"Fraktur"}, []string{"frk"}, "script/Fraktur", "frak"},
	{[]string{"Greek"}, []string{"ell", "grc"}, "script/Greek", "grek"},
	{[]string{"Hebrew"}, []string{"heb", "yid"}, "script/Hebrew", "hebr"},
	{[]string{"Devanagari"}, []string{"hin", "mar", "nep", "san"}, "script/Devanagari", "deva"},
	{[]string{"Bengali"}, []string{"ben", "asm"}, "script/Bengali", "beng"},
	{[]string{"Thai"}, []string{"tha"}, "script/Thai", "thai"},
	{[]string{"Georgian"}, []string{"kat"}, "script/Georgian", "geor"},
	{[]string{"Armenian"}, []string{"hye"}, "script/Armenian", "armn"},
	{[]string{"Ethiopic"}, []string{"amh", "tir"}, "script/Ethiopic", "ethi"},
	{[]string{"Tamil"}, []string{"tam"}, "script/Tamil", "taml"},
	{[]string{"Telugu"}, []string{"tel"}, "script/Telugu", "telu"},
	{[]string{"Kannada"}, []string{"kan"}, "script/Kannada", "knda"},
	{[]string{"Malayalam"}, []string{"mal"}, "script/Malayalam", "mlym"},
	{[]string{"Gujarati"}, []string{"guj"}, "script/Gujarati", "gujr"},
	{[]string{"Gurmukhi"}, []string{"pan"}, "script/Gurmukhi", "guru"},
	{[]string{"Oriya"}, []string{"ori"}, "script/Oriya", "orya"},
	{[]string{"Sinhala"}, []string{"sin"}, "script/Sinhala", "sinh"},
	{[]string{"Khmer"}, []string{"khm"}, "script/Khmer", "khmr"},
	{[]string{"Lao"}, []string{"lao"}, "script/Lao", "laoo"},
	{[]string{"Myanmar"}, []string{"mya"}, "script/Myanmar", "mymr"},
	{[]string{"Tibetan"}, []string{"bod", "dzo"}, "script/Tibetan", "tibt"},
	{[]string{"Cherokee"}, []string{"chr"}, "script/Cherokee", "cher"},
	{[]string{"Canadian_Aboriginal"}, []string{"iku"}, "script/Canadian_Aboriginal", "cans"},
}

// First is the installed pack with which a page is read whose language is not
// known yet: English, else one of Latin letters, else any; ok is false where
// none is installed.
func First(installed []string) (pack string, ok bool) {
	for _, l := range append([]Language{{Pack: "eng"}, {Pack: latin}}, containers...) {
		if pack, ok := l.installed(installed); ok {
			return pack, true
		}
	}
	return Language{Pack: "eng"}.standIn(installed)
}

// Best is the installed pack that reads a language best: its own, or the one of
// its script; "" where there is neither. own says that it is the language's,
// and otherwise missing what to install.
func Best(code string, installed []string) (pack string, own bool, missing string) {
	l, ok := Lookup(code)
	if !ok {
		return "", false, ""
	}
	if pack, ok := l.installed(installed); ok {
		return pack, true, ""
	}
	whole := latin
	for _, s := range scripts {
		if slices.Contains(s.packs, l.Pack) {
			whole = s.whole
			break
		}
	}
	pack, _ = Language{Pack: whole}.installed(installed)
	return pack, false, l.Package()
}

// OfScript lists the installed packs that read a script, as the engine's
// detector names it, the likeliest first, and the Debian package that reads all
// of it; nothing of Latin or of a name that is not known.
func OfScript(name string, installed []string) (packs []string, whole string) {
	for _, s := range scripts {
		if !slices.Contains(s.names, name) {
			continue
		}
		for _, pack := range append(slices.Clone(s.packs), s.whole) {
			if found, ok := (Language{Pack: pack}).installed(installed); ok {
				packs = append(packs, found)
			}
		}
		return packs, "tesseract-ocr-script-" + s.brief
	}
	return nil, ""
}

// OtherScripts are the installed packs of scripts that are not Latin, one of
// each script.
func OtherScripts(installed []string) (packs []string) {
	for _, s := range scripts {
		if own, _ := OfScript(s.names[0], installed); len(own) > 0 && !slices.Contains(packs, own[0]) {
			packs = append(packs, own[0])
		}
	}
	return packs
}
