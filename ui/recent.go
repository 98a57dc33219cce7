package ui

import (
	"context"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"recto/ui/intake"
)

// remember puts paths on top of the recent files, and reads anew which there
// are. All changes of the file stand in one line.
func (o *opener) remember(paths []string) {
	o.changeRecent(func(r intake.Recent) error {
		if len(paths) == 0 {
			return nil
		}
		return r.Add(paths...)
	})
}

// setFolder remembers where files were chosen.
func (o *opener) setFolder(path string, directory bool) {
	if !directory {
		path = filepath.Dir(path)
	}
	o.lately.Folder = path
	o.changeRecent(func(r intake.Recent) error { return r.SetFolder(path) })
}

// onClearRecent forgets the recent files.
func (o *opener) onClearRecent() { o.changeRecent(intake.Recent.Clear) }

func (o *opener) changeRecent(change func(intake.Recent) error) {
	if o.from.Recent == "" {
		return
	}
	r := intake.Recent{Path: o.from.Recent}
	before, made := o.remembered, make(chan struct{})
	o.remembered = made
	o.recents.Start(func(context.Context) (intake.Lately, error) {
		// One that a later change overtakes is made all the same, before it.
		defer close(made)
		if before != nil {
			<-before
		}
		if err := change(r); err != nil {
			return intake.Lately{}, err
		}
		return r.Load()
	}, o.onRecent)
}

// onRecent shows the recent files. That they cannot be kept keeps nobody from
// reading.
func (o *opener) onRecent(lately intake.Lately, err error) {
	if err != nil {
		o.w.status.say(lang.L("The list of recent files cannot be kept."))
	}
	o.lately = lately
	o.showRecent()
}

// hasRecent is true where a recent file can be opened.
func (o *opener) hasRecent() bool { return o.latest() != "" }

// latest is the latest file that is there and not open; "" for none.
func (o *opener) latest() string {
	for _, path := range o.lately.Files {
		if !o.lately.Missing[path] && !o.isOpen(path) {
			return path
		}
	}
	return ""
}

func (o *opener) isOpen(path string) bool {
	for _, d := range o.w.session.Docs {
		if d.Path == path {
			return true
		}
	}
	return false
}

// onLatest opens the latest file that is not open.
func (o *opener) onLatest() {
	if path := o.latest(); path != "" {
		o.open(path)
	}
}

// showRecent fills the submenu and the empty window.
func (o *opener) showRecent() {
	item := o.w.items[o.w.command("open-recent")]
	var entries []*fyne.MenuItem
	for _, path := range o.lately.Files {
		entry := fyne.NewMenuItem(shortPath(path), func() { o.open(path) })
		entry.Disabled = o.lately.Missing[path]
		entries = append(entries, entry)
	}
	item.ChildMenu = nil
	if len(entries) > 0 {
		entries = append(entries, fyne.NewMenuItemSeparator(), fyne.NewMenuItem(lang.L("Clear list"), o.onClearRecent))
		item.ChildMenu = fyne.NewMenu("", entries...)
	}
	o.w.win.MainMenu().Refresh()
	o.w.welcome.setRecent(o.lately)
	o.w.showEnabled()
}

// maxShown is how much of a name in a menu is shown, in runes.
const maxShown = 48

// shortPath is a file's name with its folder's, as a menu shows it.
func shortPath(path string) string {
	folder := filepath.Base(filepath.Dir(path))
	if folder == "/" || folder == "." {
		return visible(filepath.Base(path), maxShown)
	}
	return visible(filepath.Base(path), maxShown) + "  —  " + visible(folder, maxShown)
}
