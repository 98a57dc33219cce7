package ui

import (
	"context"
	"errors"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/driver"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/storage"

	"recto/ui/intake"
	"recto/ui/portal"
)

// question asks for files, or for a folder, and says what becomes of them.
type question struct {
	title, accept string
	directory     bool
	then          func(paths ...string)
}

// onOpen asks for files.
func (o *opener) onOpen() {
	o.choose(question{lang.L("Open documents"), lang.L("Open"), false, o.open})
}

// onOpenFolder asks for a folder, and opens what is in it.
func (o *opener) onOpenFolder() {
	o.choose(question{lang.L("Open the files in a folder"), lang.L("Open"), true, o.open})
}

// choose asks with the desktop's own dialog, which takes several files; where
// there is none, with Fyne's.
func (o *opener) choose(q question) {
	switch {
	case o.chosen.Running():
		o.w.status.say(lang.L("The file dialog is open already."))
		return
	case o.from.Choose == nil || o.noPortal:
		o.chooseWithFyne(q)
		return
	}
	r := portal.Request{Title: q.title, Accept: q.accept, Parent: o.handle(), Folder: o.folder(), Directory: q.directory}
	if !q.directory {
		r.Kinds = []portal.Kind{
			{Name: lang.L("Pictures and documents"), Patterns: intake.Patterns()},
			{Name: lang.L("All files"), Patterns: []string{"*"}},
		}
	}
	o.chosen.Start(func(ctx context.Context) ([]string, error) { return o.from.Choose(ctx, r) },
		func(paths []string, err error) { o.onChosen(paths, err, q) })
	o.w.status.show()
}

// onChosen hands on what was chosen; it is nothing where the person chose so.
func (o *opener) onChosen(paths []string, err error, q question) {
	o.w.status.show()
	switch {
	case errors.Is(err, portal.ErrNone):
		o.noPortal = true
		o.chooseWithFyne(q)
	case err != nil:
		o.w.failOf(lang.L("The files cannot be opened. They may lie on another computer; copy them to this one."), err)
	case len(paths) > 0:
		o.setFolder(paths[0], q.directory)
		q.then(paths...)
	}
}

// handle names the window to the portal, "" where the system has no such name.
func (o *opener) handle() string {
	name := ""
	if native, ok := o.w.win.(driver.NativeWindow); ok {
		native.RunNative(func(context any) {
			if x, ok := context.(driver.X11WindowContext); ok {
				name = portal.X11Window(x.WindowHandle)
			}
		})
	}
	return name
}

// folder is where a dialog starts: where the shown document is, else where
// files were chosen last.
func (o *opener) folder() string {
	if d := o.w.session.Doc(); d != nil && d.Request == "" && d.Title == "" && d.Path != o.w.deps.Sample {
		return filepath.Dir(d.Path)
	}
	return o.lately.Folder
}

// chooseWithFyne asks for one file or folder.
func (o *opener) chooseWithFyne(q question) {
	open := dialog.NewFileOpen(func(file fyne.URIReadCloser, err error) {
		if file != nil {
			_ = file.Close() // only the name is wanted: a worker reads the file
			o.onChosenWithFyne(file.URI(), err, q)
			return
		}
		o.onChosenWithFyne(nil, err, q)
	}, o.w.win)
	if q.directory {
		open = dialog.NewFolderOpen(func(folder fyne.ListableURI, err error) {
			if folder == nil {
				o.onChosenWithFyne(nil, err, q)
				return
			}
			o.onChosenWithFyne(folder, err, q)
		}, o.w.win)
	}
	open.SetTitleText(q.title)
	if folder := o.folder(); folder != "" {
		if at, err := storage.ListerForURI(storage.NewFileURI(folder)); err == nil {
			open.SetLocation(at)
		}
	}
	o.w.fillWindow(open)
	o.w.ask(open)
}

func (o *opener) onChosenWithFyne(uri fyne.URI, err error, q question) {
	switch {
	case err != nil:
		o.w.failOf(lang.L("The file cannot be opened. Check its permissions, or choose another."), err)
	case uri != nil:
		o.setFolder(uri.Path(), q.directory)
		q.then(uri.Path())
	}
}
