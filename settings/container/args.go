package container

import (
	"fmt"
	"log/slog"
	"slices"
	"strings"
)

// arguments are what a command line says.
type arguments struct {
	layer   layer
	notices []Notice
	help    bool
	version bool
}

// The arguments that are wishes of their own, in lower case.
var (
	helpWords    = []string{"help", "--help", "/help", "-h", "-?", "/?"}
	versionWords = []string{"version", "--version", "/version"}
)

// readArgs takes "Key=Value", "--Key=Value", "/Key=Value", "--Key Value" and
// "/Key Value". A flag alone ("--DownloadLicense") is true. "Key Value" is taken
// with a notice, where the key is known.
func readArgs(args []string) arguments {
	a := arguments{layer: layer{}}
	for i := 0; i < len(args); i++ {
		word := strings.ToLower(args[i])
		if slices.Contains(helpWords, word) || slices.Contains(versionWords, word) {
			a.help = a.help || slices.Contains(helpWords, word)
			a.version = a.version || slices.Contains(versionWords, word)
			continue
		}
		name, value, form := splitArg(args[i])
		switch {
		case form == assigned:
			a.layer.put(name, value, fromArgs)
		case form != nothing && i+1 < len(args) && isValue(args[i+1], name):
			if form == bare {
				a.notices = append(a.notices, Notice{slog.LevelWarn, fmt.Sprintf(
					"argument %d (%s) takes the next one as its value: write %s=VALUE", i+1, name, name)})
			}
			i++
			a.layer.put(name, args[i], fromArgs)
		case form == prefixed && isFlag(name):
			a.layer.put(name, "true", fromArgs)
		default:
			a.warn(args, i, name, form)
		}
	}
	a.layer.fold()
	return a
}

// form is how an argument is written.
type form int

const (
	nothing  form = iota // no setting
	assigned             // "Key=Value", with or without a prefix
	prefixed             // "--Key" or "/Key", its value follows
	bare                 // "Key", a known one, without its value
)

// splitArg takes an argument apart. The name is "" for nothing.
func splitArg(arg string) (name, value string, f form) {
	body, dashed := strings.CutPrefix(arg, "--")
	if !dashed {
		body, dashed = strings.CutPrefix(arg, "/")
	}
	name, value, hasValue := strings.Cut(body, "=")
	name = strings.TrimSpace(name)
	known := find(strings.ToLower(name)) >= 0
	switch {
	case name == "" || strings.HasPrefix(name, "-"):
		return "", "", nothing
	case hasValue:
		return name, value, assigned
	case dashed:
		return name, "", prefixed
	case known:
		return name, "", bare
	}
	return "", "", nothing
}

// isValue tells whether an argument can be the value of the key before it: it
// is not a known key itself, nor a wish for help, and true or false for a
// flag. A path such as /license is a value.
func isValue(arg, key string) bool {
	if isFlag(key) {
		_, ok := parseBool(arg)
		return ok
	}
	word := strings.ToLower(arg)
	if strings.IndexAny(word, "-/") == 0 && (slices.Contains(helpWords, word) || slices.Contains(versionWords, word)) {
		return false
	}
	name, _, f := splitArg(arg)
	return f == nothing || find(strings.ToLower(name)) < 0
}

func isFlag(name string) bool {
	i := find(strings.ToLower(name))
	return i >= 0 && table[i].flag
}

// warn tells that the argument at i is no setting. What may be a part of a
// secret is not repeated.
func (a *arguments) warn(args []string, i int, name string, f form) {
	what := fmt.Sprintf("argument %d", i+1)
	if isHarmless(args, i) {
		what += " (" + printable(args[i]) + ")"
	}
	text := what + " is no setting and is ignored: write Key=Value, such as Recto:Port=5000"
	if f == prefixed || f == bare {
		text = what + " has no value and is ignored: write " + name + "=VALUE"
		if find(strings.ToLower(name)) < 0 {
			text = what + " is ignored: it has no value and is no known setting" + suggestion(name)
		}
	}
	a.notices = append(a.notices, Notice{slog.LevelWarn, text})
}

// isHarmless tells whether the argument at i may be printed: it looks like a
// word or a key, and no secret stands before it.
func isHarmless(args []string, i int) bool {
	if i > 0 {
		name, _, _ := splitArg(args[i-1])
		if at := find(strings.ToLower(name)); name != "" && at >= 0 && isSecret(table[at].name) {
			return false
		}
	}
	return len(args[i]) <= 40 && !strings.ContainsFunc(args[i], func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || strings.ContainsRune(":/._-", r))
	})
}

// isSecret tells whether a key of the table holds a secret, also where it has
// no effect.
func isSecret(name string) bool {
	i := find(strings.ToLower(name))
	return i >= 0 && (table[i].secret || table[i].take == nil)
}
