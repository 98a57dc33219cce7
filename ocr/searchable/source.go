package searchable

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"recto/render"
	"recto/render/qpdf"
)

// source is a PDF's objects, without the data of its streams, in a file of
// qpdf's JSON (version 2). Only their places are kept in memory.
type source struct {
	file    *os.File
	objects map[string]span // by reference
	pages   []string        // references
	header  json.RawMessage // for the update, so that objects are counted alike

	maxObject         int
	encrypted, signed bool
}

// span is a part of the file, in bytes.
type span struct{ at, size int64 }

// readSource has qpdf list the objects of a PDF into the folder temp.
func readSource(ctx context.Context, path, password, temp string) (*source, string, error) {
	file, err := os.Create(filepath.Join(temp, "source.json"))
	if err != nil {
		return nil, "", fmt.Errorf("make temp file: %w", render.ErrTemp)
	}
	warnings, err := qpdf.Run(ctx, password, file, "--json=2", "--json-key=pages", "--json-key=qpdf", "--", path)
	if err != nil {
		return nil, "", errors.Join(err, file.Close())
	}
	s := &source{file: file, objects: map[string]span{}}
	if err := s.index(); err != nil {
		return nil, "", errors.Join(fmt.Errorf("read qpdf's list: %w: %w", render.ErrDamaged, err), file.Close())
	}
	return s, warnings, nil
}

func (s *source) close() { _ = s.file.Close() }

// index finds out where each object stands.
func (s *source) index() error {
	if _, err := s.file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	d := json.NewDecoder(s.file)
	return members(d, func(key string) error {
		switch key {
		case "pages":
			var pages []struct{ Object string }
			if err := d.Decode(&pages); err != nil {
				return err
			}
			for _, p := range pages {
				s.pages = append(s.pages, p.Object)
			}
			return nil
		case "qpdf":
			return s.indexObjects(d)
		}
		var rest json.RawMessage
		return d.Decode(&rest)
	})
}

// indexObjects reads the array of a header and the object of all objects.
func (s *source) indexObjects(d *json.Decoder) error {
	if _, err := d.Token(); err != nil {
		return err
	}
	if err := d.Decode(&s.header); err != nil {
		return err
	}
	var header struct{ MaxObjectID int }
	if err := json.Unmarshal(s.header, &header); err != nil {
		return err
	}
	s.maxObject = header.MaxObjectID
	err := members(d, func(key string) error {
		var raw json.RawMessage
		if err := d.Decode(&raw); err != nil {
			return err
		}
		end := d.InputOffset()
		s.objects[strings.TrimPrefix(key, "obj:")] = span{end - int64(len(raw)), int64(len(raw))}
		s.signed = s.signed || bytes.Contains(raw, []byte(`"/ByteRange"`))
		s.encrypted = s.encrypted || key == "trailer" && bytes.Contains(raw, []byte(`"/Encrypt"`))
		return nil
	})
	if err != nil {
		return err
	}
	_, err = d.Token()
	return err
}

// members calls f for each key of the object that comes next; f reads its value.
func members(d *json.Decoder, f func(key string) error) error {
	if _, err := d.Token(); err != nil {
		return err
	}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return err
		}
		name, ok := key.(string)
		if !ok {
			return errors.New("no object")
		}
		if err := f(name); err != nil {
			return err
		}
	}
	_, err := d.Token()
	return err
}

// object is the value of a reference, nil where there is none or it is a stream.
func (s *source) object(ref string) any {
	at, ok := s.objects[ref]
	if !ok {
		return nil
	}
	raw := make([]byte, at.size)
	if _, err := s.file.ReadAt(raw, at.at); err != nil {
		return nil
	}
	var object struct{ Value any }
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber() // digits stay as they are
	if err := d.Decode(&object); err != nil {
		return nil
	}
	return object.Value
}

// maxReferences bounds a chain of references, which a damaged file may close.
const maxReferences = 64

// resolved is the value itself, or what it refers to.
func (s *source) resolved(value any) any {
	for range maxReferences {
		ref, ok := value.(string)
		if !ok || !reference.MatchString(ref) {
			return value
		}
		value = s.object(ref)
	}
	return nil
}

// dict is the dictionary that value is or refers to; nil where it is none.
func (s *source) dict(value any) dict {
	d, _ := s.resolved(value).(map[string]any)
	return d
}

// inherited are the attributes of a page that its parents may have for it.
var inherited = []string{"/MediaBox", "/CropBox", "/Rotate", "/Resources"}

// page is the page's dictionary and what holds for it, be it its own or its
// parents'.
func (s *source) page(number int) (page dict, attributes map[string]any) {
	page = s.dict(s.pages[number])
	attributes = map[string]any{}
	seen := map[string]bool{}
	for node := page; node != nil; {
		for _, name := range inherited {
			if value := s.resolved(node[name]); attributes[name] == nil && value != nil {
				attributes[name] = value
			}
		}
		parent, _ := node["/Parent"].(string)
		if seen[parent] {
			break
		}
		seen[parent] = true
		node = s.dict(parent)
	}
	return page, attributes
}

// frame is where the page lies in its user space.
func (s *source) frame(attributes map[string]any) frame {
	return newFrame(s.numbers(attributes["/MediaBox"]), s.numbers(attributes["/CropBox"]), attributes["/Rotate"])
}

// numbers resolves the items of an array.
func (s *source) numbers(value any) any {
	list, ok := value.([]any)
	if !ok {
		return value
	}
	whole := make([]any, len(list))
	for i, item := range list {
		whole[i] = s.resolved(item)
	}
	return whole
}
