package container

import "strings"

// key is one entry of the table: a setting, or a family of settings.
type key struct {
	name   string // as people write it, nested with ":"
	alias  string // another name for the same
	family bool   // the key and all below it
	secret bool   // its value is never printed

	// notEnv keys do not count in the environment, where other programs use
	// the same name.
	notEnv bool

	list    bool   // several values: with commas, or numbered below the key
	flag    bool   // true or false; alone as an argument it is true
	help    string // what it does, for Help
	allowed string // what may be given, for Help and for errors: "a whole number from 1 to 5"
	preset  string // the default, for Help

	// take puts the value, which is not empty, into the draft; false where it
	// is not one of those allowed.
	take func(*draft, setting) bool

	why string // why the key has no effect, half a sentence; take is nil then
}

// table holds every key that Recto knows, in the order of Help and of
// taking effect.
var table = join(containerKeys(), ownKeys(), idleKeys())

func join(parts ...[]key) []key {
	var all []key
	for _, part := range parts {
		all = append(all, part...)
	}
	return all
}

// find is the place in the table of a key in lower case: of itself, else of
// the family it is in, else -1.
func find(name string) int {
	family := -1
	for i, k := range table {
		of := strings.ToLower(k.name)
		if name == of || k.alias != "" && name == strings.ToLower(k.alias) {
			return i
		}
		if k.family && strings.HasPrefix(name, of+":") {
			family = i
		}
	}
	return family
}

// branches are the first segments of nested keys, in lower case.
func branches() map[string]bool {
	first := map[string]bool{}
	for _, k := range table {
		if branch, _, nested := strings.Cut(strings.ToLower(k.name), ":"); nested {
			first[branch] = true
		}
	}
	return first
}
