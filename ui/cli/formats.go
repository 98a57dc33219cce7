package cli

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"recto/ocr/export"
)

func formatNames() string {
	var names []string
	for _, f := range export.AllFormats() {
		names = append(names, string(f))
	}
	return strings.Join(names, ", ")
}

// formats are those to write, each once: the named ones, else the one that the
// output's ending tells, else text.
func (c readCommand) formats() ([]export.Format, error) {
	var formats []export.Format
	for _, name := range c.Format {
		f := export.Format(name)
		if !slices.Contains(export.AllFormats(), f) {
			return nil, fmt.Errorf("--format must be one of %s but got %q", formatNames(), name)
		}
		if !slices.Contains(formats, f) {
			formats = append(formats, f)
		}
	}
	if len(formats) == 0 {
		formats = []export.Format{formatOf(c.Output)}
	}
	return formats, nil
}

// formatOf is the format that a file's ending tells, the longest that fits, and
// a PDF or picture by its last part alone; text where none does.
func formatOf(path string) export.Format {
	found, ending := export.FormatText, ""
	path = strings.ToLower(path)
	for _, f := range export.AllFormats() {
		e := f.Extension()
		if f.NeedsSource() {
			e = filepath.Ext(e)
		}
		if len(e) > len(ending) && strings.HasSuffix(path, e) {
			found, ending = f, e
		}
	}
	return found
}
