package cli

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"recto/ocr/export"
)

// known are the formats that `recto read` writes: all but the pictures of pages,
// which show what a person chose to see.
func known() []export.Format {
	return slices.DeleteFunc(export.AllFormats(), func(f export.Format) bool { return f == export.FormatPNG })
}

func formatNames() string {
	var names []string
	for _, f := range known() {
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
		if !slices.Contains(known(), f) {
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
// a PDF by its last part alone; text where none does.
func formatOf(path string) export.Format {
	found, ending := export.FormatText, ""
	path = strings.ToLower(path)
	for _, f := range known() {
		e := f.Extension()
		if f == export.FormatPDF {
			e = filepath.Ext(e)
		}
		if len(e) > len(ending) && strings.HasSuffix(path, e) {
			found, ending = f, e
		}
	}
	return found
}
