// Package batchview is the panel of the batch: which documents are read, into
// which files, and how far that is. It takes values and reports wishes.
package batchview

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recto/ocr/batch"
	"recto/ocr/export"
	"recto/ui/keys"
)

// Wishes are what a person may want of the panel. All are needed.
type Wishes struct {
	// AddFiles and AddFolder ask for files, AddOpen takes those that are open.
	AddFiles, AddFolder, AddOpen func()

	// ChooseFolder asks where the files go.
	ChooseFolder func()

	Start  func(Choice)
	Pause  func(pause bool)
	Cancel func()
	Retry  func(Choice)
	Clear  func()

	// Remove takes a document out of the list, Open shows it in the window.
	Remove func(index int)
	Open   func(path string)
	Close  func()

	// Key is told of keys that the form has no use for.
	Key func(*fyne.KeyEvent)
}

// Choice is what is chosen for all documents.
type Choice struct {
	Format   export.Format
	Folder   string
	Pattern  batch.Pattern
	Existing batch.Existing
	Password string
}

// FormatName is a format with its name for people.
type FormatName struct {
	Format export.Format
	Name   string
}

// Panel belongs to the user interface's goroutine.
type Panel struct {
	Content *fyne.Container

	wishes   Wishes
	sentence func(error) string
	formats  []FormatName

	format          *keys.Select
	folder, pattern *keys.Entry
	password        *keys.Entry
	existing        *keys.Select
	trouble         *widget.Label
	start, pause    *widget.Button
	cancel          *widget.Button
	retry, clear    *widget.Button
	problems        *keys.Check
	progress        *widget.ProgressBar
	summary, none   *widget.Label
	inputs          []fyne.Disableable
	top, foot       *fyne.Container
	list            *widget.List
	snapshot        batch.Snapshot
	shown           []int // indices of the snapshot's items

}

// Entries are the entries that New puts into the form, made by the window, so
// that its keys work in them.
type Entries struct{ Folder, Pattern, Password *keys.Entry }

// New makes the panel. Sentence says of an error what a person is told.
func New(wishes Wishes, entries Entries, formats []FormatName, first Choice, sentence func(error) string) *Panel {
	p := &Panel{wishes: wishes, sentence: sentence, formats: formats,
		folder: entries.Folder, pattern: entries.Pattern, password: entries.Password}
	p.makeForm(first)
	p.makeButtons()
	p.progress = widget.NewProgressBar()
	p.progress.TextFormatter = func() string { return "" }
	p.summary = widget.NewLabel("")
	p.summary.Truncation = fyne.TextTruncateEllipsis
	p.none = widget.NewLabelWithStyle(lang.L("Add the documents that are to be read. Each gives a file of its own."), fyne.TextAlignCenter, fyne.TextStyle{})
	p.none.Wrapping = fyne.TextWrapWord
	p.list = p.makeList()
	p.Content = p.layOut()
	p.SetSnapshot(batch.Snapshot{})
	return p
}

func (p *Panel) layOut() *fyne.Container {
	title := widget.NewLabelWithStyle(lang.L("Batch"), fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	add := []fyne.CanvasObject{
		p.button(lang.L("Add files…"), theme.ContentAddIcon(), p.wishes.AddFiles),
		p.button(lang.L("Add folder…"), theme.FolderNewIcon(), p.wishes.AddFolder),
		p.button(lang.L("Add open files"), theme.DocumentIcon(), p.wishes.AddOpen),
	}
	left := container.NewHBox(append([]fyne.CanvasObject{title}, add...)...)
	right := container.NewHBox(p.start, p.pause, p.cancel, p.button("", theme.CancelIcon(), p.wishes.Close))
	p.top = container.NewBorder(nil, nil, left, right)
	p.foot = container.NewBorder(nil, nil, nil, container.NewHBox(p.problems, p.retry, p.clear),
		container.NewBorder(nil, nil, container.NewCenter(container.NewGridWrap(fyne.NewSize(progressWidth, progressHeight), p.progress)), nil, p.summary))
	form := container.New(layout.NewCustomPaddedLayout(4, 0, 4, 4), container.NewVBox(p.top, p.form(), p.trouble, p.foot))
	head := container.NewVBox(form, widget.NewSeparator())
	body := container.NewStack(p.list, container.NewBorder(p.none, nil, nil, nil))
	// Not NewBorder, in which the tabulator comes to the list before the head.
	return container.New(layout.NewBorderLayout(head, nil, nil, nil), head, body)
}

const (
	progressWidth  = 160
	progressHeight = 8
)

func (p *Panel) button(text string, icon fyne.Resource, run func()) *widget.Button {
	b := widget.NewButtonWithIcon(text, icon, run)
	b.Importance = widget.LowImportance
	return b
}

// SetFolder shows the folder that was chosen.
func (p *Panel) SetFolder(path string) {
	p.folder.SetText(path)
	p.check()
}

// SetSnapshot shows the batch as it is now.
func (p *Panel) SetSnapshot(s batch.Snapshot) {
	p.snapshot = s
	p.filter()
	p.showButtons()
	p.summary.SetText(summary(s))
	ended := 0
	for _, i := range s.Items {
		if i.State.Ended() {
			ended++
		}
	}
	p.progress.Max = float64(max(1, len(s.Items)))
	p.progress.SetValue(float64(ended))
	p.list.Refresh()
}

// filter chooses the rows: all, or those of documents that went wrong.
func (p *Panel) filter() {
	p.shown = p.shown[:0]
	for i, item := range p.snapshot.Items {
		if !p.problems.Checked || wrong(item.State) {
			p.shown = append(p.shown, i)
		}
	}
	if len(p.snapshot.Items) == 0 {
		p.none.Show()
		p.progress.Hide()
	} else {
		p.none.Hide()
		p.progress.Show()
	}
}

func wrong(s batch.State) bool {
	return s == batch.Failed || s == batch.Partly || s == batch.Skipped || s == batch.Cancelled
}
