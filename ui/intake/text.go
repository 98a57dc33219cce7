package intake

import (
	"path/filepath"
	"strings"
)

// maxNamed is how many files a pasted text may name. A longer text is prose
// or a list of something else.
const maxNamed = 10_000

// gnomeMarks begin the text of file managers that copy or cut files
// (x-special/gnome-copied-files), on a line of their own.
var gnomeMarks = []string{"x-special/nautilus-clipboard", "copy", "cut"}

// FilesIn are the files that a text names, one a line: file: URIs, as file
// managers copy them, and absolute paths or those in the home folder (~/…), in
// quotes or not. One that names something else is no list of files: it gives
// nil. Whether the files are there is not looked at.
func FilesIn(text, home string) []string {
	lines := strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == '\r' || r == 0 })
	if len(lines) > maxNamed {
		return nil
	}
	var paths []string
	for i, line := range lines {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || strings.HasPrefix(line, "#"): // a comment in a list of URIs
			continue
		case len(paths) == 0 && i < len(gnomeMarks) && isMark(line):
			continue
		}
		found := pathsOn(line, home)
		if found == nil {
			return nil
		}
		paths = append(paths, found...)
	}
	return paths
}

func isMark(line string) bool {
	for _, mark := range gnomeMarks {
		if line == mark {
			return true
		}
	}
	return false
}

// pathsOn are the files that one line names: one, or several in quotes; nil
// for anything else.
func pathsOn(line, home string) []string {
	if path := pathOf(line, home); path != "" {
		return []string{path}
	}
	var paths []string
	for rest := line; rest != ""; rest = strings.TrimSpace(rest) {
		quote := rest[0]
		if quote != '\'' && quote != '"' {
			return nil
		}
		end := strings.IndexByte(rest[1:], quote)
		if end < 0 {
			return nil
		}
		path := pathOf(rest[1:1+end], home)
		if path == "" {
			return nil
		}
		paths, rest = append(paths, path), rest[end+2:]
	}
	return paths
}

// pathOf is the absolute path that a word means, "" for none.
func pathOf(word, home string) string {
	if path, err := PathOf(word); err == nil {
		return path
	}
	if below, ok := strings.CutPrefix(word, "~/"); ok && home != "" {
		return filepath.Join(home, below)
	}
	if !filepath.IsAbs(word) || strings.HasPrefix(word, "//") {
		return ""
	}
	return filepath.Clean(word)
}
