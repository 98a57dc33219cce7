package logging

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/slogtest"
	"testing/synctest"
	"time"

	"recto/settings/container"
)

// open is a log to a buffer and, where folder is not "", to files below it.
func open(t *testing.T, levels container.Levels, folder string) (*slog.Logger, *bytes.Buffer, func() error) {
	t.Helper()
	var console bytes.Buffer
	o := Options{Console: &console, Levels: levels}
	if folder != "" {
		o.Disk = &Disk{Folder: folder, Instance: "one", MaxFileMB: 1, Levels: levels}
	}
	log, closeLog, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	return log, &console, closeLog
}

// records are the decoded lines of a log file.
func records(t *testing.T, path string) []map[string]any {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []map[string]any
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var r map[string]any
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			t.Fatalf("%s: line %q: %v", path, lines.Text(), err)
		}
		all = append(all, r)
	}
	return all
}

func TestALineIsTimeLevelCategoryMessageAttributes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log, console, _ := open(t, container.Levels{Default: container.LevelTrace}, "")
		api := log.With("client", "a b").With(Category, "Recto.Api")
		api.Info("page was read", "page", 3, "took", 2*time.Second)
		api.WithGroup("g").With(Category, "x").Warn("w", "e", errors.New("one\ntwo"))
		log.Error("no attributes")
		log.Log(t.Context(), container.LevelCritical, "c", "level", "high", "msg", "m", "time", "t")
		log.Debug("d")
		log.Log(t.Context(), container.LevelTrace, "t")
		want := `2000-01-01T00:00:00.000Z info: Recto.Api: page was read client="a b" page=3 took=2s
2000-01-01T00:00:00.000Z warn: Recto.Api: w client="a b" g.category=x g.e="one\ntwo"
2000-01-01T00:00:00.000Z fail: Recto: no attributes
2000-01-01T00:00:00.000Z crit: Recto: c level=high msg=m time=t
2000-01-01T00:00:00.000Z dbug: Recto: d
2000-01-01T00:00:00.000Z trce: Recto: t
`
		if console.String() != want {
			t.Errorf("console =\n%s\nwant\n%s", console, want)
		}
	})
}

func TestAHostileNameForgesNoLine(t *testing.T) {
	evil := "a.pdf\r\n2026-01-01T00:00:00.000Z fail: Recto: forged\x1b[2J\u202e\x00\xff\u2028"
	log, console, closeLog := open(t, container.Levels{}, t.TempDir())
	log.With(Category, evil).With(evil, evil).WithGroup(evil).Info(evil, evil, evil, "v", slog.GroupValue(slog.Any(evil, []string{evil})))
	if err := closeLog(); err != nil {
		t.Error(err)
	}
	text := console.String()
	if strings.Count(text, "\n") != 1 || strings.ContainsAny(text, "\r\x1b\x00\u202e\u2028") {
		t.Errorf("console = %q, want one line without control characters", text)
	}
}

func TestTheLevelIsThatOfTheLongestCategory(t *testing.T) {
	levels := container.Levels{Default: slog.LevelWarn, Categories: map[string]slog.Level{
		"recto.worker": slog.LevelDebug, "recto.worker.pool": container.LevelNone,
	}}
	folder := t.TempDir()
	log, console, closeLog := open(t, levels, folder)
	for _, category := range []string{"Recto.Worker", "Recto.Worker.X", "Recto.Worker.Pool", "Recto.Api"} {
		of := log.With(Category, category)
		of.Debug("low")
		of.Log(t.Context(), container.LevelCritical, "high")
	}
	if err := closeLog(); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range records(t, filepath.Join(folder, "recto", "one", "log.json")) {
		got = append(got, r["category"].(string)+" "+r["level"].(string))
	}
	want := "Recto.Worker Debug, Recto.Worker Critical, Recto.Worker.X Debug, Recto.Worker.X Critical, Recto.Api Critical"
	if strings.Join(got, ", ") != want {
		t.Errorf("files hold %s, want %s", strings.Join(got, ", "), want)
	}
	if n := strings.Count(console.String(), "\n"); n != 5 {
		t.Errorf("console has %d lines, want the same 5:\n%s", n, console)
	}
}

func TestNoneIsNothing(t *testing.T) {
	log, console, _ := open(t, container.Levels{Default: container.LevelNone}, "")
	log.Log(t.Context(), slog.Level(1<<40), "x")
	if console.Len() != 0 {
		t.Errorf("console = %q, want nothing", console)
	}
}

