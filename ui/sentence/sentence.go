// Package sentence says in English, to a person, why something did not work
// and what to do next. It is the one place where error texts for people stand.
package sentence

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"syscall"

	"recto/ocr"
	"recto/render"
)

// unexpected is said of errors that have no sentence of their own.
const unexpected = "Something unexpected happened. Try again, and if it happens again look into the log for the details."

// Of is what a person is told of err: one or two whole sentences that say what
// happened and what to do next, without the error's own text. It is "" for nil.
func Of(err error) string {
	switch {
	case err == nil:
		return ""
	case errors.Is(err, context.Canceled):
		return "Reading was stopped. Start it again to read the rest."
	}
	var language *ocr.LanguageError
	if errors.As(err, &language) {
		return missingLanguage(language)
	}
	var large *render.TooLargeError
	if errors.As(err, &large) && !large.Bomb {
		return tooLarge(large)
	}
	var reading ocr.Code
	if errors.As(err, &reading) {
		return orUnexpected(readings[reading])
	}
	var opening render.Code
	if errors.As(err, &opening) {
		return orUnexpected(openings[opening])
	}
	return ofSystem(err)
}

// orUnexpected is the sentence, or the one for errors that have none.
func orUnexpected(sentence string) string {
	if sentence == "" {
		return unexpected
	}
	return sentence
}

func missingLanguage(err *ocr.LanguageError) string {
	if err.Package == "" {
		return fmt.Sprintf("The data for the language %q is not installed. Choose another language, or put its traineddata file into Tesseract's folder.", err.Language)
	}
	return fmt.Sprintf("The data for the language %q is not installed. Install it with: sudo apt-get install %s", err.Language, err.Package)
}

func tooLarge(err *render.TooLargeError) string {
	return fmt.Sprintf("The picture is too large: it has %d × %d pixels, and Recto opens at most %d a side and %d million in all. Scale it down or cut it into parts.",
		err.Width, err.Height, render.MaxSide, render.MaxPixels/1_000_000)
}

// readings are what is said of the codes of ocr.
var readings = map[ocr.Code]string{
	ocr.ErrLanguage:        "The data for a wanted language is not installed. Run “recto doctor” to see which languages there are and how to install others.",
	ocr.ErrUnknownLanguage: "Recto does not know one of the wanted languages. Give languages by their short codes, such as en or de.",
	ocr.ErrTimeout:         "The page took too long to read and was given up. Try it alone, or raise the time limit in the settings.",
	ocr.ErrMemory:          "The page needs more memory than a worker may take. Scale the page down, or raise the memory limit in the settings.",
	ocr.ErrCrash:           "The reading engine ended unexpectedly on this page, twice. The page may be damaged; save it anew or scan it again.",
	ocr.ErrProtocol:        "The reading engine gave an answer that Recto does not understand. Start Recto anew, and install it again if this goes on.",
	ocr.ErrEngine:          "The reading engine could not be started or refused the page. Run “recto doctor” to see what is missing.",
	ocr.ErrClosed:          "Recto was closing before the page was read. Start it again to read the page.",
}

// openings are what is said of the codes of render.
var openings = map[render.Code]string{
	render.ErrFolder:        "This is a folder. Name the files in it that are to be read.",
	render.ErrNotFound:      "There is no such file. Check its name and folder.",
	render.ErrUnreadable:    "The file may not be read. Check its permissions.",
	render.ErrEmpty:         "The file is empty. Copy or save it again from where it comes.",
	render.ErrFormat:        "The file is neither a picture nor a document that Recto opens. Save it as PDF, PNG, JPEG or TIFF.",
	render.ErrTruncated:     "The file ends too early, so a part of it is missing. Copy or download it again.",
	render.ErrDamaged:       "The file is damaged. Copy or download it again, or save it anew with the program that made it.",
	render.ErrNoPixels:      "The page has no width or no height, so there is nothing to read. Save or scan it again.",
	render.ErrNoPages:       "The document has no pages. Check that it is the right file.",
	render.ErrPassword:      "The document is locked. Give its password to open it.",
	render.ErrWrongPassword: "The password does not open the document. Check it and try again.",
	render.ErrTooLarge:      "The picture is too large. Scale it down or cut it into parts.",
	render.ErrBomb:          "The small file would unpack to an enormous picture, so Recto does not open it. If you trust it, save it smaller with another program.",
	render.ErrPage:          "This page of the document is broken. The other pages may be whole; save the document anew to mend it.",
	render.ErrNoPage:        "The document has no page of this number. Choose one of its pages.",
	render.ErrTool:          "A program that Recto needs to open this document is not installed. Run “recto doctor” to see which, and how to install it.",
	render.ErrTemp:          "Temporary files cannot be written. Free some space on their disk, or name another folder in the variable TMPDIR.",
	render.ErrManyPages:     fmt.Sprintf("The document has more than %d pages, so reading all of it takes long. Choose the pages you need.", render.ManyPages),
}

// ofSystem is the sentence for what the operating system refuses.
func ofSystem(err error) string {
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return "It took too long and was given up. Try again with fewer pages."
	case errors.Is(err, fs.ErrExist):
		return "There is a file of that name already. Choose another name, or allow it to be replaced."
	case errors.Is(err, fs.ErrNotExist):
		return "There is no such file or folder. Check its name."
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return "The file or folder may not be read or written. Check its permissions, or choose another folder."
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return "The disk is full. Free some space, or choose another folder."
	}
	return unexpected
}
