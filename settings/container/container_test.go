package container

import (
	"log/slog"
	"net/netip"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

// load is Load with arguments alone, which must be good.
func load(t *testing.T, args ...string) (Options, []Notice) {
	t.Helper()
	return loadFrom(t, Sources{Args: args})
}

func loadFrom(t *testing.T, in Sources) (Options, []Notice) {
	t.Helper()
	got, notices, err := Load(in)
	if err != nil {
		t.Fatalf("Load(%+v): %v", in, err)
	}
	return got, notices
}

// settingsFile is the path of a file with the given text.
func settingsFile(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "appsettings.json")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func texts(notices []Notice) string {
	var all []string
	for _, n := range notices {
		all = append(all, n.Level.String()+" "+n.Text)
	}
	return strings.Join(all, "\n")
}

func TestNothingGivenIsTheDefaults(t *testing.T) {
	got, notices := load(t)
	want := Options{
		LicenseDays: 365, Console: Levels{Categories: map[string]slog.Level{}},
		Disk:       Disk{MaxFileMB: 1, Levels: Levels{Categories: map[string]slog.Level{}}},
		ResultLife: 48 * time.Hour, ResultLife20: 48 * time.Hour, MaxRunningTime: time.Hour,
		Port: 5000, Bind: []netip.Addr{netip.MustParseAddr("127.0.0.1"), netip.MustParseAddr("::1")},
		WorkerMemory: 1 << 30, PageTimeout: 3 * time.Minute, StopTimeout: 30 * time.Second,
		Languages: []string{"auto"}, TextLayer: "auto", MaxBody: 500 << 20, MaxOperations: 10000, MinSide: 50, MaxSide: 10000,
		OperationLocation: "operations", FetchTimeout: time.Minute,
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("Load() =\n%+v, want\n%+v", got, want)
	}
	if len(notices) != 0 {
		t.Errorf("notices = %q, want none", texts(notices))
	}
}

func TestEveryFormOfAnArgumentIsTaken(t *testing.T) {
	for _, args := range [][]string{
		{"Mounts:License=/license"},
		{"--Mounts:License=/license"},
		{"/Mounts:License=/license"},
		{"--Mounts:License", "/license"},
		{"/Mounts:License", "/license"},
		{"mounts:LICENSE=/license"},
		{"--MOUNTS:license", "/license", "Eula=accept"},
		{"Eula=accept", "--Mounts:License", "/license"},
		{"Mounts:License=/other", "Mounts:License=/license"},
	} {
		got, notices := load(t, args...)
		if got.LicenseDir != "/license" || len(notices) != 0 {
			t.Errorf("Load(%q): LicenseDir = %q, notices %q, want /license and none", args, got.LicenseDir, texts(notices))
		}
	}
}

func TestAnyPathIsTakenAsItIs(t *testing.T) {
	for _, path := range []string{"/a=b", "/with space/ä", "=", "--x", " /led by a space", "relative", "/Eula", `C:\x`} {
		if got, _ := load(t, "Mounts:Output="+path); got.OutputDir != path {
			t.Errorf("Mounts:Output=%s: OutputDir = %q", path, got.OutputDir)
		}
	}
	if got, _ := load(t, "--Mounts:Output", "/a=b"); got.OutputDir != "/a=b" {
		t.Errorf("--Mounts:Output /a=b: OutputDir = %q", got.OutputDir)
	}
}

func TestAFlagAloneIsTrueAndTakesNoOtherSettingAsItsValue(t *testing.T) {
	got, notices := load(t, "--Recto:RequireKey", "ApiKey=k", "--DownloadLicense", "--Mounts:License", "/l", "--Recto:AllowPrivateUrls", "no")
	if !got.RequireKey || !got.DownloadLicense || got.AllowPrivateURLs || got.APIKey != "k" || got.LicenseDir != "/l" || len(notices) != 0 {
		t.Errorf("Load = %+v, notices %q", got, texts(notices))
	}
}

func TestAKeyWithoutAValueDoesNotSwallowTheNextSetting(t *testing.T) {
	got, notices := load(t, "--Mounts:Output", "Eula=accept", "--Billing")
	if !got.EULA || got.OutputDir != "" {
		t.Errorf("EULA = %v, OutputDir = %q, want true and none", got.EULA, got.OutputDir)
	}
	if len(notices) != 2 || !strings.Contains(notices[0].Text, "Mounts:Output=VALUE") || !strings.Contains(notices[1].Text, "Billing=VALUE") {
		t.Errorf("notices = %q, want one each for Mounts:Output and Billing", texts(notices))
	}
}

func TestAnArgumentThatFitsNoFormIsTold(t *testing.T) {
	for _, arg := range []string{"bare", "", "-", "--", "-Eula=accept", "=accept", "--=x", "/", "/bare", "--bare", "\n", "Recto:Port"} {
		got, notices := load(t, "Recto:Port=6000", arg)
		if got.Port != 6000 {
			t.Errorf("%q: Port = %d, want 6000", arg, got.Port)
		}
		if len(notices) != 1 || notices[0].Level != slog.LevelWarn || !strings.Contains(notices[0].Text, "argument 2") || strings.Contains(notices[0].Text, "\n") {
			t.Errorf("%q: notices = %q, want one warning about argument 2", arg, texts(notices))
		}
	}
}

func TestAKnownKeyBeforeItsValueIsTakenWithANotice(t *testing.T) {
	got, notices := load(t, "Mounts:License", "/license", "Eula=accept")
	if got.LicenseDir != "/license" || !got.EULA || len(notices) != 1 {
		t.Errorf("LicenseDir = %q, EULA = %v, notices %q, want /license, true and one", got.LicenseDir, got.EULA, texts(notices))
	}
}

func TestArgumentsBeatEnvironmentBeatsFile(t *testing.T) {
	in := Sources{
		Args:    []string{"Recto:Port=1"},
		Environ: []string{"RECTO__PORT=2", "recto:minside=20"},
		File:    settingsFile(t, `{"recto": {"port": 3, "MinSide": 30, "MaxSide": "300"}}`),
	}
	got, notices := loadFrom(t, in)
	if got.Port != 1 || got.MinSide != 20 || got.MaxSide != 300 || got.ConfigFile != in.File || len(notices) != 0 {
		t.Errorf("Load = %+v, notices %q, want port 1, sides 20 to 300", got, texts(notices))
	}
}

func TestAnEmptyValueIsNotGivenAndHidesLowerOnes(t *testing.T) {
	got, notices := loadFrom(t, Sources{
		Args:    []string{"Recto:Port=", "Fluentd:Host=", "Mounts:Output="},
		Environ: []string{"Recto__Port=2", "Recto__Workers="},
	})
	if got.Port != 5000 || got.Workers != 0 || got.OutputDir != "" || len(notices) != 0 {
		t.Errorf("Load = %+v, notices %q, want the defaults and none", got, texts(notices))
	}
}

func TestKeyIsAnAliasThatApiKeyBeats(t *testing.T) {
	for _, tt := range []struct {
		in   Sources
		want string
	}{
		{Sources{Args: []string{"key=a"}}, "a"},
		{Sources{Environ: []string{"KEY=a"}}, "a"},
		{Sources{Environ: []string{"ApiKey=b", "key=a"}}, "b"},
		{Sources{Environ: []string{"key=a", "ApiKey=b"}}, "b"},
		{Sources{Environ: []string{"ApiKey=b"}, Args: []string{"key=a"}}, "a"},
	} {
		if got, _ := loadFrom(t, tt.in); got.APIKey != tt.want {
			t.Errorf("Load(%+v): APIKey = %q, want %q", tt.in, got.APIKey, tt.want)
		}
	}
}

func TestOnlyAcceptAcceptsTheTerms(t *testing.T) {
	for value, want := range map[string]bool{"accept": true, "ACCEPT": true, "yes": false, "accepted": false, "": false} {
		got, notices := load(t, "Eula="+value)
		if got.EULA != want {
			t.Errorf("Eula=%s: EULA = %v, want %v", value, got.EULA, want)
		}
		if told := len(notices) == 1; told != (!want && value != "") {
			t.Errorf("Eula=%s: notices %q", value, texts(notices))
		}
	}
}

func TestTheContainerRoleIsSeenOrSaid(t *testing.T) {
	docker := fstest.MapFS{".dockerenv": {}}
	podman := fstest.MapFS{"run/.containerenv": {}}
	all := []netip.Addr{netip.IPv4Unspecified(), netip.IPv6Unspecified()}
	for _, tt := range []struct {
		in   Sources
		want bool
	}{
		{Sources{Root: docker}, true},
		{Sources{Root: podman}, true},
		{Sources{Root: fstest.MapFS{}}, false},
		{Sources{Root: docker, Args: []string{"Recto:Container=false"}}, false},
		{Sources{Environ: []string{"Recto__Container=TRUE"}}, true},
	} {
		got, _ := loadFrom(t, tt.in)
		if got.Container != tt.want || slices.Equal(got.Bind, all) != tt.want {
			t.Errorf("Load(%+v): Container = %v, Bind = %v, want %v", tt.in, got.Container, got.Bind, tt.want)
		}
	}
	got, _ := loadFrom(t, Sources{Root: docker, Args: []string{"Recto:Bind=localhost"}})
	if got.Bind[0] != netip.MustParseAddr("127.0.0.1") {
		t.Errorf("in a container with Recto:Bind=localhost: Bind = %v", got.Bind)
	}
}

func TestHelpAndVersionStandBesideAnything(t *testing.T) {
	for _, word := range []string{"--help", "-h", "-?", "/?", "help", "--HELP"} {
		got, notices, err := Load(Sources{Args: []string{"Recto:Port=x", "--Mounts:Output", word}})
		if word == "help" {
			got, notices, err = Load(Sources{Args: []string{word, "Recto:Port=x"}})
		}
		if !got.Help || err != nil || notices != nil {
			t.Errorf("%s: Help = %v, %v, %v", word, got.Help, notices, err)
		}
	}
	if got, _, err := Load(Sources{Args: []string{"--version"}}); !got.Version || err != nil {
		t.Errorf("--version: Version = %v, %v", got.Version, err)
	}
}

func TestHelpNamesEveryKeyOnShortLines(t *testing.T) {
	help := Help()
	for _, k := range table {
		if !strings.Contains(help, k.name) {
			t.Errorf("help lacks %s", k.name)
		}
		if k.take == nil == (k.why == "") || k.take != nil && (k.help == "" || k.allowed == "") {
			t.Errorf("%s: an honoured key needs help and what is allowed, another one a reason", k.name)
		}
	}
	for line := range strings.Lines(help) {
		if len(line) > width+1 {
			t.Errorf("line of %d characters: %s", len(line), line)
		}
	}
}

func TestTheTablesDefaultsAreTheOptions(t *testing.T) {
	want, _ := load(t)
	for _, k := range table {
		if k.preset == "" || strings.ContainsAny(k.preset, " /") {
			continue
		}
		args := []string{k.name + "=" + k.preset}
		if got, _ := load(t, args...); k.family == false && !reflect.DeepEqual(got, want) {
			t.Errorf("Load(%q) =\n%+v, which is not the default\n%+v", args, got, want)
		}
	}
}

func TestTheConfigurationFileIsNamedOrNot(t *testing.T) {
	path := settingsFile(t, `{"Recto:Port": 7000}`)
	missing := filepath.Join(t.TempDir(), "none.json")
	for _, in := range []Sources{{File: path}, {Args: []string{"Recto:Config=" + path}, File: missing}, {Environ: []string{"RECTO__CONFIG=" + path}}} {
		if got, _ := loadFrom(t, in); got.Port != 7000 || got.ConfigFile != path {
			t.Errorf("Load(%+v): Port = %d, ConfigFile = %q, want 7000 and %q", in, got.Port, got.ConfigFile, path)
		}
	}
	if got, _ := loadFrom(t, Sources{File: missing}); got.ConfigFile != "" {
		t.Errorf("a missing default file: ConfigFile = %q, want none", got.ConfigFile)
	}
	for _, bad := range []string{missing, t.TempDir(), "/dev/null"} {
		if _, _, err := Load(Sources{Args: []string{"Recto:Config=" + bad}}); err == nil || !strings.Contains(err.Error(), bad) {
			t.Errorf("Recto:Config=%s: error %v, want one that names it", bad, err)
		}
	}
	if _, notices := loadFrom(t, Sources{File: settingsFile(t, `{"Recto": {"Config": "other.json"}}`)}); len(notices) != 1 {
		t.Errorf("Recto:Config in the file: notices %q, want one", texts(notices))
	}
}
