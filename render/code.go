package render

import "fmt"

// Code is why a document or a page of it cannot be drawn, for programs to act
// on. It is an error itself: errors.Is(err, render.ErrPassword).
type Code string

// Error is the code's name; people are told a sentence (package ui/sentence).
func (c Code) Error() string { return string(c) }

// Why a document cannot be opened, or a page of it not drawn.
const (
	// ErrNotFound: there is no such file.
	ErrNotFound Code = "not_found"
	// ErrFolder: it is a folder.
	ErrFolder Code = "folder"
	// ErrUnreadable: the file may not be read.
	ErrUnreadable Code = "unreadable"
	// ErrEmpty: the file has no bytes.
	ErrEmpty Code = "empty"
	// ErrFormat: the bytes are of no format that Recto opens.
	ErrFormat Code = "not_a_document"
	// ErrTruncated: the file ends before it should.
	ErrTruncated Code = "truncated"
	// ErrDamaged: the bytes contradict their format.
	ErrDamaged Code = "damaged"
	// ErrNoPixels: a picture of zero width or height, or a page without area.
	ErrNoPixels Code = "no_pixels"
	// ErrNoPages: a document without any page.
	ErrNoPages Code = "no_pages"
	// ErrPassword: the document is locked and no password was given.
	ErrPassword Code = "password_needed"
	// ErrWrongPassword: the given password does not open the document.
	ErrWrongPassword Code = "password_wrong"
	// ErrTooLarge: a picture of more pixels than Recto opens. The error
	// around it is a *TooLargeError.
	ErrTooLarge Code = "too_large"
	// ErrBomb: a small file that claims to unpack to an enormous picture. The
	// error around it is a *TooLargeError where the size is known.
	ErrBomb Code = "bomb"
	// ErrPage: this page of the document is broken; others may be whole.
	ErrPage Code = "page_broken"
	// ErrNoPage: the document has no page of that number.
	ErrNoPage Code = "no_such_page"
	// ErrTool: a program that Recto needs to open this document is missing.
	ErrTool Code = "tool_missing"
	// ErrTemp: temporary files cannot be written, for want of room or folder.
	ErrTemp Code = "no_temp_files"

	// ErrManyPages is a warning: the document has more than ManyPages pages.
	ErrManyPages Code = "many_pages"
)

// ManyPages is the count from which a document is said to be long: at two
// seconds a page it takes more than an hour on one core.
const ManyPages = 2000

// TooLargeError carries the measured size, in pixels, of a picture that is too
// large; a Bomb is one in a file that is far too small for it.
type TooLargeError struct {
	Width, Height int
	Bomb          bool
}

// Error names the size and the limits.
func (e *TooLargeError) Error() string {
	return fmt.Sprintf("picture of %d × %d pixels, at most %d a side and %d in all", e.Width, e.Height, MaxSide, MaxPixels)
}

// Unwrap makes errors.Is(err, ErrTooLarge) true, or ErrBomb for a bomb.
func (e *TooLargeError) Unwrap() error {
	if e.Bomb {
		return ErrBomb
	}
	return ErrTooLarge
}
