package batchview

import (
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recto/ocr/batch"
)

func (p *Panel) makeList() *widget.List {
	l := widget.NewList(func() int { return len(p.shown) }, p.newRow, p.fillRow)
	l.HideSeparators = true
	l.OnSelected = func(id widget.ListItemID) {
		l.UnselectAll()
		if id < len(p.shown) {
			p.wishes.Open(p.snapshot.Items[p.shown[id]].Path)
		}
	}
	return l
}

// nameShare is the part of a row that the document's name takes.
const nameShare = 0.4

func (p *Panel) newRow() fyne.CanvasObject {
	name, state := widget.NewLabel(""), widget.NewLabel("")
	name.Truncation, state.Truncation = fyne.TextTruncateEllipsis, fyne.TextTruncateEllipsis
	remove := p.button("", theme.CancelIcon(), nil)
	texts := container.New(shares{nameShare}, name, state)
	return container.NewBorder(nil, nil, widget.NewIcon(nil), remove, texts)
}

func (p *Panel) fillRow(id widget.ListItemID, o fyne.CanvasObject) {
	if id >= len(p.shown) {
		return
	}
	index := p.shown[id]
	item := p.snapshot.Items[index]
	row := o.(*fyne.Container)
	texts := row.Objects[0].(*fyne.Container)
	row.Objects[1].(*widget.Icon).SetResource(stateIcon(item.State))
	texts.Objects[0].(*widget.Label).SetText(filepath.Base(item.Path))
	state := texts.Objects[1].(*widget.Label)
	state.Importance = importance(item.State)
	state.SetText(p.stateText(item))
	row.Objects[2].(*widget.Button).OnTapped = func() { p.wishes.Remove(index) }
}

// shares parts a row between two objects.
type shares struct{ first float32 }

// Layout gives the first its share and the second the rest.
func (s shares) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	width := size.Width * s.first
	objects[0].Resize(fyne.NewSize(width, size.Height))
	objects[1].Move(fyne.NewPos(width, 0))
	objects[1].Resize(fyne.NewSize(size.Width-width, size.Height))
}

// MinSize is that of the higher one.
func (shares) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[0].MinSize().Max(objects[1].MinSize())
}

func stateIcon(s batch.State) fyne.Resource {
	switch s {
	case batch.Reading, batch.Writing:
		return theme.MediaPlayIcon()
	case batch.Done:
		return theme.NewSuccessThemedResource(theme.ConfirmIcon())
	case batch.Partly, batch.Skipped, batch.Cancelled:
		return theme.NewWarningThemedResource(theme.WarningIcon())
	case batch.Failed:
		return theme.NewErrorThemedResource(theme.ErrorIcon())
	}
	return theme.NewDisabledResource(theme.DocumentIcon())
}

func importance(s batch.State) widget.Importance {
	if s == batch.Failed {
		return widget.DangerImportance
	}
	return widget.MediumImportance
}

// stateText says how far a document is, or why it is not done.
func (p *Panel) stateText(i batch.Item) string {
	pages := map[string]any{"Done": i.Read + i.Failed, "All": i.Pages, "Lost": i.Failed, "Why": p.sentence(i.Err)}
	switch i.State {
	case batch.Reading:
		if i.Pages == 0 {
			return lang.L("Opening…")
		}
		return lang.L("Page {{.Done}} of {{.All}}", pages)
	case batch.Writing:
		return lang.L("Writing…")
	case batch.Done, batch.Partly:
		name := ""
		if len(i.Targets) > 0 {
			name = filepath.Base(i.Targets[0])
		}
		pages["File"] = name
		if i.State == batch.Done {
			return lang.L("Done: {{.File}}", pages)
		}
		return lang.L("{{.Lost}} of {{.All}} pages could not be read: {{.File}}. {{.Why}}", pages)
	case batch.Skipped:
		return lang.L("Left out: the file is there already")
	case batch.Failed:
		return pages["Why"].(string)
	case batch.Cancelled:
		return lang.L("Cancelled")
	case batch.Waiting:
	}
	return lang.L("Waiting")
}
