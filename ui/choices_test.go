package ui

import (
	"context"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recto/ocr"
	"recto/ocr/ocrtest"
	"recto/settings"
	"recto/ui/look"
	"recto/ui/uitest"
)

// choosing is a window under test that keeps its choices.
func choosing(t *testing.T, chosen settings.Settings, docs map[string]ocrtest.Document) (*tried, *kept, *[]settings.Settings) {
	t.Helper()
	a := test.NewTempApp(t)
	k := &kept{now: chosen.Clone()}
	var tuned []settings.Settings
	r := newTried(t, docs)
	r.window = newWindow(r.ctx, a, Deps{Recognizer: r.fake, Renderer: r.fake, Settings: chosen, InFlight: 2, API: &fakeAPI{},
		AutoWorkers: 2, ChangeSettings: k.change, Tune: func(s settings.Settings) int { tuned = append(tuned, s); return 2 * s.Workers },
		Describe: func(context.Context) (ocr.EngineInfo, error) { return ocr.EngineInfo{Packs: []string{"eng"}}, nil }}, r.loop.Post)
	r.page.settle = 0
	r.win.Resize(fyne.NewSize(1024, 700))
	t.Cleanup(func() { r.close(); r.win.Close() })
	return r, k, &tuned
}

func (r *tried) choose(t *testing.T, change func(*settings.Settings)) {
	t.Helper()
	if err := r.choices.choose(change); err != nil {
		t.Fatal(err)
	}
	r.untilKept(t)
}

func TestChoicesTakeEffectAtOnceAndAreKept(t *testing.T) {
	t.Setenv("FYNE_SCALE", "")
	r, k, tuned := choosing(t, settings.Defaults(), map[string]ocrtest.Document{"/a": uitest.DocOf("1")})
	for _, step := range []struct {
		what   string
		change func(*settings.Settings)
		took   func() bool
	}{
		{"dark", func(s *settings.Settings) { s.Theme = settings.ThemeDark }, func() bool { return look.Variant() == theme.VariantDark }},
		{"light", func(s *settings.Settings) { s.Theme = settings.ThemeLight }, func() bool { return look.Variant() == theme.VariantLight }},
		{"scale", func(s *settings.Settings) { s.UIScale = 2 }, func() bool { return os.Getenv("FYNE_SCALE") == "2" }},
		{"scale of the system", func(s *settings.Settings) { s.UIScale = 1 }, func() bool { return os.Getenv("FYNE_SCALE") == "" }},
		{"workers", func(s *settings.Settings) { s.Workers = 3 }, func() bool { return len(*tuned) == 1 && (*tuned)[0].Workers == 3 }},
		{"priority", func(s *settings.Settings) { s.WorkerPriority = settings.PriorityNormal }, func() bool { return len(*tuned) == 2 }},
		{"text pane", func(s *settings.Settings) { s.ShowText = false }, func() bool { return !r.places.tabs.Visible() && !r.items[r.command("text-pane")].Checked }},
		{"port", func(s *settings.Settings) { s.APIPort = 6000 }, func() bool { return r.api.api.options.Port == 6000 && r.api.port.Text == "6000" }},
		{"keys", func(s *settings.Settings) { s.Shortcuts = map[string]string{"open": "Ctrl+P"} }, func() bool { return r.command("open").hint() == "Open…  (Ctrl+P)" }},
		{"languages", func(s *settings.Settings) { s.Languages = []string{"de", "fr"} }, func() bool {
			r.open(t, "/a")
			return slices.Equal(uitest.Reads(r.fake, "/a")[0][0].Languages, []string{"de", "fr"})
		}},
	} {
		r.choose(t, step.change)
		if !step.took() {
			t.Errorf("%s: it took no effect", step.what)
		}
	}
	want := r.choices.now
	if got := k.get(); got.Theme != want.Theme || got.Workers != 3 || got.APIPort != 6000 || !maps.Equal(got.Shortcuts, want.Shortcuts) || !slices.Equal(got.Languages, want.Languages) || got.ShowText {
		t.Errorf("kept %+v, want %+v", got, want)
	}
}

func TestAChoiceOutOfBoundsChangesNothing(t *testing.T) {
	r, k, tuned := choosing(t, settings.Defaults(), nil)
	if err := r.choices.choose(func(s *settings.Settings) { s.Workers = -1 }); err == nil {
		t.Error("it was taken")
	}
	r.choose(t, func(s *settings.Settings) { s.Theme = settings.ThemeSystem })
	if r.choices.now.Workers != 0 || k.writes != 0 || len(*tuned) != 0 {
		t.Errorf("%d workers, %d writes", r.choices.now.Workers, k.writes)
	}
}

func TestTheSettingsHoldFromTheStart(t *testing.T) {
	chosen := settings.Defaults()
	chosen.Theme, chosen.ShowText, chosen.Shortcuts = settings.ThemeDark, false, map[string]string{"open": "F2"}
	r, k, _ := choosing(t, chosen, nil)
	if look.Variant() != theme.VariantDark || r.places.tabs.Visible() || r.command("open").hint() != "Open…  (F2)" || k.writes != 0 {
		t.Errorf("variant %d, text %v, hint %s, %d writes", look.Variant(), r.places.tabs.Visible(), r.command("open").hint(), k.writes)
	}
}

func TestPreferencesListEveryCommandWithItsKeys(t *testing.T) {
	r, _, _ := choosing(t, settings.Defaults(), nil)
	r.pressKey(fyne.KeyF1, 0)
	var shown []string
	for _, tree := range r.win.Canvas().Overlays().List() {
		for _, o := range test.LaidOutObjects(tree) {
			if l, ok := o.(*widget.Label); ok && l.Visible() {
				shown = append(shown, strings.TrimSpace(l.Text))
			}
		}
	}
	for _, text := range []string{"File", "Open…", "Ctrl+O", "Ctrl+S, Ctrl+E"} {
		if !slices.Contains(shown, text) {
			t.Errorf("%q is not among %q", text, shown)
		}
	}
	r.pressKey(fyne.KeyEscape, 0)
	if len(r.dialogs) != 0 {
		t.Error("Escape left the preferences open")
	}
}

func TestPreferencesFitTheSmallestWindow(t *testing.T) {
	r, _, _ := choosing(t, settings.Defaults(), nil)
	r.start("preferences")
	r.loop.Until(t, "the packs are known", func() bool { return !r.engines.Running() })
	for _, tree := range r.win.Canvas().Overlays().List() {
		if size := tree.MinSize(); size.Width > 940 || size.Height > 520 {
			t.Errorf("the preferences need %v", size)
		}
	}
}
