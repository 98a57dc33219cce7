package archive

import (
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"recto/ocr"
)

// resultVersion is the version of a result's file. Files of other versions
// count as none: a page can be read again.
const resultVersion = 2

// The names of results' files: "0000001.json.gz".
const (
	resultDigits = 7
	resultSuffix = ".json.gz"
	tempSuffix   = ".part"
)

// ErrNoResult tells that nothing usable is kept of a page.
var ErrNoResult = errors.New("nothing is kept of the page")

// Settings are what a page was read with. A result fits other settings where
// they are equal.
type Settings struct {
	Languages []string  `json:"languages"`
	Order     ocr.Order `json:"order"`

	// TextLayer is never empty: it says what became of the document's own text.
	TextLayer ocr.TextLayer `json:"textLayer"`

	// Engine changes when the same picture may give other text than before.
	Engine string `json:"engine"`
}

// Equal reports whether a page would be read the same way.
func (s Settings) Equal(other Settings) bool {
	return slices.Equal(s.Languages, other.Languages) && s.Order == other.Order && s.TextLayer == other.TextLayer && s.Engine == other.Engine
}

// Result is a page as it was read.
type Result struct {
	Settings
	Page ocr.Page `json:"page"`
}

// resultFile is a result's file. The page is kept as the pipe to the workers
// has it, exactly: what is written of it later equals what was read.
type resultFile struct {
	Version int `json:"version"`
	Result
}

// KeepResult keeps what was read on a page. The file is not synced: after a
// power cut it may be damaged, which a page that can be read again survives.
func (a *Archive) KeepResult(key Key, r Result) error {
	if err := a.keepResult(key, r); err != nil {
		return fmt.Errorf("keep result of page %d: %w", r.Page.Number+1, err)
	}
	return nil
}

func (a *Archive) keepResult(key Key, r Result) error {
	if !key.valid() {
		return fmt.Errorf("%q is no key", key)
	}
	folder := a.path(resultsName, string(key))
	if err := os.MkdirAll(folder, folderMode); err != nil {
		return err
	}
	temp, err := os.CreateTemp(folder, "*"+tempSuffix) // has fileMode
	if err != nil {
		return err
	}
	zip, err := gzip.NewWriterLevel(temp, gzip.BestSpeed)
	if err != nil {
		return err
	}
	err = errors.Join(json.NewEncoder(zip).Encode(resultFile{resultVersion, r}), zip.Close(), temp.Close())
	if err == nil {
		err = os.Rename(temp.Name(), filepath.Join(folder, resultName(r.Page.Number)))
	}
	if err != nil {
		os.Remove(temp.Name())
	}
	return err
}

func resultName(page int) string { return fmt.Sprintf("%0*d%s", resultDigits, page+1, resultSuffix) }

// Results are the numbers, from 0 and rising, of the pages of which something
// is kept. It notes that the document is still wanted.
func (a *Archive) Results(key Key) []int {
	if !key.valid() {
		return nil
	}
	folder := a.path(resultsName, string(key))
	entries, err := os.ReadDir(folder)
	if err != nil {
		if !missing(err) {
			a.log.Warn("kept results", "error", err)
		}
		return nil
	}
	now := time.Now()
	if err := os.Chtimes(folder, now, now); err != nil {
		a.log.Warn("kept results", "error", err)
	}
	var pages []int
	for _, entry := range entries {
		digits, ok := strings.CutSuffix(entry.Name(), resultSuffix)
		if n, err := strconv.Atoi(digits); ok && err == nil && n > 0 {
			pages = append(pages, n-1)
		}
	}
	slices.Sort(pages)
	return pages
}

// Result is what was read on a page. Where nothing is kept, or only what is
// damaged or of another version, the error holds ErrNoResult.
func (a *Archive) Result(key Key, page int) (Result, error) {
	path := a.path(resultsName, string(key), resultName(page))
	file, err := readResult(path)
	switch {
	case !key.valid() || missing(err):
		return Result{}, ErrNoResult
	case err == nil && file.Version != resultVersion:
		return Result{}, fmt.Errorf("%w: version %d", ErrNoResult, file.Version)
	case err == nil && (file.Page.Number != page || file.Page.Width <= 0 || file.Page.Height <= 0):
		err = errDamaged
	}
	if err != nil {
		a.log.Warn("kept result", "file", path, "error", err)
		return Result{}, fmt.Errorf("%w: %w", ErrNoResult, err)
	}
	return file.Result, nil
}

func readResult(path string) (resultFile, error) {
	f, err := os.Open(path)
	if err != nil {
		return resultFile{}, err
	}
	defer f.Close()
	zip, err := gzip.NewReader(f)
	if err != nil {
		return resultFile{}, err
	}
	text, err := limited(zip)
	if err != nil {
		return resultFile{}, err
	}
	var file resultFile
	err = json.Unmarshal(text, &file)
	return file, err
}
