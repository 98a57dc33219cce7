package archive

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"

	"recto/ocr/correct"
)

// correctionsVersion is the version of a file of corrections. A newer one is
// neither read nor replaced.
const correctionsVersion = 1

// badSuffix is put behind the name of a file that could not be read.
const badSuffix = ".bad"

// maxBad is how many unreadable files of one name are kept beside each other.
const maxBad = 100

// ErrNewer tells that corrections were kept by a newer Recto.
var ErrNewer = errors.New("the corrections were kept by a newer version")

// BadError tells that a file of corrections could not be read and was set aside.
type BadError struct {
	Aside string // where it is now
	Err   error  // what was wrong with it
}

// Error names the file and what was wrong.
func (e *BadError) Error() string {
	return fmt.Sprintf("corrections could not be read and were set aside as %q: %v", e.Aside, e.Err)
}

// Unwrap is what was wrong.
func (e *BadError) Unwrap() error { return e.Err }

// correctionsFile is the corrections of one document, for people to read; Name
// is what its file was called last.
type correctionsFile struct {
	Version int             `json:"version"`
	Name    string          `json:"name"`
	SHA256  Key             `json:"sha256"`
	Pages   []correctedPage `json:"pages"`
}

// correctedPage is one page; numbers count from 1.
type correctedPage struct {
	Page        int                  `json:"page"`
	Corrections []correct.Correction `json:"corrections"`
}

// Corrections are the corrections of a document by page, numbers from 0. A file
// that makes no sense is set aside, which a BadError tells; one of a newer
// version gives ErrNewer.
func (a *Archive) Corrections(ctx context.Context, key Key) (map[int][]correct.Correction, error) {
	pages := map[int][]correct.Correction{}
	if _, err := os.Stat(a.correctionsPath(key)); !key.valid() || missing(err) {
		return pages, nil
	}
	err := a.locked(ctx, func() error {
		file, err := a.readCorrections(key)
		for _, p := range file.Pages {
			pages[p.Page-1] = p.Corrections
		}
		return err
	})
	if err != nil {
		return pages, fmt.Errorf("kept corrections: %w", err)
	}
	return pages, nil
}

// KeepCorrections makes list the corrections of a page, counted from 0; those of
// other pages stay as the file has them at that moment. Name is what the
// document is called. Without any correction the file goes.
func (a *Archive) KeepCorrections(ctx context.Context, key Key, name string, page int, list []correct.Correction) error {
	if !key.valid() {
		return fmt.Errorf("keep corrections: %q is no key", key)
	}
	err := a.locked(ctx, func() error {
		file, err := a.readCorrections(key)
		var bad *BadError
		if err != nil && !errors.As(err, &bad) {
			return err
		}
		file.Pages = slices.DeleteFunc(file.Pages, func(p correctedPage) bool { return p.Page == page+1 })
		if len(list) > 0 {
			file.Pages = append(file.Pages, correctedPage{page + 1, list})
		}
		if len(file.Pages) == 0 {
			if err := os.Remove(a.correctionsPath(key)); !missing(err) {
				return err
			}
			return nil
		}
		slices.SortFunc(file.Pages, func(x, y correctedPage) int { return x.Page - y.Page })
		file.Version, file.Name, file.SHA256 = correctionsVersion, name, key
		return write(a.correctionsPath(key), file)
	})
	if err != nil {
		return fmt.Errorf("keep corrections of page %d: %w", page+1, err)
	}
	return nil
}

func (a *Archive) correctionsPath(key Key) string {
	return a.path(correctionsName, string(key)+".json")
}

// readCorrections reads the file of a document, none where there is none. What
// makes no sense is set aside; while it cannot be, nothing may replace it.
func (a *Archive) readCorrections(key Key) (correctionsFile, error) {
	path := a.correctionsPath(key)
	var file correctionsFile
	err := read(path, &file)
	switch {
	case missing(err):
		return correctionsFile{}, nil
	case err == nil && file.Version > correctionsVersion:
		return correctionsFile{}, ErrNewer
	case err == nil && !file.sound(key):
		err = fmt.Errorf("%q is %w", path, errDamaged)
	case err == nil:
		return file, nil
	}
	if !errors.Is(err, errDamaged) {
		return correctionsFile{}, err // the disk or a permission: it may be whole
	}
	aside, failed := setAside(path)
	if failed != nil {
		return correctionsFile{}, errors.Join(err, failed)
	}
	a.log.Warn("corrections set aside", "file", aside, "error", err)
	return correctionsFile{}, &BadError{aside, err}
}

// sound reports whether the file says what it must and no page twice.
func (f correctionsFile) sound(key Key) bool {
	seen := map[int]bool{}
	for _, p := range f.Pages {
		if p.Page < 1 || seen[p.Page] {
			return false
		}
		seen[p.Page] = true
	}
	return f.Version == correctionsVersion && f.SHA256 == key
}

// setAside renames a file without replacing one that was set aside before.
func setAside(path string) (aside string, err error) {
	for i := range maxBad {
		aside = path + badSuffix
		if i > 0 {
			aside = fmt.Sprintf("%s-%d", aside, i+1)
		}
		// A link never replaces; where there are none, renaming must do.
		if err = os.Link(path, aside); err == nil {
			return aside, os.Remove(path)
		}
		if _, taken := os.Lstat(aside); missing(taken) {
			return aside, os.Rename(path, aside)
		}
	}
	return "", err
}
