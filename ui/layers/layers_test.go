package layers

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"recto/ocr/overlay"
	"recto/ui/uitest"
)

func TestSwitchesAndSliderSayWhatIsDrawn(t *testing.T) {
	test.NewTempApp(t)
	var told []overlay.Layers
	p := New("", func(l overlay.Layers) { told = append(told, l) }, nil)
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
	test.NewTempApp(t)
	listed := map[overlay.Kind]bool{}
	var on overlay.Layers
	for _, l := range all() {
		*l.field(&on) = true
		for _, k := range l.kinds {
			listed[k.kind] = true
		}
	}
	for _, kind := range on.Legend() {
		if !listed[kind] {
			t.Errorf("kind %d is drawn but not in the legend", kind)
		}
	}
}

func TestPaneLooksAsPainted(t *testing.T) {
	for name, look := range uitest.Themes() {
		test.NewTempApp(t)
		test.ApplyTheme(t, look)
		p := New("Ctrl+L hides and shows all of it.", func(overlay.Layers) {}, nil)
		p.Set(overlay.Layers{Lines: true, Confidence: true, Handwriting: true, Corrected: true, Under: 0.8})
		w := test.NewTempWindow(t, p.Content)
		w.Resize(fyne.NewSize(380, 560))
		test.AssertImageMatches(t, name+".png", w.Canvas().Capture())
	}
}
