package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"recto/ocr/export"
	"recto/ui/sentence"
)

// errTaken marks a document whose output exists and may not be replaced.
var errTaken = errors.New("the output exists")

// planOutputs pairs each input with the file its text goes to, and finds out
// before anything is read whether that can be written. Its errors are for the
// user.
func planOutputs(inputs []string, output string, format export.Format, noClobber bool) ([]*document, error) {
	var documents []*document
	for _, input := range inputs {
		doc := &document{name: input, path: input}
		if input == stdinName {
			doc.name = "stdin"
		}
		documents = append(documents, doc)
	}
	if output == "" || output == "-" {
		if format == export.FormatJSON && len(inputs) > 1 {
			return nil, errors.New("several JSON documents cannot follow each other on the standard output; give a folder with -o")
		}
		return documents, nil
	}
	if len(inputs) > 1 || isFolder(output) {
		if err := os.MkdirAll(output, 0o777); err != nil {
			return nil, fmt.Errorf("-o %s: the folder cannot be made: %s", output, sentence.Of(err))
		}
		nameOutputs(documents, output, format.Extension())
	} else {
		documents[0].target = output
	}
	return documents, checkOutputs(documents, noClobber)
}

// isFolder reports whether path is a folder, or is written as one.
func isFolder(path string) bool {
	if strings.HasSuffix(path, string(filepath.Separator)) {
		return true
	}
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// nameOutputs gives each document a file of its own in the folder: its base
// name with the given ending, or its whole name and the ending where base names
// are equal, and a number besides where whole names are equal too. Names that
// differ only in case count as equal, as they are on many file systems. Names
// that would be too long to be written are cut.
func nameOutputs(documents []*document, folder, ending string) {
	room := export.LongestName - len(ending) - numberRoom
	sharers := map[string]int{}
	for _, doc := range documents {
		sharers[strings.ToLower(cut(stem(doc.name), room))]++
	}
	taken := map[string]bool{}
	take := func(name string) bool {
		lower := strings.ToLower(name)
		free := !taken[lower]
		taken[lower] = true
		return free
	}
	for _, doc := range documents {
		if name := cut(stem(doc.name), room); sharers[strings.ToLower(name)] == 1 {
			take(name)
			doc.target = filepath.Join(folder, name+ending)
		}
	}
	for _, doc := range documents {
		if doc.target != "" {
			continue
		}
		base := cut(filepath.Base(doc.name), room)
		name := base
		for i := 2; !take(name); i++ {
			name = fmt.Sprintf("%s-%d", base, i)
		}
		doc.target = filepath.Join(folder, name+ending)
	}
}

// numberRoom is kept free for the number that tells equal names apart, in bytes.
const numberRoom = 8

// cut is name, or as many whole characters of it as fit into room bytes.
func cut(name string, room int) string {
	if len(name) <= room {
		return name
	}
	for room > 0 && !utf8.RuneStart(name[room]) {
		room--
	}
	return name[:room]
}

// stem is the file's name without folder and ending.
func stem(path string) string {
	base := filepath.Base(path)
	if name := strings.TrimSuffix(base, filepath.Ext(base)); name != "" {
		return name
	}
	return base
}

// checkOutputs refuses outputs that are inputs or cannot be written, and marks
// documents whose output may not be replaced.
func checkOutputs(documents []*document, noClobber bool) error {
	var inputs []fs.FileInfo
	for _, doc := range documents {
		if info, err := os.Stat(doc.path); err == nil {
			inputs = append(inputs, info)
		}
	}
	tried := map[string]bool{}
	for _, doc := range documents {
		info, err := os.Stat(doc.target)
		if err != nil {
			info = nil
		}
		if err := checkTarget(doc.target, info, inputs); err != nil {
			return err
		}
		if noClobber && isThere(doc.target) {
			doc.err = errTaken
		}
		device := info != nil && !info.Mode().IsRegular()
		folder := filepath.Dir(doc.target)
		if device || tried[folder] {
			continue
		}
		tried[folder] = true
		if err := tryFolder(folder); err != nil {
			return fmt.Errorf("-o %s: nothing can be written there: %s", doc.target, sentence.Of(err))
		}
	}
	return nil
}

// checkTarget refuses what can be no output; info is nil where nothing is there.
func checkTarget(target string, info fs.FileInfo, inputs []fs.FileInfo) error {
	isSame := func(input fs.FileInfo) bool { return info != nil && os.SameFile(input, info) }
	switch {
	case slices.ContainsFunc(inputs, isSame):
		return fmt.Errorf("-o %s: the output is one of the inputs", target)
	case info != nil && info.IsDir():
		return fmt.Errorf("-o %s: there is a folder of that name", target)
	case len(filepath.Base(target)) > export.LongestName:
		return fmt.Errorf("-o %s: the name is too long; take one of at most %d bytes", target, export.LongestName)
	}
	return nil
}

// isThere reports whether something has that name, be it a link that leads nowhere.
func isThere(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// tryFolder is nil where a file can be made in the folder.
func tryFolder(folder string) error {
	f, err := os.CreateTemp(folder, ".recto-*")
	if err != nil {
		return err
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
}
