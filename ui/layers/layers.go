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
	hint    *widget.Label
	setting bool
}

// row is a layer with its switch.
type row struct {
	check *keys.Check
	field func(*overlay.Layers) *bool
}

// layer is what is said of a layer.
type layer struct {
	text  string
	field func(*overlay.Layers) *bool
}

// all are the layers, in the order of the pane.
func all() []layer {
	return []layer{
		{lang.L("How sure each word is"), func(l *overlay.Layers) *bool { return &l.Confidence }},
		{lang.L("Words that a person corrected"), func(l *overlay.Layers) *bool { return &l.Corrected }},
		{lang.L("Handwriting, and how sure that is"), func(l *overlay.Layers) *bool { return &l.Handwriting }},
		{lang.L("Frames of lines"), func(l *overlay.Layers) *bool { return &l.Lines }},
		{lang.L("Frames of words"), func(l *overlay.Layers) *bool { return &l.Words }},
		{lang.L("Reading order"), func(l *overlay.Layers) *bool { return &l.Numbers }},
	}
}

// kinds are what the layer draws.
func (l layer) kinds() []overlay.Kind {
	var alone overlay.Layers
	*l.field(&alone) = true
	return alone.Legend()
}

// kindText is what a kind of a layer with several means.
func kindText(k overlay.Kind) string {
	percents := map[string]any{"Fair": math.Round(100 * overlay.FairFrom), "Sure": math.Round(100 * overlay.SureFrom)}
	switch k {
	case overlay.KindWeak:
		return lang.L("low: under {{.Fair}} %", percents)
	case overlay.KindFair:
		return lang.L("fair: {{.Fair}} to {{.Sure}} %", percents)
	}
	return lang.L("sure: {{.Sure}} % and more", percents)
}

// leastPercent is the lowest confidence that the slider goes to.
const leastPercent = 10

// New makes the pane. OnKey gets the keys that it has no use for.
func New(onChange func(overlay.Layers), onKey func(*fyne.KeyEvent)) *Pane {
	p := &Pane{OnChange: onChange}
	box := container.NewVBox()
	p.hint = widget.NewLabel("")
	p.hint.Wrapping = fyne.TextWrapWord
	p.hint.Hide()
	p.shown = widget.NewLabel("")
	p.slider = widget.NewSlider(leastPercent, 100)
	p.slider.Step = 5
	p.slider.OnChanged = p.onSlider
	box.Add(p.hint)
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
		kinds := l.kinds()
		if len(kinds) == 1 {
			box.Add(container.NewBorder(nil, nil, nil, swatch(kinds[0]), check))
			continue
		}
		box.Add(check)
		for _, k := range kinds {
			text := widget.NewLabel(kindText(k))
			text.Truncation = fyne.TextTruncateEllipsis
			box.Add(container.New(layout.NewCustomPaddedLayout(0, 0, textLeft, 0), container.NewBorder(nil, nil, nil, swatch(k), text)))
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

// SetHint shows a sentence at the top, none for "".
func (p *Pane) SetHint(text string) {
	p.hint.SetText(text)
	if text == "" {
		p.hint.Hide()
	} else {
		p.hint.Show()
	}
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
