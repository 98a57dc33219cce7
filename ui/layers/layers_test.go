package layers

import (
	"reflect"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"recto/ocr/overlay"
	"recto/ui/uitest"
)

func TestSwitchesAndSliderSayWhatIsDrawn(t *testing.T) {
	test.NewTempApp(t)
	var told []overlay.Layers
	p := New(func(l overlay.Layers) { told = append(told, l) }, nil)
	p.Set(overlay.Layers{Lines: true, Under: 0.8})
	if len(told) != 0 {
		t.Errorf("showing layers reports %v", told)
	}
	for _, r := range p.rows {
		r.check.SetChecked(!r.check.Checked)
	}
	p.slider.SetValue(100)
	want := overlay.Layers{Words: true, Confidence: true, Handwriting: true, Numbers: true, Corrected: true}
	if len(told) != len(p.rows)+1 || told[len(told)-1] != want {
		t.Errorf("told %d times, at last %+v, want %+v", len(told), told[len(told)-1], want)
	}
}

func TestEveryLayerHasASwitchAndALegend(t *testing.T) {
	var on overlay.Layers
	listed := map[overlay.Kind]bool{}
	for _, l := range all() {
		*l.field(&on) = true
		if len(l.kinds()) == 0 {
			t.Errorf("%q has no legend", l.text)
		}
		for _, kind := range l.kinds() {
			listed[kind] = true
		}
	}
	for _, kind := range on.Legend() {
		if !listed[kind] {
			t.Errorf("kind %d is drawn but not in the legend", kind)
		}
	}
	layers := reflect.ValueOf(on)
	for i := range layers.NumField() {
		if f := layers.Field(i); f.Kind() == reflect.Bool && !f.Bool() {
			t.Errorf("layer %s has no switch", layers.Type().Field(i).Name)
		}
	}
}

func TestPaneLooksAsPainted(t *testing.T) {
	for name, look := range uitest.Themes() {
		test.NewTempApp(t)
		test.ApplyTheme(t, look)
		p := New(func(overlay.Layers) {}, nil)
		p.SetHint("Ctrl+L hides and shows all of it.")
		p.Set(overlay.Layers{Lines: true, Confidence: true, Handwriting: true, Corrected: true, Under: 0.8})
		w := test.NewTempWindow(t, p.Content)
		w.Resize(fyne.NewSize(380, 560))
		test.AssertImageMatches(t, name+".png", w.Canvas().Capture())
	}
}
