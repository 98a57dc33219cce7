package license

import "strings"

// RunTemplate is the command that runs with the licence in a folder, quoted
// for a shell where that is needed. DIR in it stands for the folder of logs
// and usage records, which the user chooses.
func RunTemplate(licenseDir string) string {
	return "recto serve Eula=accept " + shellWord("Mounts:License="+licenseDir) + " Mounts:Output=DIR"
}

// shellWord is a word that a POSIX shell takes as text.
func shellWord(text string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("/._-=:@%+,", r)
	}
	if !strings.ContainsFunc(text, func(r rune) bool { return !plain(r) }) {
		return text
	}
	return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'"
}
