package worker

import (
	"encoding/json"
	"fmt"
	"image"
	"time"
	"unicode/utf8"

	"recto/ocr"
	"recto/render"
)

// protocolVersion changes with every change of the records: a program that was
// replaced on disk while it runs must not misread its new children.
const protocolVersion = 6

// kind is what a request asks for.
type kind string

const (
	kindRead     kind = "read"
	kindInfo     kind = "info"
	kindRender   kind = "render"
	kindDescribe kind = "describe"
	kindPDF      kind = "pdf"
)

// hello is the first record of a child: it is ready, or says why it is not.
type hello struct {
	Version int      `json:"version"`
	Failure *failure `json:"failure,omitempty"`
}

// request is a record from parent to child. Names of files are bytes, which
// JSON strings are not, so they stand here and not in Read and Draw.
type request struct {
	ID       uint64          `json:"id"`
	Kind     kind            `json:"kind"`
	Path     rawString       `json:"path,omitempty"`
	Password rawString       `json:"password,omitempty"`
	Read     *ocr.Request    `json:"read,omitempty"`
	Draw     *render.Request `json:"draw,omitempty"`
	PDF      *pdfRequest     `json:"pdf,omitempty"`

	// Yield asks the child to give way to other programs from now on. What
	// somebody waits for in the window does not.
	Yield bool `json:"yield,omitempty"`
}

// reply is the record that answers the request of the same ID. A Raster is
// followed by its pixels as raw bytes.
type reply struct {
	ID      uint64          `json:"id"`
	Failure *failure        `json:"failure,omitempty"`
	Page    *ocr.Page       `json:"page,omitempty"`
	Info    *render.Info    `json:"info,omitempty"`
	Raster  *render.Raster  `json:"raster,omitempty"`
	Engine  *ocr.EngineInfo `json:"engine,omitempty"`
	PDF     *ocr.PDFResult  `json:"pdf,omitempty"`

	// Busy is how long the engine worked, in nanoseconds.
	Busy time.Duration `json:"busy,omitempty"`
}

func readRequest(r ocr.Request) request {
	req := request{Kind: kindRead, Path: rawString(r.Path), Password: rawString(r.Password)}
	r.Path, r.Password = "", ""
	req.Read = &r
	return req
}

func renderRequest(r render.Request) request {
	req := request{Kind: kindRender, Path: rawString(r.Path), Password: rawString(r.Password)}
	r.Path, r.Password = "", ""
	req.Draw = &r
	return req
}

// reading is the page that the request asks to read.
func (r request) reading() ocr.Request {
	var read ocr.Request
	if r.Read != nil {
		read = *r.Read
	}
	read.Path, read.Password = string(r.Path), string(r.Password)
	return read
}

// drawing is the picture that the request asks for.
func (r request) drawing() render.Request {
	var draw render.Request
	if r.Draw != nil {
		draw = *r.Draw
	}
	draw.Path, draw.Password = string(r.Path), string(r.Password)
	return draw
}

// check is nil for a reply to the request that holds what was asked for, or a
// failure; otherwise an error that wraps errProtocol.
func (r reply) check(req request) error {
	has := map[kind]bool{
		kindRead:     r.Page != nil,
		kindInfo:     r.Info != nil,
		kindRender:   r.Raster != nil,
		kindDescribe: r.Engine != nil,
		kindPDF:      r.PDF != nil,
	}
	switch {
	case r.ID != req.ID:
		return fmt.Errorf("%w: reply %d to request %d", errProtocol, r.ID, req.ID)
	case r.Failure == nil && !has[req.Kind]:
		return fmt.Errorf("%w: empty reply to %q", errProtocol, req.Kind)
	case r.Raster != nil && (r.Failure != nil || req.Kind != kindRender):
		return fmt.Errorf("%w: raster in reply to %q", errProtocol, req.Kind)
	}
	return nil
}

// rasterBytes is the number of raw bytes that follow a raster's record; the
// error wraps errProtocol where the announced size is none that is drawn, or is
// not that of the part of the page.
func rasterBytes(r render.Raster) (int, error) {
	sides := r.Width > 0 && r.Height > 0 && r.Width <= render.MaxPixels/r.Height
	if !sides || (r.Channels != 1 && r.Channels != 4) {
		return 0, fmt.Errorf("%w: raster of %d × %d pixels, %d channels", errProtocol, r.Width, r.Height, r.Channels)
	}
	part := image.Rectangle{Max: r.Whole}
	if r.Clip != (image.Rectangle{}) && (r.Clip.Size() != image.Pt(r.Width, r.Height) || r.Clip.Intersect(part) != r.Clip) {
		return 0, fmt.Errorf("%w: raster of %d × %d pixels for part %v of %v", errProtocol, r.Width, r.Height, r.Clip, r.Whole)
	}
	return r.Width * r.Height * r.Channels, nil
}

// rawString is a string of any bytes: a JSON string where it is UTF-8, else an
// object with its base64. File names of old archives are often not UTF-8.
type rawString string

type rawBytes struct {
	Base64 []byte `json:"base64"`
}

// MarshalJSON encodes the string without loss.
func (s rawString) MarshalJSON() ([]byte, error) {
	if utf8.ValidString(string(s)) {
		return json.Marshal(string(s))
	}
	return json.Marshal(rawBytes{[]byte(s)})
}

// UnmarshalJSON decodes both forms.
func (s *rawString) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '{' {
		var raw rawBytes
		err := json.Unmarshal(b, &raw)
		*s = rawString(raw.Base64)
		return err
	}
	return json.Unmarshal(b, (*string)(s))
}
