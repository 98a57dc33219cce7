package settings

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/adrg/xdg"
)

// quietEnv takes every variable of Recto out of the environment.
func quietEnv(t *testing.T) {
	t.Helper()
	for _, f := range fields {
		t.Setenv(f.env, "")
	}
}

// fileOf is the path of a settings file with that text.
func fileOf(t *testing.T, text string) string {
	t.Helper()
	quietEnv(t)
	path := filepath.Join(t.TempDir(), "recto", "settings.json")
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// chosen differs from the defaults in every field.
var chosen = Settings{
	Theme: ThemeDark, UIScale: 1.5, WindowLanguage: "fr", RestoreSession: false, KeepResults: false,
	ExportFormat: "json", ExportFolder: "/srv/texts",
	Languages: []string{"de", "zh-Hans"}, Workers: 3, WorkerPriority: PriorityNormal, PageTimeout: 90 * time.Second,
	WorkerMemory: 2 << 30, ReadingOrder: OrderBasic, TextLayer: TextLayerNever,
	Layers: []string{"lines", "order"}, ShownUnder: 70, WeakUnder: 50, RasterCache: 256,
	APIOn: true, APIPort: 5001, APIKey: "a-key", Shortcuts: map[string]string{"open": "Ctrl+P", "quit": ""},
}

func TestEveryFieldOfSettingsIsSavedCheckedAndOverridden(t *testing.T) {
	kind := reflect.TypeFor[Settings]()
	if len(fields) != kind.NumField() {
		t.Fatalf("%d fields in the table, %d in Settings", len(fields), kind.NumField())
	}
	for i, f := range fields {
		if key := kind.Field(i).Tag.Get("koanf"); key != f.key {
			t.Errorf("field %d is %q in the table, %q in Settings", i, f.key, key)
		}
		taken := Defaults()
		f.take(&taken, chosen)
		if got, want := f.value(taken), f.value(chosen); !reflect.DeepEqual(got, want) || reflect.DeepEqual(got, f.value(Defaults())) {
			t.Errorf("%s took %v, want %v", f.key, got, want)
		}
	}
}

func TestDefaultsAreValid(t *testing.T) {
	if err := Defaults().Validate(); err != nil {
		t.Error(err)
	}
}

func TestWithoutAFileThereAreTheDefaults(t *testing.T) {
	quietEnv(t)
	got, err := LoadFile(filepath.Join(t.TempDir(), "none", "settings.json"))
	if err != nil || !reflect.DeepEqual(got, Defaults()) {
		t.Errorf("got %+v, %v; want the defaults", got, err)
	}
}

func TestSavedSettingsComeBackTheSame(t *testing.T) {
	quietEnv(t)
	path := filepath.Join(t.TempDir(), "new", "folder", "settings.json")
	if err := chosen.SaveFile(path); err != nil {
		t.Fatal(err)
	}
	if got, err := LoadFile(path); err != nil || !reflect.DeepEqual(got, chosen) {
		t.Errorf("got %+v, %v; want %+v", got, err, chosen)
	}
	if entries, err := os.ReadDir(filepath.Dir(path)); err != nil || len(entries) != 1 {
		t.Errorf("the folder holds %v, %v; want only the file", entries, err)
	}
}

func TestSavingKeepsWhatRectoDoesNotKnow(t *testing.T) {
	path := fileOf(t, `{"colour.of": {"later": [1, "x"]}, "workers": 7}`)
	if err := chosen.SaveFile(path); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	flat := strings.Join(strings.Fields(string(text)), "")
	for _, want := range []string{`"colour.of":{"later":[1,"x"]}`, `"workers":3`, `"pageTimeout":"1m30s"`} {
		if !strings.Contains(flat, want) {
			t.Errorf("%s lacks %s", text, want)
		}
	}
}

func TestABrokenFileIsMovedAsideAndToldOf(t *testing.T) {
	for _, text := range []string{`{"workers": `, ``, `[1]`, "\x00"} {
		path := fileOf(t, text)
		got, err := LoadFile(path)
		var broken *BrokenError
		if !errors.As(err, &broken) || broken.Aside != path+".broken" || !reflect.DeepEqual(got, Defaults()) {
			t.Errorf("%q: got %+v, %v", text, got, err)
			continue
		}
		if kept, err := os.ReadFile(broken.Aside); err != nil || string(kept) != text {
			t.Errorf("%q: aside is %q, %v", text, kept, err)
		}
		if _, err := LoadFile(path); err != nil {
			t.Errorf("%q: the second start says %v", text, err)
		}
	}
}

func TestABadValueCostsOnlyItself(t *testing.T) {
	for name, tt := range map[string]struct{ text, says string }{
		"kind":     {`"workers": "two"`, "workers"},
		"range":    {`"workers": -1`, "workers is -1: choose from 0 to 1024"},
		"seconds":  {`"pageTimeout": 180`, "pageTimeout is 180ns: choose from 1s to 24h0m0s"},
		"memory":   {`"workerMemoryBytes": 5`, "workerMemoryBytes is 5"},
		"no codes": {`"languages": []`, "languages is empty"},
		"code":     {`"languages": ["en", "--x"]`, `languages holds "--x"`},
		"switch":   {`"apiOn": "perhaps"`, "apiOn is perhaps"},
		"port 0":   {`"apiPort": 0`, "apiPort is 0: choose from 1 to 65535"},
		"port":     {`"apiPort": 65536`, "apiPort is 65536: choose from 1 to 65535"},
		"key":      {`"apiKey": "two words"`, "apiKey cannot be sent in a header"},
		"lines":    {`"apiKey": "a\r\nHost: b"`, "apiKey cannot be sent in a header"},
		"order":    {`"readingOrder": "up"`, `readingOrder is "up": choose basic or natural`},
		"theme":    {`"theme": "pink"`, `theme is "pink": choose system, light or dark`},
		"small":    {`"uiScale": 0.5`, "uiScale is 0.5: choose from 0.75 to 3"},
		"large":    {`"uiScale": "NaN"`, "uiScale is NaN: choose from 0.75 to 3"},
		"tongue":   {`"windowLanguage": "de;fr"`, `windowLanguage is "de;fr"`},
		"priority": {`"workerPriority": "high"`, `workerPriority is "high": choose low or normal`},
		"format":   {`"exportFormat": "a b"`, `exportFormat is "a b"`},
		"folder":   {`"exportFolder": "texts"`, `exportFolder is "texts": give a whole path`},
		"layer":    {`"layers": ["words", "A!"]`, `layers holds "A!"`},
		"shown":    {`"shownUnderPercent": 0`, "shownUnderPercent is 0: choose from 1 to 100"},
		"weak":     {`"weakUnderPercent": 101`, "weakUnderPercent is 101: choose from 1 to 100"},
		"cache":    {`"rasterCacheMB": 1`, "rasterCacheMB is 1: choose from 64 to 65536"},
		"commands": {`"shortcuts": {"Open it": "Ctrl+P"}`, `shortcuts gives "Open it"`},
		"keys":     {`"shortcuts": {"open": "a\nb"}`, `shortcuts gives "open"`},
		"no map":   {`"shortcuts": "Ctrl+P"`, "shortcuts is Ctrl+P"},
	} {
		key, _, _ := strings.Cut(strings.TrimPrefix(tt.text, `"`), `"`)
		other, want := `"workers": 5`, Defaults()
		if key == "workers" {
			other = `"readingOrder": "natural"`
			want.ReadingOrder = "natural"
		} else {
			want.Workers = 5
		}
		got, err := LoadFile(fileOf(t, "{"+tt.text+", "+other+"}"))
		if err == nil || !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%s: error %v, want %q in it", name, err, tt.says)
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %+v, want %+v", name, got, want)
		}
	}
}

