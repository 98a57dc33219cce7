package container

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Where a setting comes from, for people.
const (
	fromArgs    = "argument"
	fromEnviron = "environment"
	fromFile    = "settings file"
)

// setting is one key with its value, as one source gives it.
type setting struct {
	name  string // the key as it is written there, nested with ":"
	key   string // the same in lower case, without aliases
	value string // "" is not given
	from  string
	alias bool // it was written as an alias
}

// layer holds the settings of one source, or of several merged, by key.
type layer map[string]setting

// put adds a setting; a later one replaces an earlier one, save that an alias
// never replaces the key itself.
func (l layer) put(name, value, from string) {
	s := setting{name: name, key: strings.ToLower(name), value: value, from: from}
	if i := find(s.key); i >= 0 && s.key == strings.ToLower(table[i].alias) {
		s.alias = true
		s.key = strings.ToLower(table[i].name)
		s.name = table[i].name
	}
	if had, ok := l[s.key]; ok && s.alias && !had.alias {
		return
	}
	l[s.key] = s
}

// fold makes numbered keys ("Recto:Languages:0", which is how a list is given
// in the environment and how the file's arrays are read) one value with
// commas, where the key is a list.
func (l layer) fold() {
	for _, k := range table {
		if !k.list {
			continue
		}
		parts := map[int]setting{}
		for key, s := range l {
			number, below := strings.CutPrefix(key, strings.ToLower(k.name)+":")
			if i, err := strconv.Atoi(number); below && err == nil && i >= 0 {
				parts[i] = s
				delete(l, key)
			}
		}
		if len(parts) == 0 {
			continue
		}
		var values []string
		for _, i := range slices.Sorted(maps.Keys(parts)) {
			values = append(values, parts[i].value)
		}
		if _, whole := l[strings.ToLower(k.name)]; !whole {
			l.put(k.name, strings.Join(values, ","), parts[slices.Min(slices.Collect(maps.Keys(parts)))].from)
		}
	}
}

// merge puts one layer above another.
func merge(below, above layer) layer {
	all := maps.Clone(below)
	if all == nil {
		all = layer{}
	}
	maps.Copy(all, above)
	return all
}
