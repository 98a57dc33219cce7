// Package clipboard reads what other programs copied: files, a picture or
// text. It speaks with the X server itself, over a connection of its own, so
// that a program which copied and now hangs keeps nobody waiting but the
// goroutine that reads. Under Wayland the compositor hands the same content to
// X programs.
package clipboard

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// ErrUnavailable tells that there is no X display to ask.
var ErrUnavailable = errors.New("no clipboard here")

// ErrSilent tells that the program which copied does not answer.
var ErrSilent = errors.New("the program that copied does not answer")

// ErrTooLarge tells that what was copied is beyond MaxBytes.
var ErrTooLarge = errors.New("what was copied is too large")

// MaxBytes bounds what is taken from the clipboard. It holds an uncompressed
// screen of 8K.
const MaxBytes = 256 << 20

// Content is what the clipboard holds. Of what is offered in several forms the
// first that is there is taken, in the order of the fields; all are empty where
// nothing was copied that Recto can use.
type Content struct {
	// Files is a list of files as file managers copy it: file: URIs, a line
	// each.
	Files string

	// Picture is the file of a picture, as it was offered and not looked into;
	// Extension is what its name ends in, such as ".png".
	Picture   []byte
	Extension string

	// Text is plain text.
	Text string
}

// The names of forms in which content is offered, the best first.
var (
	fileForms    = []string{"x-special/gnome-copied-files", "text/uri-list"}
	pictureForms = []string{"image/png", "image/tiff", "image/bmp", "image/x-bmp", "image/jpeg", "image/webp", "image/gif"}
	textForms    = []string{"UTF8_STRING", "text/plain;charset=utf-8", "text/plain", "STRING"}
)

var extensions = map[string]string{"image/png": ".png", "image/tiff": ".tiff", "image/bmp": ".bmp",
	"image/x-bmp": ".bmp", "image/jpeg": ".jpg", "image/webp": ".webp", "image/gif": ".gif"}

// Read takes what the clipboard of an X display holds ("" for the one that the
// environment names). It may be slow: the program that copied makes the
// content as it is asked. The end of ctx ends the wait.
func Read(ctx context.Context, display string) (Content, error) {
	s, err := dial(ctx, display)
	if err != nil {
		return Content{}, fmt.Errorf("read clipboard: %w", err)
	}
	defer s.close()
	content, err := choose(s)
	if err != nil {
		return Content{}, fmt.Errorf("read clipboard: %w", err)
	}
	return content, nil
}

// source is what content is taken from.
type source interface {
	// forms are the names of the forms that are offered.
	forms() ([]string, error)

	// take gives the content in a form; nil where it is not to be had.
	take(form string) ([]byte, error)
}

// choose takes the best that a source offers.
func choose(s source) (Content, error) {
	offered, err := s.forms()
	if err != nil {
		return Content{}, err
	}
	for _, form := range among(fileForms, offered) {
		list, err := s.take(form)
		if err != nil {
			return Content{}, err
		}
		// Browsers offer lists of web addresses too.
		if strings.Contains(string(list), "file:") {
			return Content{Files: string(list)}, nil
		}
	}
	for _, form := range among(pictureForms, offered) {
		picture, err := s.take(form)
		if err != nil {
			return Content{}, err
		}
		if len(picture) > 0 {
			return Content{Picture: picture, Extension: extensions[form]}, nil
		}
	}
	for _, form := range among(textForms, offered) {
		text, err := s.take(form)
		if err != nil {
			return Content{}, err
		}
		if len(text) > 0 {
			return Content{Text: string(text)}, nil
		}
	}
	return Content{}, nil
}

// among are those of wanted that are offered.
func among(wanted, offered []string) []string {
	return slices.DeleteFunc(slices.Clone(wanted), func(form string) bool { return !slices.Contains(offered, form) })
}
