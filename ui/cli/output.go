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

// toStdout reports whether the output that the command line names is the
// standard output.
func toStdout(output string) bool { return output == "" || output == "-" }

// planOutputs pairs each input with the files its text goes to, one for each of
// the formats, and finds out before anything is read whether they can be
// written. Its errors are for the user.
func planOutputs(inputs []string, output string, formats []export.Format, noClobber bool) ([]*document, error) {
	var documents []*document
	for _, input := range inputs {
		doc := &document{name: input, path: input}
		if input == stdinName {
			doc.name = "stdin"
		}
		documents = append(documents, doc)
	}
	if toStdout(output) {
		if len(formats) > 1 {
			return nil, errors.New("several formats cannot follow each other on the standard output; give a folder with -o")
		}
		if len(inputs) > 1 && !formats[0].Joins() {
			return nil, fmt.Errorf("several documents as %s cannot follow each other on the standard output; give a folder with -o", formats[0].Name())
		}
		if formats[0] == export.FormatPNG {
			return nil, errors.New("pictures go into files; give a name or a folder with -o")
		}
		return documents, nil
	}
	if len(inputs) > 1 || len(formats) > 1 || isFolder(output) {
		if err := os.MkdirAll(output, 0o777); err != nil {
			return nil, fmt.Errorf("-o %s: the folder cannot be made: %s", output, sentence.Of(err))
		}
		nameOutputs(documents, output, formats)
	} else {
		documents[0].targets = []target{{formats[0], output}}
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

// nameOutputs gives each document files of its own in the folder, one for each
// format: its base name with the format's ending, or its whole name and the
// ending where base names are equal, and a number besides where whole names are
// equal too. Names that differ only in case count as equal, as they are on many
// file systems. Names that would be too long to be written are cut.
func nameOutputs(documents []*document, folder string, formats []export.Format) {
	room := export.LongestName - numberRoom
	for _, f := range formats {
		room = min(room, export.LongestName-numberRoom-len(f.Extension()))
	}
	sharers := map[string]int{}
	for _, doc := range documents {
		sharers[strings.ToLower(cut(stem(doc.name), room))]++
	}
	names := outputNames{taken: map[string]bool{}, folder: folder, formats: formats}
	for _, doc := range documents {
		if name := cut(stem(doc.name), room); sharers[strings.ToLower(name)] == 1 {
			names.give(doc, name)
		}
	}
	for _, doc := range documents {
		base := cut(filepath.Base(doc.name), room)
		for i := 1; len(doc.targets) == 0; i++ {
			name := base
			if i > 1 {
				name = fmt.Sprintf("%s-%d", base, i)
			}
			names.give(doc, name)
		}
	}
}

// outputNames are the names of files that are given away, in lower case.
type outputNames struct {
	taken   map[string]bool
	folder  string
	formats []export.Format
}

// give gives the document that name, unless it is taken in one of the formats:
// the one format of "a.v2" may have the name of another format of "a".
func (n outputNames) give(doc *document, name string) {
	var targets []target
	for _, f := range n.formats {
		file := name + f.Extension()
		if n.taken[strings.ToLower(file)] {
			return
		}
		targets = append(targets, target{f, filepath.Join(n.folder, file)})
	}
	for _, t := range targets {
		n.taken[strings.ToLower(filepath.Base(t.path))] = true
	}
	doc.targets = targets
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

// checkOutputs refuses outputs that are inputs or cannot be written. Those that
// may not be replaced are kept: the document goes to its other targets, and is
// marked where none is left.
func checkOutputs(documents []*document, noClobber bool) error {
	var inputs []fs.FileInfo
	for _, doc := range documents {
		if info, err := os.Stat(doc.path); err == nil {
			inputs = append(inputs, info)
		}
	}
	tried := map[string]bool{}
	for _, doc := range documents {
		for _, t := range doc.targets {
			if err := checkTarget(t.path, inputs, tried); err != nil {
				return err
			}
		}
		if !noClobber {
			continue
		}
		free := slices.DeleteFunc(slices.Clone(doc.targets), func(t target) bool { return isThere(t.path) })
		if len(free) == 0 {
			doc.err = errTaken
			continue
		}
		doc.targets = free
	}
	return nil
}

// checkTarget refuses what can be no output, or cannot be written. Folders are
// tried once.
func checkTarget(target string, inputs []fs.FileInfo, tried map[string]bool) error {
	info, err := os.Stat(target)
	if err != nil {
		info = nil
	}
	isSame := func(input fs.FileInfo) bool { return info != nil && os.SameFile(input, info) }
	switch {
	case slices.ContainsFunc(inputs, isSame):
		return fmt.Errorf("-o %s: the output is one of the inputs", target)
	case info != nil && info.IsDir():
		return fmt.Errorf("-o %s: there is a folder of that name", target)
	case len(filepath.Base(target)) > export.LongestName:
		return fmt.Errorf("-o %s: the name is too long; take one of at most %d bytes", target, export.LongestName)
	}
	device := info != nil && !info.Mode().IsRegular()
	folder := filepath.Dir(target)
	if device || tried[folder] {
		return nil
	}
	tried[folder] = true
	if err := tryFolder(folder); err != nil {
		return fmt.Errorf("-o %s: nothing can be written there: %s", target, sentence.Of(err))
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
