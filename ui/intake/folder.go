package intake

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/fvbommel/sortorder"

	"recto/render"
)

// MaxFiles is how many files are taken out of folders at once, and
// maxEntries how many entries of folders are looked at for them. They keep a
// slip, such as the whole disk, from taking minutes and memory.
const (
	MaxFiles   = 1000
	maxEntries = 200_000
)

// Found is what stands at and below some paths.
type Found struct {
	// Files are those that Recto opens, in the order of their names as people
	// count: page 2 before page 10. A file that was named itself is among them
	// whatever it holds: opening it says what is wrong.
	Files []string

	// LeftOut are the files in folders that Recto does not open.
	LeftOut []string

	// Unread are folders and files that could not be read.
	Unread []string

	// Folders is how many of the paths were folders.
	Folders int

	// There are those of the paths at which something stands.
	There []string

	// Cut is true where there is more than is taken at once.
	Cut bool
}

// Look finds the files at and below paths, in the order of paths. Hidden files
// and folders in folders are skipped; a folder that is reached twice, through
// links for one, is looked into once. The error is that of ctx, whose end stops
// it.
func Look(ctx context.Context, paths []string) (Found, error) {
	l := &looking{ctx: ctx, seen: map[string]bool{}}
	for _, path := range paths {
		if ctx.Err() != nil {
			break
		}
		info, err := os.Stat(path)
		if err == nil {
			l.found.There = append(l.found.There, path)
		}
		if err != nil || !info.IsDir() {
			l.found.Files = append(l.found.Files, path)
			continue
		}
		l.found.Folders++
		l.folder(path)
	}
	return l.found, ctx.Err()
}

// looking is one Look under way.
type looking struct {
	ctx     context.Context
	found   Found
	seen    map[string]bool
	entries int
}

// full reports whether nothing more is taken.
func (l *looking) full() bool {
	if len(l.found.Files) >= MaxFiles || l.entries >= maxEntries {
		l.found.Cut = true
	}
	return l.found.Cut || l.ctx.Err() != nil
}

// folder takes the files of a folder, then those of the folders in it.
func (l *looking) folder(path string) {
	real, err := filepath.EvalSymlinks(path)
	if err != nil {
		l.found.Unread = append(l.found.Unread, path)
		return
	}
	if l.seen[real] {
		return
	}
	l.seen[real] = true
	names, err := l.names(path)
	if err != nil {
		l.found.Unread = append(l.found.Unread, path)
	}
	var folders []string
	for _, name := range names {
		if l.full() {
			return
		}
		l.entries++
		if below := filepath.Join(path, name); isFolder(below) {
			folders = append(folders, below)
		} else {
			l.file(below)
		}
	}
	for _, below := range folders {
		if l.full() {
			return
		}
		l.folder(below)
	}
}

// names are the names in a folder that are not hidden, sorted; some of them
// beside an error.
func (l *looking) names(path string) ([]string, error) {
	dir, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer dir.Close()
	names, err := dir.Readdirnames(maxEntries - l.entries + 1)
	if errors.Is(err, io.EOF) {
		err = nil // an empty folder
	}
	names = slices.DeleteFunc(names, func(name string) bool { return strings.HasPrefix(name, ".") })
	slices.SortFunc(names, compare)
	return names, err
}

// compare orders names as people do: numbers by their value, and capital
// letters beside small ones.
func compare(a, b string) int {
	foldA, foldB := strings.ToLower(a), strings.ToLower(b)
	switch {
	case sortorder.NaturalLess(foldA, foldB):
		return -1
	case sortorder.NaturalLess(foldB, foldA):
		return 1
	}
	return strings.Compare(a, b)
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// file sorts a file in a folder into those that are opened and the others.
func (l *looking) file(path string) {
	switch opens, err := Opens(path); {
	case err != nil:
		l.found.Unread = append(l.found.Unread, path)
	case opens:
		l.found.Files = append(l.found.Files, path)
	default:
		l.found.LeftOut = append(l.found.LeftOut, path)
	}
}

// Opens reports whether a file holds what Recto opens, by its first bytes. What
// is no plain file, such as a device or pipe, is not touched and not opened.
func Opens(path string) (bool, error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil // a link to nowhere
	}
	if err != nil {
		return false, err
	}
	if !info.Mode().IsRegular() {
		return false, nil
	}
	file, err := os.Open(path)
	if err != nil {
		return false, err
	}
	defer file.Close()
	format, err := render.Sniff(file, info.Size())
	return format != "", err
}
