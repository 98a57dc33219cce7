// Package layers is the pane in which people choose what is drawn over a page;
// it is the legend of what is drawn, too. It takes values and reports wishes.
package layers

import (
	"image"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"recto/ocr/overlay"
	"recto/ui/keys"
)

// Pane belongs to the user interface's goroutine.
type Pane struct {
	Content fyne.CanvasObject

	// OnChange is told what is to be drawn now.
	OnChange func(overlay.Layers)

	layers  overlay.Layers
	rows    []row
	slider  *widget.Slider
	shown   *widget.Label
	setting bool
}

// row is a layer with its switch.
type row struct {
	check *keys.Check
	field func(*overlay.Layers) *bool
}

// layer is what is said of a layer, and the kinds that it draws.
type layer struct {
	text  string
	field func(*overlay.Layers) *bool
	kinds []kind
}

type kind struct {
	kind overlay.Kind
	text string
}

// all are the layers, in the order of the pane.
func all() []layer {
	percents := map[string]any{"Fair": math.Round(100 * overlay.FairFrom), "Sure": math.Round(100 * overlay.SureFrom)}
	return []layer{
		{lang.L("How sure each word is"), func(l *overlay.Layers) *bool { return &l.Confidence }, []kind{
			{overlay.KindWeak, lang.L("weak: under {{.Fair}} %", percents)},
			{overlay.KindFair, lang.L("fair: {{.Fair}} to {{.Sure}} %", percents)},
			{overlay.KindSure, lang.L("sure: {{.Sure}} % and more", percents)},
		}},
		{lang.L("Words that a person corrected"), func(l *overlay.Layers) *bool { return &l.Corrected }, sample(overlay.KindCorrected)},
		{lang.L("Handwriting, and how sure that is"), func(l *overlay.Layers) *bool { return &l.Handwriting }, sample(overlay.KindHand)},
		{lang.L("Frames of lines"), func(l *overlay.Layers) *bool { return &l.Lines }, sample(overlay.KindLine)},
		{lang.L("Frames of words"), func(l *overlay.Layers) *bool { return &l.Words }, sample(overlay.KindWord)},
		{lang.L("Reading order"), func(l *overlay.Layers) *bool { return &l.Numbers }, sample(overlay.KindNumber)},
	}
}

// sample is the one kind of a layer, which the layer's own text explains.
func sample(k overlay.Kind) []kind { return []kind{{kind: k}} }

// leastPercent is the lowest confidence that the slider goes to.
const leastPercent = 10

// New makes the pane. Hint stands at its top; onKey gets the keys that it has no
// use for.
func New(hint string, onChange func(overlay.Layers), onKey func(*fyne.KeyEvent)) *Pane {
	p := &Pane{OnChange: onChange}
	box := container.NewVBox()
	top := widget.NewLabel(hint)
	top.Wrapping = fyne.TextWrapWord
	p.shown = widget.NewLabel("")
	p.slider = widget.NewSlider(leastPercent, 100)
	p.slider.Step = 5
	p.slider.OnChanged = p.onSlider
	box.Add(top)
	box.Add(p.shown)
	box.Add(container.New(layout.NewCustomPaddedLayout(0, 0, swatchGap, swatchGap), p.slider))
	box.Add(widget.NewSeparator())
	for _, l := range all() {
		field := l.field
		check := keys.NewCheck(l.text, onKey)
		check.OnChanged = func(on bool) {
			*field(&p.layers) = on
			p.changed()
		}
		p.rows = append(p.rows, row{check, field})
		if len(l.kinds) == 1 {
			box.Add(container.NewBorder(nil, nil, nil, swatch(l.kinds[0].kind), check))
			continue
		}
		box.Add(check)
		for _, k := range l.kinds {
			text := widget.NewLabel(k.text)
			text.Truncation = fyne.TextTruncateEllipsis
			box.Add(container.New(layout.NewCustomPaddedLayout(0, 0, textLeft, 0), container.NewBorder(nil, nil, nil, swatch(k.kind), text)))
		}
	}
	p.Content = container.NewVScroll(box)
	p.Set(overlay.Usual())
	return p
}

// The measures of a sample, in view units.
const (
	swatchWidth  = 46
	swatchHeight = 18
	swatchGap    = 12
	textLeft     = 28
)

// swatch is a sample of a kind, as the page shows it.
func swatch(k overlay.Kind) fyne.CanvasObject {
	const fine = 2 // pixels a unit, so that it is sharp where screens are fine
	sample := canvas.NewImageFromImage(overlay.Swatch(k, image.Pt(swatchWidth*fine, swatchHeight*fine), fine))
	sample.FillMode = canvas.ImageFillContain
	sample.SetMinSize(fyne.NewSize(swatchWidth, swatchHeight))
	return container.New(layout.NewCustomPaddedLayout(0, 0, 0, swatchGap), container.NewCenter(sample))
}

// Set shows what is drawn.
func (p *Pane) Set(l overlay.Layers) {
	p.layers = l
	p.setting = true
	for _, r := range p.rows {
		r.check.SetChecked(*r.field(&p.layers))
	}
	percent := 100.0
	if l.Under > 0 {
		percent = math.Round(100 * l.Under)
	}
	p.slider.SetValue(percent)
	p.showPercent(percent)
	p.setting = false
}

func (p *Pane) onSlider(percent float64) {
	p.layers.Under = percent / 100
	if percent >= 100 {
		p.layers.Under = 0
	}
	p.showPercent(percent)
	p.changed()
}

func (p *Pane) showPercent(percent float64) {
	text := lang.L("All words are shown")
	if percent < 100 {
		text = lang.L("Only words under {{.Percent}} % are shown", map[string]any{"Percent": percent})
	}
	p.shown.SetText(text)
}

func (p *Pane) changed() {
	if !p.setting {
		p.OnChange(p.layers)
	}
}