func TestTheEnvironmentStandsAboveTheFileButIsNotSaved(t *testing.T) {
	path := fileOf(t, `{"workers": 2, "languages": ["fr"]}`)
	t.Setenv("RECTO_WORKERS", "6")
	t.Setenv("RECTO_LANGUAGES", "de, en")
	t.Setenv("RECTO_PAGE_TIMEOUT", "5m")
	got, err := LoadFile(path)
	want := Defaults()
	want.Workers, want.Languages, want.PageTimeout = 6, []string{"de", "en"}, 5*time.Minute
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Fatalf("got %+v, %v; want %+v", got, err, want)
	}
	got.ReadingOrder = "natural"
	if err := got.SaveFile(path); err != nil {
		t.Fatal(err)
	}
	quietEnv(t)
	want = Defaults()
	want.Workers, want.Languages, want.ReadingOrder = 2, []string{"fr"}, "natural"
	if got, err := LoadFile(path); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("without the variables %+v, %v; want %+v", got, err, want)
	}
}

func TestNamesWithValuesStandInAVariableAsJSON(t *testing.T) {
	path := fileOf(t, `{"shortcuts": {"open": "Ctrl+P"}}`)
	t.Setenv("RECTO_SHORTCUTS", `{"quit": "Ctrl+E"}`)
	if got, err := LoadFile(path); err != nil || !reflect.DeepEqual(got.Shortcuts, map[string]string{"quit": "Ctrl+E"}) {
		t.Errorf("shortcuts %v, %v", got.Shortcuts, err)
	}
	t.Setenv("RECTO_SHORTCUTS", "quit")
	if got, err := LoadFile(path); err == nil || !strings.Contains(err.Error(), "RECTO_SHORTCUTS") || got.Shortcuts["open"] != "Ctrl+P" {
		t.Errorf("shortcuts %v, %v; want those of the file and an error", got.Shortcuts, err)
	}
}

func TestABadVariableIsNamed(t *testing.T) {
	path := fileOf(t, `{"workers": 2}`)
	t.Setenv("RECTO_WORKERS", "many")
	got, err := LoadFile(path)
	if err == nil || !strings.Contains(err.Error(), "RECTO_WORKERS") || got.Workers != 2 {
		t.Errorf("workers %d, %v; want 2 and an error that names the variable", got.Workers, err)
	}
}

func TestInvalidSettingsAreNotSaved(t *testing.T) {
	path := fileOf(t, `{"workers": 2}`)
	bad := Defaults()
	bad.Workers = -4
	if err := bad.SaveFile(path); err == nil || !strings.Contains(err.Error(), "workers is -4") {
		t.Errorf("SaveFile: %v", err)
	}
	if got, err := LoadFile(path); err != nil || got.Workers != 2 {
		t.Errorf("the file now holds %d workers, %v", got.Workers, err)
	}
}

func TestTheFileLiesUnderTheUsersConfigurationFolder(t *testing.T) {
	quietEnv(t)
	dir := t.TempDir()
	t.Cleanup(xdg.Reload) // registered first, so that it runs after the variable is back
	t.Setenv("XDG_CONFIG_HOME", dir)
	xdg.Reload()
	if want := filepath.Join(dir, "recto", "settings.json"); Path() != want {
		t.Errorf("Path() = %q, want %q", Path(), want)
	}
	if err := chosen.Save(); err != nil {
		t.Fatal(err)
	}
	if got, err := Load(); err != nil || !reflect.DeepEqual(got, chosen) {
		t.Errorf("got %+v, %v; want %+v", got, err, chosen)
	}
}
