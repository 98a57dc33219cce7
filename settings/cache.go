package settings

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"

	"github.com/adrg/xdg"
	"github.com/google/renameio/v2"
)

// Cached is the path of a file of the given name and content in the user's
// cache folder; it is written where it is not there yet or holds other bytes.
func Cached(name string, content []byte) (path string, err error) {
	return cachedIn(xdg.CacheHome, name, content)
}

func cachedIn(folder, name string, content []byte) (string, error) {
	path := filepath.Join(folder, "recto", name)
	if there, err := os.ReadFile(path); err == nil && bytes.Equal(there, content) {
		return path, nil
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return "", fmt.Errorf("make cache folder: %w", err)
	}
	if err := renameio.WriteFile(path, content, 0o600); err != nil {
		return "", fmt.Errorf("write %q: %w", path, err)
	}
	return path, nil
}
