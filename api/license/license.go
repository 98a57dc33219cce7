// Package license writes and reads the licence file of disconnected mode. The
// licence is Recto's own: it is made on this machine and asks nobody.
package license

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/google/renameio/v2"

	"recto/settings/container"
)

// Product is the kind of product that Recto's licence is for.
const Product = container.Service

const (
	fileName = "license.json"

	// format is the version of the file's form.
	format = 1

	// maxSize bounds the file, in bytes; a written one has about 300.
	maxSize = 64 << 10

	// maxDays bounds how long a licence lasts, so that its years have four digits.
	maxDays = 36_500
)

// File is a licence.
type File struct {
	Format   int       `json:"format"`   // the version of the file's form
	Version  string    `json:"version"`  // of the program that wrote it
	Product  string    `json:"product"`  // the kind of product it is for
	Created  time.Time `json:"created"`  // UTC, whole seconds
	Expires  time.Time `json:"expires"`  // the first moment at which it is no longer valid
	Checksum string    `json:"checksum"` // SHA-256 over the other fields, in hex digits
}

// Path is where the licence lies in a folder.
func Path(dir string) string { return filepath.Join(dir, fileName) }

// Write puts a licence for days into the folder, which is made where it is
// missing. An older licence is replaced whole or not at all.
func Write(dir, product, version string, now time.Time, days int) (File, error) {
	if days < 1 || days > maxDays {
		return File{}, fmt.Errorf("write licence: %d days: choose from 1 to %d", days, maxDays)
	}
	if dir == "" {
		return File{}, errors.New("write licence: no folder is named")
	}
	created := now.UTC().Truncate(time.Second)
	f := File{
		Format: format, Version: strings.ToValidUTF8(version, "?"), Product: product,
		Created: created, Expires: created.AddDate(0, 0, days),
	}
	f.Checksum = f.sum()
	text, err := f.text()
	if err != nil {
		return File{}, fmt.Errorf("write licence: %w", err)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return File{}, fmt.Errorf("write licence: %w", err)
	}
	if err := renameio.WriteFile(Path(dir), text, 0o644, renameio.WithTempDir(dir)); err != nil {
		return File{}, fmt.Errorf("write licence: %w", err)
	}
	return f, nil
}

// Read is the licence in the folder, where it is whole, for the product, and
// valid at now. Else the error is one of the reasons of this package; the File
// is what the licence says where the reason is ErrExpired, ErrKind or ErrEarly.
func Read(dir, product string, now time.Time) (File, error) {
	text, err := readFile(Path(dir))
	if err != nil {
		return File{}, fmt.Errorf("read licence %q: %w", Path(dir), err)
	}
	f, err := parse(text)
	if err == nil {
		err = f.check(product, now)
	}
	if err != nil {
		return f, fmt.Errorf("read licence %q: %w", Path(dir), err)
	}
	return f, nil
}

// check tells why the licence is not valid, the reason that lasts first.
func (f File) check(product string, now time.Time) error {
	switch {
	case f.Product != product:
		return &refusal{ErrKind, f}
	case now.Before(f.Created.Add(-maxSkew)):
		return &refusal{ErrEarly, f}
	case !now.Before(f.Expires):
		return &refusal{ErrExpired, f}
	}
	return nil
}

// maxSkew is how far clocks may be apart: that of the machine that wrote a
// licence, and of the one that reads it.
const maxSkew = 5 * time.Minute

// text is the one form that a licence has in a file.
func (f File) text() ([]byte, error) {
	text, err := json.MarshalIndent(f, "", "  ")
	return append(text, '\n'), err
}

// parse takes a file's text apart. Every byte counts: what is not exactly as
// text writes it is damaged, also where JSON would mean the same.
func parse(text []byte) (File, error) {
	var f File
	if err := json.Unmarshal(text, &f); err != nil {
		return File{}, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	again, err := f.text()
	if err != nil {
		return File{}, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	if f.Format != format || !bytes.Equal(text, again) || f.Checksum != f.sum() {
		return File{}, ErrDamaged
	}
	return f, nil
}

// sum is the checksum over the fields in a fixed order, each with its length.
func (f File) sum() string {
	var all strings.Builder
	for _, field := range []string{
		"recto licence", fmt.Sprint(f.Format), f.Version, f.Product,
		f.Created.UTC().Format(time.RFC3339Nano), f.Expires.UTC().Format(time.RFC3339Nano),
	} {
		fmt.Fprintf(&all, "%d:%s\n", len(field), field)
	}
	hash := sha256.Sum256([]byte(all.String()))
	return hex.EncodeToString(hash[:])
}
