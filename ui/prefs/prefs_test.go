package prefs

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"golang.org/x/text/language"

	"recto/settings"
	"recto/ui/look"
	"recto/ui/uitest"
)

func TestMain(m *testing.M) { uitest.InEnglish(m) }

// asked is a pane under test, with what it chose and asked.
type asked struct {
	*Prefs
	kept      settings.Settings
	questions []string
	copied    string
	held      fyne.KeyModifier
	handed    []fyne.KeyName
	win       fyne.Window
}

func ask(t *testing.T, change func(*Config)) *asked {
	t.Helper()
	test.NewTempApp(t)
	return askIn(t, change)
}

func askIn(t *testing.T, change func(*Config)) *asked {
	t.Helper()
	a := &asked{kept: settings.Defaults()}
	cfg := Config{
		Settings: a.kept, Spoken: language.English, AutoWorkers: 2, HasAPI: true,
		Languages: []Language{{"en", "English"}, {"de", "Deutsch"}},
		Formats:   []Format{{"text", "Text"}, {"json", "Read JSON 3.2"}}, Keeps: true,
		ChooseFolder: func(chosen func(string)) { chosen("/srv/texts") },
		Choose: func(change func(*settings.Settings)) error {
			after := a.kept.Clone()
			change(&after)
			if err := after.Validate(); err != nil {
				return err
			}
			a.kept = after
			return nil
		},
		Ask: func(question, _ string, do func()) {
			a.questions = append(a.questions, question)
			do()
		},
		Commands: []Command{
			{"open", "Open…", "File", "Ctrl+O"}, {"quit", "Quit", "File", "Ctrl+Q"}, {"copy", "Copy text", "Edit", "Ctrl+C"},
			{"zoom-in", "Zoom in", "View", "Ctrl++ Ctrl+="}, {"next-page", "Next page", "Page", "PgDn"}, {"sample", "Open the sample", "File", ""},
			{"cancel", "Stop reading", "Page", "Esc"},
		},
		OnKey: func(e *fyne.KeyEvent) { a.handed = append(a.handed, e.Name) },
		Held:  func() fyne.KeyModifier { return a.held },
		Copy:  func(text string) { a.copied = text },
	}
	if change != nil {
		change(&cfg)
		a.kept = cfg.Settings
	}
	a.Prefs = New(cfg)
	a.win = test.NewTempWindow(t, a.Content())
	a.win.Resize(fyne.NewSize(880, 560))
	return a
}

// rows are the controls of the shown section by their labels.
func (a *asked) row(t *testing.T, label string) fyne.CanvasObject {
	t.Helper()
	for _, s := range a.sections {
		if o := rowOf(s.page, label); o != nil {
			return o
		}
	}
	t.Fatalf("no row %q", label)
	return nil
}

func TestEveryChoiceLandsInTheSettings(t *testing.T) {
	for _, tt := range []struct {
		label string
		act   func(fyne.CanvasObject)
		want  func(*settings.Settings)
	}{
		{"Theme", pick("Dark"), func(s *settings.Settings) { s.Theme = settings.ThemeDark }},
		{"Scale", pick("150 %"), func(s *settings.Settings) { s.UIScale = 1.5 }},
		{"Language", pick("Deutsch"), func(s *settings.Settings) { s.WindowLanguage = "de" }},
		{"At the start", tap, func(s *settings.Settings) { s.RestoreSession = false }},
		{"Results", tap, func(s *settings.Settings) { s.KeepResults = false }},
		{"Export as", pick("Read JSON 3.2"), func(s *settings.Settings) { s.ExportFormat = "json" }},
		{"Export to", write("/srv/a"), func(s *settings.Settings) { s.ExportFolder = "/srv/a" }},
		{"Export to", func(row fyne.CanvasObject) { test.Tap(buttonIn(row)) }, func(s *settings.Settings) { s.ExportFolder = "/srv/texts" }},
		{"A word counts as weak under", write("60"), func(s *settings.Settings) { s.WeakUnder = 60 }},
		{"Sidebar", tap, func(s *settings.Settings) { s.ShowThumbnails = false }},
		{"Reading order", pick("From the top left, line by line"), func(s *settings.Settings) { s.ReadingOrder = settings.OrderBasic }},
		{"Text in the file", pick("Read every page"), func(s *settings.Settings) { s.TextLayer = settings.TextLayerNever }},
		{"Workers", write("5"), func(s *settings.Settings) { s.Workers = 5 }},
		{"Priority", pick("Normal"), func(s *settings.Settings) { s.WorkerPriority = settings.PriorityNormal }},
		{"Time limit for a page", write(" 90 "), func(s *settings.Settings) { s.PageTimeout = 90 * time.Second }},
		{"Memory of a worker", write("2048"), func(s *settings.Settings) { s.WorkerMemory = 2 << 30 }},
		{"Panes", tap, func(s *settings.Settings) { s.ShowText = false }},
		{"Sidebar", tap, func(s *settings.Settings) { s.ShowThumbnails = false }},
		{"Memory for pictures of pages", write("256"), func(s *settings.Settings) { s.RasterCache = 256 }},
		{"Port", write("5001"), func(s *settings.Settings) { s.APIPort = 5001 }},
		{"Key", write("a-key"), func(s *settings.Settings) { s.APIKey = "a-key" }},
	} {
		a := ask(t, nil)
		tt.act(a.row(t, tt.label))
		want := settings.Defaults()
		tt.want(&want)
		if !reflect.DeepEqual(a.kept, want) {
			t.Errorf("%s: kept %+v\nwant %+v", tt.label, a.kept, want)
		}
		if said := textsOf(a.row(t, tt.label)); strings.Contains(said, "Give") {
			t.Errorf("%s: says %q of a good value", tt.label, said)
		}
	}
}

