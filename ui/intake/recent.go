package intake

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/google/renameio/v2"
)

// MaxRecent is how many files are remembered.
const MaxRecent = 20

// maxRecentFile bounds the file that remembers, in bytes.
const maxRecentFile = 1 << 20

// Recent remembers in the file at Path what was open lately, and the folder
// that files were last chosen in. Its methods read or write that file; two at
// once may lose one's change, so one goroutine calls them.
type Recent struct{ Path string }

// Lately is what a Recent remembers.
type Lately struct {
	// Files are paths, the latest first; at most MaxRecent.
	Files []string

	// Missing are those of Files that are not there now.
	Missing map[string]bool

	// Folder is where files were last chosen; "" for nowhere yet.
	Folder string
}

// recentFile is the file's content. URIs can hold a path of any bytes, which
// JSON texts cannot.
type recentFile struct {
	Files  []string `json:"files"`
	Folder string   `json:"folder,omitempty"`
}

// Load reads what is remembered, and looks which files are there: it may be
// slow. A file that is missing or broken remembers nothing.
func (r Recent) Load() (Lately, error) {
	lately, err := r.read()
	lately.Missing = map[string]bool{}
	for _, path := range lately.Files {
		if _, err := os.Stat(path); err != nil {
			lately.Missing[path] = true
		}
	}
	return lately, err
}

// Add remembers files as the latest, the first of them first. What stands at a
// path already moves up.
func (r Recent) Add(paths ...string) error {
	return r.change(func(l *Lately) {
		old := slices.DeleteFunc(l.Files, func(path string) bool { return slices.Contains(paths, path) })
		var unique []string
		for _, path := range paths {
			if !slices.Contains(unique, path) {
				unique = append(unique, path)
			}
		}
		l.Files = append(unique, old...)
		l.Files = l.Files[:min(len(l.Files), MaxRecent)]
	})
}

// SetFolder remembers where files were chosen.
func (r Recent) SetFolder(path string) error { return r.change(func(l *Lately) { l.Folder = path }) }

// Clear forgets files and folder.
func (r Recent) Clear() error {
	if err := os.Remove(r.Path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("forget recent files: %w", err)
	}
	return nil
}

func (r Recent) change(change func(*Lately)) error {
	lately, err := r.read()
	if err != nil {
		lately = Lately{} // what cannot be read cannot be kept
	}
	change(&lately)
	content := recentFile{Files: []string{}}
	for _, path := range lately.Files {
		content.Files = append(content.Files, URIOf(path))
	}
	if lately.Folder != "" {
		content.Folder = URIOf(lately.Folder)
	}
	text, err := json.MarshalIndent(content, "", "  ")
	if err != nil {
		return fmt.Errorf("remember recent files: %w", err)
	}
	folder := filepath.Dir(r.Path)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return fmt.Errorf("remember recent files: %w", err)
	}
	if err := renameio.WriteFile(r.Path, append(text, '\n'), 0o600, renameio.WithTempDir(folder)); err != nil {
		return fmt.Errorf("remember recent files: %w", err)
	}
	return nil
}

func (r Recent) read() (Lately, error) {
	info, err := os.Stat(r.Path)
	if errors.Is(err, fs.ErrNotExist) {
		return Lately{}, nil
	}
	if err == nil && info.Size() > maxRecentFile {
		err = fmt.Errorf("%d bytes are too many", info.Size())
	}
	var text []byte
	if err == nil {
		text, err = os.ReadFile(r.Path)
	}
	var content recentFile
	if err == nil {
		err = json.Unmarshal(text, &content)
	}
	if err != nil {
		return Lately{}, fmt.Errorf("read recent files: %w", err)
	}
	var lately Lately
	for _, uri := range content.Files[:min(len(content.Files), MaxRecent)] {
		if path, err := PathOf(uri); err == nil {
			lately.Files = append(lately.Files, path)
		}
	}
	lately.Folder, _ = PathOf(content.Folder)
	return lately, nil
}
