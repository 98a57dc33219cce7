// Package reread is the form in which people choose how pages are read again:
// which of them, in which languages, in which order, and whether text that the
// file holds is taken.
package reread

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"recto/ocr"
	"recto/ui/keys"
	"recto/ui/languages"
)

// Scope is which pages are read again.
type Scope int

// The shown page, those chosen in the list of pages, or those of the whole file,
// which then is read so from now on.
const (
	Page Scope = iota
	Chosen
	File
)

// Choice is what a person chose.
type Choice struct {
	Scope Scope

	// Pages are those of the file; they count for File alone.
	Pages ocr.PageSet

	Languages []string
	Order     ocr.Order
	TextLayer ocr.TextLayer
}

// Config is what the form begins with, and to whom it reports.
type Config struct {
	// Begin is what is chosen at first.
	Begin Choice

	// Page counts from 1; Chosen is how many pages are chosen in the list, 0 for
	// none but the shown one; Count is how many the file has.
	Page, Chosen, Count int

	// Languages is what the picker needs, but OnChange.
	Languages languages.Config

	// OnValid is told whether what stands in the form can be read.
	OnValid func(bool)
}

// Form is the form. It belongs to the user interface's goroutine.
type Form struct {
	cfg     Config
	content fyne.CanvasObject
	scopes  []Scope
	scope   *keys.Select
	pages   *keys.Entry
	numbers *fyne.Container
	wrong   *widget.Label
	order   *keys.Select
	layer   *keys.Select
	picker  *languages.Picker
}

// choiceWidth is the width of the choices and of the entry.
const choiceWidth = 320

// orders are the reading orders as they stand in the form.
var orders = []ocr.Order{ocr.OrderNatural, ocr.OrderBasic}

// layers are the uses of a file's own text as they stand in the form.
var layers = []ocr.TextLayer{ocr.TextLayerAuto, ocr.TextLayerOnly, ocr.TextLayerNever}

// New makes the form.
func New(cfg Config) *Form {
	f := &Form{cfg: cfg, wrong: widget.NewLabel("")}
	onKey := cfg.Languages.OnKey
	f.pages = keys.NewEntry(onKey, cfg.Languages.OnShortcut)
	f.pages.PlaceHolder = lang.L("all, or like 1-3,7-")
	f.pages.OnChanged = func(string) { f.check() }
	f.wrong.Importance = widget.DangerImportance
	f.numbers = container.NewVBox(wide(f.pages), f.wrong)
	var texts []string
	f.scopes, texts = cfg.scopes()
	f.scope = keys.NewSelect(texts, onKey)
	f.scope.OnChanged = func(string) { f.check() }
	f.order = keys.NewSelect([]string{lang.L("As people read, block by block"), lang.L("From the top left, line by line")}, onKey)
	f.layer = keys.NewSelect([]string{lang.L("Take it where it is sound"), lang.L("Take it alone, read nothing"), lang.L("Read every page")}, onKey)
	picked := cfg.Languages
	picked.OnChange = func([]string) {}
	f.picker = languages.New(picked)
	f.picker.Set(cfg.Begin.Languages)
	f.order.SetSelectedIndex(0)
	if cfg.Begin.Order == ocr.OrderBasic {
		f.order.SetSelectedIndex(1)
	}
	f.layer.SetSelectedIndex(max(0, slices.Index(layers, cfg.Begin.TextLayer)))
	f.scope.SetSelectedIndex(0)
	for i, scope := range f.scopes {
		if scope == cfg.Begin.Scope {
			f.scope.SetSelectedIndex(i)
		}
	}
	grid := container.New(layout.NewFormLayout(),
		label(lang.L("Read again")), container.NewVBox(wide(f.scope), f.numbers),
		label(lang.L("Text in the file")), wide(f.layer),
		label(lang.L("Languages of the pages")), f.picker.Content(),
		label(lang.L("Reading order")), wide(f.order))
	f.content = container.NewVScroll(grid)
	f.check()
	return f
}

// scopes are those that mean something, with their texts.
func (c Config) scopes() (scopes []Scope, texts []string) {
	scopes, texts = []Scope{Page}, []string{lang.L("Page {{.Page}}", map[string]any{"Page": c.Page})}
	if c.Chosen > 1 {
		scopes = append(scopes, Chosen)
		texts = append(texts, lang.N("{{.Count}} chosen page", c.Chosen, map[string]any{"Count": c.Chosen}))
	}
	if c.Count > 1 {
		scopes = append(scopes, File)
		texts = append(texts, lang.L("The file, also from now on"))
	}
	return scopes, texts
}

// Content is the form's object.
func (f *Form) Content() fyne.CanvasObject { return f.content }

// SetInstalled tells which packs of traineddata are installed.
func (f *Form) SetInstalled(packs []string) { f.picker.SetInstalled(packs) }

// Choice is what stands in the form; false where it cannot be read.
func (f *Form) Choice() (Choice, bool) {
	c := Choice{Scope: f.scopes[max(0, f.scope.SelectedIndex())], Languages: f.picker.Chosen(), Order: orders[max(0, f.order.SelectedIndex())],
		TextLayer: layers[max(0, f.layer.SelectedIndex())]}
	if c.Scope != File {
		return c, true
	}
	var err error
	c.Pages, err = ocr.ParsePages(f.pages.Text)
	return c, err == nil && len(c.Pages.Of(f.cfg.Count)) > 0
}

// check says what is wrong with the page numbers, which are asked for where the
// file is read.
func (f *Form) check() {
	c, ok := f.Choice()
	if c.Scope == File {
		f.numbers.Show()
	} else {
		f.numbers.Hide()
	}
	text := ""
	if _, err := ocr.ParsePages(f.pages.Text); !ok && err != nil {
		text = lang.L("Give page numbers such as 1-3,7- or leave it empty.")
	} else if !ok {
		text = lang.N("The file has only {{.Count}} page.", f.cfg.Count, map[string]any{"Count": f.cfg.Count})
	}
	f.wrong.SetText(text)
	if text == "" {
		f.wrong.Hide()
	} else {
		f.wrong.Show()
	}
	if f.cfg.OnValid != nil {
		f.cfg.OnValid(ok)
	}
}

// label keeps a row's name at its top.
func label(text string) fyne.CanvasObject { return container.NewVBox(widget.NewLabel(text)) }

// wide gives a control its width.
func wide(o fyne.CanvasObject) fyne.CanvasObject {
	return container.NewHBox(container.NewGridWrap(fyne.NewSize(choiceWidth, o.MinSize().Height), o))
}
