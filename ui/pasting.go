package ui

import (
	"context"
	"errors"
	"os"
	"time"

	"fyne.io/fyne/v2/lang"

	"recto/ui/clipboard"
	"recto/ui/intake"
	"recto/ui/session"
)

// pastePatience is how long the program that copied may take to hand over what
// it copied.
const pastePatience = 10 * time.Second

// pasted is what the clipboard held: a picture that was kept as a file, or
// files; neither where it held nothing of use.
type pasted struct {
	picture string
	files   []string

	// text is true where it held text that names no file.
	text bool
}

// onPaste opens what the clipboard holds. Whoever copied may be slow, or hang.
func (o *opener) onPaste() {
	home, _ := os.UserHomeDir() // without one, no path begins in it
	text, read := "", o.from.Clipboard
	if read == nil {
		text = o.w.app.Clipboard().Content()
		read = func(context.Context) (clipboard.Content, error) { return clipboard.Content{Text: text}, nil }
	}
	o.w.status.say(lang.L("Looking at the clipboard…"))
	o.pasted.Start(func(ctx context.Context) (pasted, error) {
		ctx, cancel := context.WithTimeout(ctx, pastePatience)
		defer cancel()
		content, err := read(ctx)
		if err != nil {
			return pasted{}, err
		}
		return o.keep(content, home)
	}, o.onPasted)
}

// keep keeps a picture, or finds the files that are named.
func (o *opener) keep(content clipboard.Content, home string) (pasted, error) {
	switch {
	case content.Files != "":
		return pasted{files: intake.FilesIn(content.Files, home)}, nil
	case len(content.Picture) > 0 && o.from.Pasted != "":
		path, err := intake.KeepPasted(o.from.Pasted, content.Picture, content.Extension, time.Now())
		return pasted{picture: path}, err
	case content.Text != "":
		files := intake.FilesIn(content.Text, home)
		return pasted{files: files, text: len(files) == 0}, nil
	}
	return pasted{}, nil
}

func (o *opener) onPasted(p pasted, err error) {
	w := o.w
	w.status.say("")
	switch {
	case errors.Is(err, clipboard.ErrUnavailable):
		o.from.Clipboard = nil
		o.onPaste()
	case errors.Is(err, clipboard.ErrSilent):
		w.failOf(lang.L("The program that copied does not answer. Copy again, or save the picture as a file and open that."), err)
	case errors.Is(err, clipboard.ErrTooLarge):
		w.failOf(lang.L("What was copied is too large to paste. Save it as a file and open that."), err)
	case err != nil:
		w.failOf(lang.L("The picture could not be pasted. Save it as a file and open that."), err)
	case p.picture != "":
		w.session.OpenGiven(session.Given{Path: p.picture, Title: lang.L("Pasted picture")})
	case len(p.files) > 0:
		o.open(p.files...)
	case p.text:
		w.status.say(lang.L("The text on the clipboard names no file. Copy a picture, files, or the path of a file."))
	default:
		w.status.say(lang.L("There is nothing on the clipboard that Recto opens."))
	}
}
