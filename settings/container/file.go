package container

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strconv"
	"strings"
)

// maxFileSize bounds the settings file, in bytes.
const maxFileSize = 1 << 20

// readSettings reads the file that Recto:Config names, else the default one,
// which need not exist; path is "" where nothing was read.
func readSettings(above layer, preset string) (all layer, path string, err error) {
	path = above[strings.ToLower(keyConfig)].value
	named := path != ""
	if !named {
		path = preset
	}
	if path == "" {
		return layer{}, "", nil
	}
	text, err := readFile(path)
	if errors.Is(err, fs.ErrNotExist) && !named {
		return layer{}, "", nil
	}
	if err == nil {
		all, err = parseFile(text)
	}
	if err != nil {
		return layer{}, path, fmt.Errorf("read settings file %s: %w", quoted(path), err)
	}
	return all, path, nil
}

// readFile reads a regular file of at most maxFileSize bytes.
func readFile(path string) ([]byte, error) {
	// A pipe would block for as long as nobody writes to it.
	info, err := os.Stat(path)
	if err != nil {
		return nil, withoutPath(err)
	}
	if !info.Mode().IsRegular() {
		return nil, errors.New("it is not a regular file")
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, withoutPath(err)
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxFileSize+1))
	if err != nil {
		return nil, withoutPath(err)
	}
	if len(text) > maxFileSize {
		return nil, fmt.Errorf("it is longer than %d bytes", maxFileSize)
	}
	return text, nil
}

// withoutPath leaves out the path, which the message around it has already.
func withoutPath(err error) error {
	var of *fs.PathError
	if errors.As(err, &of) {
		return of.Err
	}
	return err
}

// parseFile makes a layer of nested JSON objects. A null is as good as empty,
// an array becomes numbered keys.
func parseFile(text []byte) (layer, error) {
	// Editors on Windows put a byte order mark in front.
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var root map[string]any
	err := decoder.Decode(&root)
	if err == nil && root == nil {
		err = errors.New("it is null")
	}
	if err == nil {
		if _, more := decoder.Token(); !errors.Is(more, io.EOF) {
			err = errors.New("something follows the object")
		}
	}
	if err != nil {
		line := 1 + bytes.Count(text[:min(len(text), int(decoder.InputOffset()))], []byte("\n"))
		var syntax *json.SyntaxError
		if errors.As(err, &syntax) {
			line = 1 + bytes.Count(text[:min(len(text), int(syntax.Offset))], []byte("\n"))
		}
		return nil, fmt.Errorf("it must be one JSON object, without comments (line %d): %w", line, plainJSON(err))
	}
	f := flattener{all: layer{}}
	f.flatten("", root)
	f.all.fold()
	return f.all, errors.Join(f.errs...)
}

// plainJSON is an error of the decoder without the values of the file, which
// may be secret.
func plainJSON(err error) error {
	var kind *json.UnmarshalTypeError
	if errors.As(err, &kind) {
		return errors.New("it is no object")
	}
	return err
}

// flattener puts the leaves of nested values into a layer.
type flattener struct {
	all  layer
	errs []error
}

func (f *flattener) flatten(name string, value any) {
	switch value := value.(type) {
	case map[string]any:
		for key, below := range value {
			f.flatten(under(name, key), below)
		}
	case []any:
		for i, below := range value {
			f.flatten(under(name, strconv.Itoa(i)), below)
		}
	case string:
		f.leaf(name, value)
	case json.Number:
		f.leaf(name, value.String())
	case bool:
		f.leaf(name, strconv.FormatBool(value))
	case nil:
		f.leaf(name, "")
	}
}

func (f *flattener) leaf(name, value string) {
	if had, twice := f.all[strings.ToLower(name)]; twice && had.name != name {
		f.errs = append(f.errs, fmt.Errorf("it holds %s in two spellings", printable(name)))
		return
	}
	f.all.put(name, value, fromFile)
}

func under(name, key string) string {
	if name == "" {
		return key
	}
	return name + ":" + key
}
