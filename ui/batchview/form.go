package batchview

import (
	"errors"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recto/ocr/batch"
	"recto/ui/keys"
)

// The widths of the form's parts; the folder takes what is left.
const (
	formatWidth   = 150
	patternWidth  = 104
	passwordWidth = 120
	existingWidth = 158
)

func (p *Panel) makeForm(first Choice) {
	var names []string
	chosen := 0
	for i, f := range p.formats {
		names = append(names, f.Name)
		if f.Format == first.Format {
			chosen = i
		}
	}
	p.trouble = widget.NewLabel("")
	p.trouble.Importance = widget.DangerImportance
	p.trouble.Hide()
	p.format = keys.NewSelect(names, p.wishes.Key)
	p.format.SetSelectedIndex(chosen)
	p.existing = keys.NewSelect([]string{lang.L("Keep both files"), lang.L("Leave it out"), lang.L("Replace the file")}, p.wishes.Key)
	p.existing.SetSelectedIndex(int(first.Existing))
	p.folder.SetText(first.Folder)
	p.folder.SetPlaceHolder(lang.L("Folder for the files"))
	p.pattern.SetText(string(first.Pattern))
	p.pattern.SetPlaceHolder(string(batch.DefaultPattern))
	p.password.SetPlaceHolder(lang.L("Password"))
	p.folder.OnChanged = func(string) { p.check() }
	p.pattern.OnChanged = func(string) { p.check() }
}

func (p *Panel) form() fyne.CanvasObject {
	sized := func(o fyne.CanvasObject, width float32) fyne.CanvasObject {
		return container.NewGridWrap(fyne.NewSize(width, o.MinSize().Height), o)
	}
	browse := p.button("", theme.FolderOpenIcon(), p.wishes.ChooseFolder)
	p.inputs = []fyne.Disableable{p.format, p.folder, p.pattern, p.existing, p.password, browse}
	left := container.NewHBox(sized(p.format, formatWidth), widget.NewLabel(lang.L("into")))
	right := container.NewHBox(browse, widget.NewLabel(lang.L("named")), sized(p.pattern, patternWidth),
		widget.NewLabel(lang.L("If it exists")), sized(p.existing, existingWidth),
		sized(p.password, passwordWidth))
	return container.NewBorder(nil, nil, left, right, p.folder)
}

// choice is what the form holds.
func (p *Panel) choice() Choice {
	c := Choice{Folder: strings.TrimSpace(p.folder.Text), Pattern: batch.Pattern(strings.TrimSpace(p.pattern.Text)),
		Existing: batch.Existing(max(0, p.existing.SelectedIndex())), Password: p.password.Text}
	if i := p.format.SelectedIndex(); i >= 0 {
		c.Format = p.formats[i].Format
	}
	return c
}

// check says what is wrong with the form, and reports whether nothing is.
func (p *Panel) check() bool {
	text := ""
	var part *batch.PatternError
	switch err := p.choice().Pattern.Check(); {
	case errors.As(err, &part):
		text = lang.L("“{{.Part}}” has no place in a name. Use {name}, {ext}, {folder}, {n} and {date}.", map[string]any{"Part": part.Part})
	case err != nil:
		text = lang.L("All files would have the same name. Use {name} or {n}.")
	}
	p.trouble.SetText(text)
	if text == "" {
		p.trouble.Hide()
	} else {
		p.trouble.Show()
	}
	return text == ""
}

// ready checks the form, and asks for a folder where there is none.
func (p *Panel) ready() bool {
	if !p.check() {
		return false
	}
	if p.choice().Folder == "" {
		p.wishes.ChooseFolder()
		return false
	}
	return true
}
