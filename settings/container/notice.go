package container

import (
	"fmt"
	"log/slog"
	"strconv"
	"strings"

	"github.com/agnivade/levenshtein"
)

// maxShown is how much of a key or value is printed, in runes.
const maxShown = 100

// unknown tells that a key is not in the table, and which one may be meant.
func unknown(s setting) Notice {
	branch, _, nested := strings.Cut(s.key, ":")
	// A key that follows no pattern may be a piece of a secret that fell apart.
	name := "a key that is not printed here"
	if nested && branches()[branch] || isWord(s.name) {
		name = printable(s.name)
	}
	return Notice{slog.LevelWarn, fmt.Sprintf("%s (%s) is no known setting and is ignored%s", name, s.from, suggestion(s.name))}
}

// isHost tells whether a key is one of ASP.NET Core's own, which have no
// effect; the two that people may miss are in the table.
func isHost(key string) bool {
	return strings.HasPrefix(key, "aspnetcore_") || strings.HasPrefix(key, "dotnet_")
}

// isWord tells whether a key looks like one: letters, and a few marks.
func isWord(name string) bool {
	return len(name) <= 40 && !strings.ContainsFunc(name, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || strings.ContainsRune(":._-", r))
	})
}

// suggestion is a question that names the nearest known key, or tells where
// all keys stand.
func suggestion(name string) string {
	if near := nearest(strings.ToLower(name)); near != "" {
		return ": did you mean " + near + "?"
	}
	return ": see recto serve --help"
}

// nearest is the known key that is written most like name, which is in lower
// case; "" where none is like it.
func nearest(name string) string {
	if len(name) > maxShown {
		return ""
	}
	best, least := "", 1+max(2, len(name)/3)
	for _, k := range table {
		of := strings.ToLower(k.name)
		distance := levenshtein.ComputeDistance(name, of)
		// "Port" alone means Recto:Port.
		if !strings.Contains(name, ":") && strings.HasSuffix(of, ":"+name) {
			distance = 1
		}
		if distance < least {
			best, least = k.name, distance
		}
	}
	return best
}

// printable is text on one line and of bounded length.
func printable(text string) string {
	q := quoted(text)
	return q[1 : len(q)-1]
}

// quoted is printable text in quotes.
func quoted(text string) string {
	runes := []rune(text)
	if len(runes) > maxShown {
		text = string(runes[:maxShown]) + "…"
	}
	return strconv.Quote(text)
}
