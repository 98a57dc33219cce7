package searchable

import (
	"bufio"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"recto/render"
)

// update is a file of changes to a PDF as qpdf takes it: objects that replace
// those of the same number, and new ones. It is a sink.
type update struct {
	file *os.File
	w    *bufio.Writer
	next int // number of the next new object
	any  bool
}

func newUpdate(temp string, s *source) (*update, error) {
	file, err := os.Create(filepath.Join(temp, "update.json"))
	if err != nil {
		return nil, fmt.Errorf("make temp file: %w", render.ErrTemp)
	}
	u := &update{file: file, w: bufio.NewWriter(file), next: s.maxObject + 1}
	_, err = fmt.Fprintf(u.w, "{\"version\":2,\"parameters\":{\"decodelevel\":\"none\"},\"qpdf\":[%s,{", s.header)
	return u, u.written(err)
}

func (u *update) reserve() string {
	u.next++
	return fmt.Sprintf("%d 0 R", u.next-1)
}

func (u *update) put(ref string, d dict) error {
	return u.object(ref, map[string]any{"value": d})
}

func (u *update) putStream(ref string, d dict, data []byte) error {
	return u.object(ref, map[string]any{"stream": map[string]any{
		"dict": d, "data": base64.StdEncoding.EncodeToString(data),
	}})
}

func (u *update) object(ref string, value any) error {
	text, err := json.Marshal(value)
	if err != nil {
		return fmt.Errorf("encode object %s: %w", ref, err)
	}
	comma := ","
	if !u.any {
		comma, u.any = "", true
	}
	_, err = fmt.Fprintf(u.w, "%s\n\"obj:%s\":%s", comma, ref, text)
	return u.written(err)
}

// finish ends the file.
func (u *update) finish() error {
	_, err := io.WriteString(u.w, "}]}\n")
	return u.written(errors.Join(err, u.w.Flush(), u.file.Close()))
}

// written gives an error of writing its code.
func (u *update) written(err error) error {
	if err != nil {
		return fmt.Errorf("write changes: %w: %w", render.ErrTemp, err)
	}
	return nil
}
