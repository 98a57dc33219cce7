package container

import (
	"log/slog"
	"math"
	"strings"
)

// The levels of ASP.NET Core that slog has no name for.
const (
	LevelTrace    = slog.LevelDebug - 4
	LevelCritical = slog.LevelError + 4
	LevelNone     = slog.Level(math.MaxInt) // above every record
)

// levelNames are the levels from the most talkative on; the number of a level
// is its place.
var levelNames = []struct {
	name  string
	level slog.Level
}{
	{"Trace", LevelTrace},
	{"Debug", slog.LevelDebug},
	{"Information", slog.LevelInfo},
	{"Warning", slog.LevelWarn},
	{"Error", slog.LevelError},
	{"Critical", LevelCritical},
	{"None", LevelNone},
}

// Levels are the lowest levels that a log shows. The zero value shows all from
// Information on.
type Levels struct {
	Default    slog.Level
	Categories map[string]slog.Level // by the beginning of a category, in lower case
}

// For is the lowest level that is shown of a category: that of the longest
// beginning of its name, in any letter case, else Default.
func (l Levels) For(category string) slog.Level {
	category = strings.ToLower(category)
	level, longest := l.Default, -1
	for begin, of := range l.Categories {
		if len(begin) > longest && strings.HasPrefix(category, begin) {
			level, longest = of, len(begin)
		}
	}
	return level
}

// rules are levels by the beginning of a category, in lower case; "default"
// stands for all.
type rules map[string]slog.Level

// merged is what one log shows: a rule of its own stands above every general
// one for the same category, however much longer that is, as in ASP.NET Core.
func merged(own, general rules) Levels {
	levels := Levels{Default: slog.LevelInfo, Categories: map[string]slog.Level{}}
	for begin, level := range general {
		if !own.cover(begin) {
			levels.add(begin, level)
		}
	}
	for begin, level := range own {
		levels.add(begin, level)
	}
	return levels
}

func (l *Levels) add(begin string, level slog.Level) {
	if begin == "default" {
		l.Default = level
		return
	}
	l.Categories[begin] = level
}

func (r rules) cover(category string) bool {
	for begin := range r {
		if begin == "default" || category != "default" && strings.HasPrefix(category, begin) {
			return true
		}
	}
	return false
}

// parseLevel takes a level's name in any letter case, or its number.
func parseLevel(text string) (slog.Level, bool) {
	for i, l := range levelNames {
		if strings.EqualFold(text, l.name) || text == string(rune('0'+i)) {
			return l.level, true
		}
	}
	return 0, false
}
