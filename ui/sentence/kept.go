package sentence

import (
	"errors"

	"recto/ocr/archive"
	"recto/ocr/correct"
	"recto/ocr/saved"
)

// badCorrections is said of corrections that could not be read.
const badCorrections = "The corrections that were kept of this document cannot be read. They were set aside as {{.File}}, and new ones are kept."

// kept are what is said of errors of what is kept, corrected and opened again.
var kept = []struct {
	err  error
	text string
}{
	{archive.ErrNewer, "The corrections of this document were kept by a newer version of Recto. Install that one to see and change them."},
	{archive.ErrChanging, "The document was changed while it was opened, so nothing is kept of it. Open it again."},
	{correct.ErrNoWord, "The word is not on the page any more. Choose it again."},
	{correct.ErrNoNeighbour, "No word follows it in its line. Choose the first of two words."},
	{correct.ErrNoText, "There is no text. Type what is written there."},
	{saved.ErrEmpty, "The file holds no page: what it tells of may have failed. Open another one."},
	{saved.ErrTooLarge, "The file of results is too large. Export fewer pages into one file."},
	{saved.ErrFormat, "The file holds no results that Recto knows. Open Read JSON or hOCR."},
	{saved.ErrDamaged, "The results in the file cannot be read. The file may be cut off; copy or export it again."},
}

// ofKept is the sentence about an error of what is kept; false for others.
func ofKept(err error) (Sentence, bool) {
	var bad *archive.BadError
	if errors.As(err, &bad) {
		return Sentence{Text: badCorrections, Data: map[string]any{"File": bad.Aside}}, true
	}
	for _, k := range kept {
		if errors.Is(err, k.err) {
			return Sentence{Text: k.text}, true
		}
	}
	return Sentence{}, false
}