func TestAValueThatCannotBeUsedIsToldBesideItsField(t *testing.T) {
	for _, tt := range []struct{ label, text, says string }{
		{"Workers", "0", "Give a whole number from 1 to 1024. Leave it empty"}, {"Workers", "two", "Give a whole number"}, {"Workers", "-1", "Give a whole number"},
		{"Time limit for a page", "0", "from 1 to 86400"}, {"Time limit for a page", "", "Give a whole number"}, {"Memory of a worker", "1", "from 128 to 1048576"},
		{"Memory for pictures of pages", "63", "from 64 to 65536"}, {"Port", "65536", "from 1 to 65535"}, {"Port", "http", "Give a whole number"},
		{"Export to", "texts", "whole path"}, {"A word counts as weak under", "0", "from 1 to 100"},
		{"Key", "two words", "without spaces"}, {"Key", "clé", "letters, digits and signs"},
	} {
		a := ask(t, nil)
		row := a.row(t, tt.label)
		write(tt.text)(row)
		if said := textsOf(row); !strings.Contains(said, tt.says) {
			t.Errorf("%s = %q: says %q, want %q", tt.label, tt.text, said, tt.says)
		}
		if !reflect.DeepEqual(a.kept, settings.Defaults()) {
			t.Errorf("%s = %q: kept %+v", tt.label, tt.text, a.kept)
		}
	}
}

func TestSectionsAreResetAloneAndTogether(t *testing.T) {
	changed := settings.Defaults()
	changed.Theme, changed.Workers, changed.RasterCache, changed.APIPort = settings.ThemeLight, 4, 99, 6000
	changed.Languages, changed.Shortcuts = []string{"de", "fr"}, map[string]string{"open": "Ctrl+P"}
	a := ask(t, func(c *Config) { c.Settings = changed.Clone() })
	a.Show(Reading)
	test.Tap(buttonOf(t, a.Content(), "Reset section…"))
	want := changed.Clone()
	want.Workers, want.Languages = 0, []string{settings.LanguageAuto}
	if !reflect.DeepEqual(a.kept, want) || len(a.questions) != 1 || !strings.Contains(a.questions[0], "“Reading”") {
		t.Errorf("asked %q, kept %+v, want %+v", a.questions, a.kept, want)
	}
	if got := entryOf(a.row(t, "Workers")).Text; got != "" {
		t.Errorf("the entry still holds %q", got)
	}
	test.Tap(buttonOf(t, a.Content(), "Reset all…"))
	if !reflect.DeepEqual(a.kept, settings.Defaults()) {
		t.Errorf("kept %+v, want the defaults", a.kept)
	}
}

func TestResetHoldsEveryFieldThatTheDialogSets(t *testing.T) {
	a := ask(t, nil)
	changed := settings.Settings{
		Theme: "x", UIScale: 2, WindowLanguage: "x", Languages: []string{"x"}, ReadingOrder: "x", TextLayer: "x", Workers: 9, WorkerPriority: "x",
		PageTimeout: 1, WorkerMemory: 1, ShowThumbnails: false, ShowText: false, Layers: []string{"x"}, ShownUnder: 1, WeakUnder: 1,
		RasterCache: 1, APIPort: 1, APIKey: "x", Shortcuts: map[string]string{"x": "x"},
		ExportFormat: "x", ExportFolder: "x",
	}
	for _, s := range a.sections {
		s.reset(&changed, settings.Defaults())
	}
	if !reflect.DeepEqual(changed, settings.Defaults()) {
		t.Errorf("after a reset of all sections %+v, want %+v", changed, settings.Defaults())
	}
}

func TestTheAPIKeepsItsPortAndKeyWhileItIsOn(t *testing.T) {
	a := ask(t, func(c *Config) { c.APIOn, c.Settings.APIPort = true, 6000 })
	if !entryOf(a.row(t, "Port")).Disabled() || !entryOf(a.row(t, "Key")).Disabled() {
		t.Error("its entries can be changed")
	}
	test.Tap(buttonOf(t, a.Content(), "Reset all…"))
	if a.kept.APIPort != 6000 {
		t.Errorf("a reset gave it port %d", a.kept.APIPort)
	}
}

func TestWithoutAnAPIThereIsNoSectionForIt(t *testing.T) {
	a := ask(t, func(c *Config) { c.HasAPI = false })
	for _, s := range a.sections {
		if s.id == API {
			t.Error("there is a section of the API")
		}
	}
}

func TestKeysForCommandsAreHandedOnWhateverHasTheFocus(t *testing.T) {
	a := ask(t, nil)
	for _, label := range []string{"Theme", "Workers", "Panes"} {
		o := focusableOf(a.row(t, label))
		o.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	}
	a.nav.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if len(a.handed) != 4 {
		t.Errorf("handed on %v, want Escape four times", a.handed)
	}
}

func TestEachSectionLooksAsItDidLightAndDark(t *testing.T) {
	for _, theme := range []string{settings.ThemeLight, settings.ThemeDark} {
		app := test.NewTempApp(t)
		(&look.Look{}).Use(app, theme, 1)
		a := askIn(t, func(c *Config) { c.Settings.Languages = []string{"de", "en"} })
		a.SetInstalled([]string{"eng", "deu", "fra"})
		for id, name := range map[Section]string{General: "general", Reading: "reading", View: "view", API: "api", Shortcuts: "shortcuts"} {
			a.Show(id)
			if id == Shortcuts {
				a.table.list.Select(4)
			}
			test.AssertImageMatches(t, name+"-"+theme+".png", a.win.Canvas().Capture())
		}
	}
}
