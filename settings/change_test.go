package settings

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

func TestAChangeWritesWhatItAlteredAndNothingElse(t *testing.T) {
	path := fileOf(t, `{"workers": -3, "apiPort": 6000, "paper": "later"}`)
	if err := ChangeFile(path, func(s *Settings) { s.APIOn, s.Languages[0] = true, "de" }); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	flat := strings.Join(strings.Fields(string(text)), "")
	for _, want := range []string{`"workers":-3`, `"apiPort":6000`, `"paper":"later"`, `"apiOn":true`, `"languages":["de"]`} {
		if !strings.Contains(flat, want) {
			t.Errorf("%s lacks %s", text, want)
		}
	}
	if strings.Contains(flat, "readingOrder") {
		t.Errorf("%s holds a default that nobody chose", text)
	}
}

func TestWhatIsResetStandsInTheFileNoMore(t *testing.T) {
	path := fileOf(t, `{"apiPort": 6000, "theme": "dark", "shortcuts": {"open": "Ctrl+P", "quit": ""}, "paper": 1}`)
	if err := ChangeFile(path, func(s *Settings) { delete(s.Shortcuts, "quit") }); err != nil {
		t.Fatal(err)
	}
	if got, err := LoadFile(path); err != nil || !reflect.DeepEqual(got.Shortcuts, map[string]string{"open": "Ctrl+P"}) {
		t.Errorf("shortcuts %v, %v", got.Shortcuts, err)
	}
	if err := ChangeFile(path, func(s *Settings) { *s = Defaults() }); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if flat := strings.Join(strings.Fields(string(text)), ""); err != nil || flat != `{"paper":1}` {
		t.Errorf("the file holds %s, %v", text, err)
	}
}

func TestAChangeOfNothingWritesNoFile(t *testing.T) {
	quietEnv(t)
	path := filepath.Join(t.TempDir(), "settings.json")
	if err := ChangeFile(path, func(s *Settings) { s.APIOn = false }); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); !os.IsNotExist(err) {
		t.Errorf("Stat gives %v, want no file", err)
	}
}

func TestAnInvalidChangeIsNotWritten(t *testing.T) {
	path := fileOf(t, `{"apiPort": 6000}`)
	err := ChangeFile(path, func(s *Settings) { s.APIPort = 70000 })
	if err == nil || !strings.Contains(err.Error(), "apiPort is 70000") {
		t.Errorf("ChangeFile: %v", err)
	}
	if got, err := LoadFile(path); err != nil || got.APIPort != 6000 {
		t.Errorf("the file now holds port %d, %v", got.APIPort, err)
	}
}

func TestAChangeLeavesWhatTheEnvironmentOverrides(t *testing.T) {
	path := fileOf(t, `{"apiPort": 6000}`)
	t.Setenv("RECTO_API_PORT", "7000")
	t.Setenv("RECTO_API_ON", "true")
	got, err := LoadFile(path)
	if err != nil || got.APIPort != 7000 || !got.APIOn {
		t.Fatalf("port %d, on %v, %v; want those of the environment", got.APIPort, got.APIOn, err)
	}
	if err := ChangeFile(path, func(s *Settings) { s.APIPort, s.APIOn, s.APIKey = 7001, false, "k" }); err != nil {
		t.Fatal(err)
	}
	quietEnv(t)
	want := Defaults()
	want.APIPort, want.APIKey = 6000, "k"
	if got, err := LoadFile(path); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("without the variables %+v, %v; want %+v", got, err, want)
	}
}

func TestAChangeSetsABrokenFileAside(t *testing.T) {
	path := fileOf(t, `{"workers": `)
	if err := ChangeFile(path, func(s *Settings) { s.APIOn = true }); err != nil {
		t.Fatal(err)
	}
	if got, err := LoadFile(path); err != nil || !got.APIOn {
		t.Errorf("on = %v, %v", got.APIOn, err)
	}
	if _, err := os.Stat(path + brokenSuffix); err != nil {
		t.Error(err)
	}
}

func TestTheKeyStandsInNoError(t *testing.T) {
	for _, text := range []string{`{"apiKey": "secret words"}`, `{"apiKey": ["secret"]}`, `{"apiKey": {"a": "secret"}}`} {
		got, err := LoadFile(fileOf(t, text))
		if err == nil || strings.Contains(err.Error(), "secret") || got.APIKey != "" {
			t.Errorf("%s: key %q, error %v", text, got.APIKey, err)
		}
	}
}

func TestKeysThatNoHeaderCarriesAreRefused(t *testing.T) {
	for key, want := range map[string]bool{
		"": true, "0123456789abcdef": true, "~!-_=/+.": true, strings.Repeat("k", MaxAPIKey): true,
		" ": false, "a b": false, "a\n": false, "clé": false, "\x00": false, "\x7f": false, strings.Repeat("k", MaxAPIKey+1): false,
	} {
		if got := UsableAPIKey(key); got != want {
			t.Errorf("UsableAPIKey(%q) = %v, want %v", key, got, want)
		}
	}
}
