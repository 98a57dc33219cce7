// Package sentence says, to a person, why something did not work and what to
// do next. It is the one place where error texts for people stand; the window
// says them in its own language.
package sentence

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"syscall"

	"recto/ocr"
	"recto/render"
)

// Sentence is one or two whole English sentences, in which {{.Name}} stands for
// what Data has under that name. Text is what a translation is looked up by.
type Sentence struct {
	Text string
	Data map[string]any
}

// String is the sentence in English.
func (s Sentence) String() string {
	text := s.Text
	for name, value := range s.Data {
		text = strings.ReplaceAll(text, "{{."+name+"}}", fmt.Sprint(value))
	}
	return text
}

// The sentences with a place of their own in the code.
const (
	// unexpected is said of errors that have no sentence of their own.
	unexpected = "Something unexpected happened. Try again, and if it happens again look into the log for the details."

	stopped       = "Reading was stopped. Start it again to read the rest."
	noTraineddata = "The data for the language \"{{.Language}}\" is not installed. Choose another language, or put its traineddata file into Tesseract's folder."
	noPackage     = "The data for the language \"{{.Language}}\" is not installed. Install it with: sudo apt-get install {{.Package}}"
	tooManyPixels = "The picture is too large: it has {{.Width}} × {{.Height}} pixels, and Recto opens at most {{.Side}} a side and {{.Millions}} million in all. Scale it down or cut it into parts."
	manyPages     = "The document has more than {{.Most}} pages, so reading all of it takes long. Choose the pages you need."
	tooLong       = "It took too long and was given up. Try again with fewer pages."
	exists        = "There is a file of that name already. Choose another name, or allow it to be replaced."
	noFile        = "There is no such file or folder. Check its name."
	notAllowed    = "The file or folder may not be read or written. Check its permissions, or choose another folder."
	diskFull      = "The disk is full. Free some space, or choose another folder."
)

// Texts are the texts of all sentences, sorted.
func Texts() []string {
	texts := []string{unexpected, stopped, noTraineddata, noPackage, tooManyPixels, manyPages, tooLong, exists, noFile, notAllowed, diskFull}
	texts = slices.AppendSeq(texts, maps.Values(readings))
	texts = slices.AppendSeq(texts, maps.Values(openings))
	texts = append(texts, badCorrections)
	for _, k := range kept {
		texts = append(texts, k.text)
	}
	slices.Sort(texts)
	return slices.Compact(texts)
}

// Of is what a person is told of err in English: see For.
func Of(err error) string { return For(err).String() }

// For is what a person is told of err: what happened and what to do next,
// without the error's own text. It is empty for nil.
func For(err error) Sentence {
	switch {
	case err == nil:
		return Sentence{}
	case errors.Is(err, context.Canceled):
		return Sentence{Text: stopped}
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
		if opening == render.ErrManyPages {
			return Sentence{Text: manyPages, Data: map[string]any{"Most": render.ManyPages}}
		}
		return orUnexpected(openings[opening])
	}
	if s, ok := ofKept(err); ok {
		return s
	}
	return Sentence{Text: ofSystem(err)}
}

// orUnexpected is the sentence, or the one for errors that have none.
func orUnexpected(text string) Sentence {
	if text == "" {
		text = unexpected
	}
	return Sentence{Text: text}
}

func missingLanguage(err *ocr.LanguageError) Sentence {
	s := Sentence{Text: noPackage, Data: map[string]any{"Language": err.Language}}
	if err.Package == "" {
		s.Text = noTraineddata
	} else {
		s.Data["Package"] = err.Package
	}
	return s
}

func tooLarge(err *render.TooLargeError) Sentence {
	return Sentence{Text: tooManyPixels, Data: map[string]any{
		"Width": err.Width, "Height": err.Height, "Side": render.MaxSide, "Millions": render.MaxPixels / 1_000_000,
	}}
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
}

// ofSystem is the sentence for what the operating system refuses.
func ofSystem(err error) string {
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return tooLong
	case errors.Is(err, fs.ErrExist):
		return exists
	case errors.Is(err, fs.ErrNotExist):
		return noFile
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return notAllowed
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return diskFull
	}
	return unexpected
}
