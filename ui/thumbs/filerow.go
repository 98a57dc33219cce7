package thumbs

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// fileRow is the row of a file: its name, a click on which folds it, and a
// button that closes it.
type fileRow struct {
	widget.BaseWidget
	pane    *Pane
	file    File
	fold    *widget.Icon
	name    *widget.Label
	done    *widget.Label // how far its reading is
	content fyne.CanvasObject
}

func newFileRow(p *Pane) *fileRow {
	r := &fileRow{pane: p, fold: widget.NewIcon(nil), name: widget.NewLabel(""), done: widget.NewLabel("")}
	r.name.Truncation = fyne.TextTruncateEllipsis
	shut := widget.NewButtonWithIcon("", theme.WindowCloseIcon(), r.onClose)
	shut.Importance = widget.LowImportance
	r.done.SizeName = theme.SizeNameCaptionText
	r.done.Hide()
	r.content = container.NewBorder(nil, nil, r.fold, container.NewHBox(r.done, shut), r.name)
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer shows the parts beside each other.
func (r *fileRow) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(r.content) }

func (r *fileRow) bind(file File, folded, shown bool) {
	r.file = file
	icon := theme.MenuDropDownIcon()
	if folded || file.Pages == 0 {
		icon = theme.MenuExpandIcon()
	}
	r.fold.SetResource(icon)
	r.name.TextStyle.Bold = shown
	text := r.pane.doneText(file)
	r.name.SetText(fileText(file, text == ""))
	if text != r.done.Text {
		r.done.SetText(text)
		r.done.Hidden = text == ""
		r.content.Refresh()
	}
}

// doneText is how far the reading of a file is, "" where it is not being read.
func (p *Pane) doneText(file File) string {
	if p.Done == nil || file.Pages < 2 {
		return ""
	}
	pages, reading := p.Done(file.ID)
	if !reading {
		return ""
	}
	return lang.L("{{.Done}} of {{.Count}}", map[string]any{"Done": pages, "Count": file.Pages})
}

// Tapped shows or hides the file's pages.
func (r *fileRow) Tapped(*fyne.PointEvent) { r.pane.onFold(r.file.ID) }

// TappedSecondary asks what to do with the file.
func (r *fileRow) TappedSecondary(e *fyne.PointEvent) {
	if r.pane.OnFileMenu != nil {
		r.pane.OnFileMenu(r.file.ID, e.AbsolutePosition)
	}
}

func (r *fileRow) onClose() {
	if r.pane.OnClose != nil {
		r.pane.OnClose(r.file.ID)
	}
}
