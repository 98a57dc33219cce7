package worker

import (
	"errors"
	"strings"

	"recto/ocr"
	"recto/render"
)

// maxFailureText bounds the text of an error on the pipe, in bytes.
const maxFailureText = 4 << 10

// failure is an error as it crosses the pipe: a code and a text, and the
// measured facts of the two errors that have some.
type failure struct {
	// Of says whose Code it is: "ocr" or "render"; "" where the error had none.
	Of   string `json:"of,omitempty"`
	Code string `json:"code,omitempty"`
	Text string `json:"text"`

	Language string `json:"language,omitempty"`
	Package  string `json:"package,omitempty"`

	Width  int `json:"width,omitempty"`
	Height int `json:"height,omitempty"`
}

// toFailure is err for the pipe.
func toFailure(err error) *failure {
	text := err.Error()
	if len(text) > maxFailureText {
		text = text[:maxFailureText]
	}
	f := &failure{Text: strings.ToValidUTF8(text, "\uFFFD")}
	var (
		code     ocr.Code
		drawCode render.Code
		language *ocr.LanguageError
		tooLarge *render.TooLargeError
	)
	switch {
	case errors.As(err, &language):
		f.Of, f.Code = "ocr", string(ocr.ErrLanguage)
		f.Language, f.Package = language.Language, language.Package
	case errors.As(err, &tooLarge):
		f.Of, f.Code = "render", tooLarge.Unwrap().Error()
		f.Width, f.Height = tooLarge.Width, tooLarge.Height
	case errors.As(err, &code):
		f.Of, f.Code = "ocr", string(code)
	case errors.As(err, &drawCode):
		f.Of, f.Code = "render", string(drawCode)
	}
	return f
}

// remoteError is a failure on the parent's side: the child's text around the
// code that programs act on.
type remoteError struct {
	text  string
	cause error
}

func (e *remoteError) Error() string { return e.text }

// Unwrap is an ocr.Code, a render.Code, or one of their detailed errors.
func (e *remoteError) Unwrap() error { return e.cause }

// err rebuilds the error; one without a code is the engine's.
func (f *failure) err() error {
	cause := error(ocr.ErrEngine)
	switch {
	case f.Of == "ocr" && f.Code == string(ocr.ErrLanguage) && f.Language != "":
		cause = &ocr.LanguageError{Language: f.Language, Package: f.Package}
	case f.Of == "render" && f.Width != 0:
		cause = &render.TooLargeError{Width: f.Width, Height: f.Height, Bomb: f.Code == string(render.ErrBomb)}
	case f.Of == "ocr" && f.Code != "":
		cause = ocr.Code(f.Code)
	case f.Of == "render" && f.Code != "":
		cause = render.Code(f.Code)
	}
	return &remoteError{f.Text, cause}
}
