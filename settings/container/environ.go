package container

import "strings"

// readEnviron takes the variables that name a key, with "__" or ":" between
// its segments. Others count only where their first segment is that of known
// keys: they are in the layer so that the misspelt ones are told.
func readEnviron(environ []string) layer {
	all := layer{}
	known := branches()
	for _, variable := range environ {
		name, value, ok := strings.Cut(variable, "=")
		if !ok || name == "" {
			continue
		}
		name = strings.ReplaceAll(name, "__", ":")
		branch, _, nested := strings.Cut(strings.ToLower(name), ":")
		i := find(strings.ToLower(name))
		switch {
		case i >= 0 && table[i].notEnv:
		case i >= 0, nested && known[branch]:
			all.put(name, value, fromEnviron)
		}
	}
	all.fold()
	return all
}