func TestAFileHoldsRecordsOfJSONWithOneCategory(t *testing.T) {
	folder := t.TempDir()
	log, _, closeLog := open(t, container.Levels{}, folder)
	log = log.With(Category, "Recto", "a", 1).With(Category, "Recto.Api")
	log.WithGroup("g").Warn("m\n", "b", 2)
	if err := closeLog(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(folder, "recto", "one", "log.json")
	all := records(t, path)
	if len(all) != 1 || all[0]["category"] != "Recto.Api" || all[0]["level"] != "Warning" || all[0]["a"] != 1.0 ||
		all[0]["msg"] != "m\n" || all[0]["g"].(map[string]any)["b"] != 2.0 || !strings.HasSuffix(all[0]["time"].(string), "Z") {
		t.Errorf("records = %v", all)
	}
	if text, _ := os.ReadFile(path); bytes.Count(text, []byte(`"category"`)) != 1 {
		t.Errorf("file = %s, want one category", text)
	}
}

func TestTheJSONHandlerKeepsSlogsPromises(t *testing.T) {
	var out bytes.Buffer
	err := slogtest.TestHandler(tee{newSink(newJSON(&out), container.Levels{})}, func() []map[string]any {
		var all []map[string]any
		for line := range bytes.Lines(out.Bytes()) {
			var r map[string]any
			if err := json.Unmarshal(line, &r); err != nil {
				t.Fatal(err)
			}
			all = append(all, r)
		}
		return all
	})
	if err != nil {
		t.Error(err)
	}
}

func TestFilesRollOverAtTheirSizeOrNot(t *testing.T) {
	for maxMB, want := range map[int]int{1: 4, -1: 1} {
		folder := t.TempDir()
		log, closeLog, err := New(Options{Disk: &Disk{Folder: folder, Instance: "one", MaxFileMB: maxMB}})
		if err != nil {
			t.Fatal(err)
		}
		for i := range 35 {
			log.Info("m", "i", i, "text", strings.Repeat("x", 100_000))
		}
		if err := closeLog(); err != nil {
			t.Fatal(err)
		}
		paths, err := filepath.Glob(filepath.Join(folder, "recto", "one", "*.json"))
		if err != nil || len(paths) != want {
			t.Errorf("%d MB: files %q, %v, want %d", maxMB, paths, err, want)
		}
		n := 0
		for _, path := range paths {
			n += len(records(t, path))
			if info, _ := os.Stat(path); maxMB > 0 && info.Size() > 1<<20 {
				t.Errorf("%s has %d bytes, want at most 1 MB", path, info.Size())
			}
		}
		if n != 35 {
			t.Errorf("%d MB: %d records, want 35", maxMB, n)
		}
	}
}

func TestASecondRunAppends(t *testing.T) {
	folder := t.TempDir()
	for range 2 {
		log, _, closeLog := open(t, container.Levels{}, folder)
		log.Info("m")
		if err := closeLog(); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(records(t, filepath.Join(folder, "recto", "one", "log.json"))); n != 2 {
		t.Errorf("%d records, want 2", n)
	}
}

func TestFilesWithoutAnOutputMountAreRefused(t *testing.T) {
	_, _, err := New(From(container.Options{Disk: container.Disk{JSON: true, MaxFileMB: 1}}, nil, "one"))
	if !errors.Is(err, ErrNoOutput) {
		t.Errorf("New = %v, want ErrNoOutput", err)
	}
	for _, instance := range []string{"", ".", "..", "a/b", "/a"} {
		if _, _, err := New(Options{Disk: &Disk{Folder: t.TempDir(), Instance: instance}}); err == nil {
			t.Errorf("instance %q: no error", instance)
		}
	}
}

func TestFromTakesTheConfiguration(t *testing.T) {
	o, _, err := container.Load(container.Sources{Args: []string{
		"Logging:Disk:Format=json", "Logging:Disk:MaxFileSize=7", "Mounts:Output=/o", "Logging:Console:LogLevel=Error", "Logging:Disk:LogLevel=Debug",
	}})
	if err != nil {
		t.Fatal(err)
	}
	got := From(o, nil, "one")
	if got.Levels.Default != slog.LevelError || got.Disk == nil || got.Disk.Folder != "/o" || got.Disk.MaxFileMB != 7 || got.Disk.Levels.Default != slog.LevelDebug {
		t.Errorf("From = %+v, disk %+v", got, got.Disk)
	}
}

// The bubble fails where a goroutine is left.
func TestCloseLeavesNoGoroutine(t *testing.T) {
	folder := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		log, _, closeLog := open(t, container.Levels{}, folder)
		for range 100 {
			log.Info("m")
		}
		if err := errors.Join(closeLog(), closeLog()); err != nil {
			t.Error(err)
		}
		log.Info("after the end")
	})
	if n := len(records(t, filepath.Join(folder, "recto", "one", "log.json"))); n != 100 {
		t.Errorf("%d records, want 100", n)
	}
}
