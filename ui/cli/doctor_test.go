package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"recto/ocr"
	"recto/ocr/ocrtest"
	"recto/render"
)

func healthy() ocr.EngineInfo {
	return ocr.EngineInfo{
		Components: []ocr.Component{{Name: "Tesseract", Version: "5.3.0", Package: "tesseract-ocr"}, {Name: "qpdf", Version: "11.3.0", Package: "qpdf"}},
		DataPath:   "/data/tessdata", Packs: []string{"eng", "osd"},
	}
}

func TestTheDoctorIsContentWhereNothingIsMissing(t *testing.T) {
	engine := &ocrtest.Fake{Engine: healthy()}
	t.Setenv("WAYLAND_DISPLAY", "")
	t.Setenv("DISPLAY", ":7")
	o := run(t, engine, "doctor")
	if o.code != exitDone {
		t.Errorf("exit code %d", o.code)
	}
	for _, want := range []string{"Recto 1.2.3", "Tesseract    5.3.0", "/data/tessdata", "eng, osd", "AVX2", "logical", "GiB", "DISPLAY=:7", "settings.json", "Nothing is missing."} {
		if !strings.Contains(o.stdout, want) {
			t.Errorf("%q is missing in\n%s", want, o.stdout)
		}
	}
	if !engine.Closed() {
		t.Error("the engine was not closed")
	}
}

func TestTheDoctorNamesWhatMendsEachThing(t *testing.T) {
	sick := healthy()
	sick.Components[1].Version = ""
	sick.Packs = []string{"eng"}
	env := envOf(&ocrtest.Fake{Engine: sick})
	env.Settings.Languages = []string{"en", "de"}
	t.Setenv("WAYLAND_DISPLAY", "")
	t.Setenv("DISPLAY", "")
	o := runIn(t.Context(), env, "doctor")
	if o.code != exitFailed {
		t.Errorf("exit code %d, want %d", o.code, exitFailed)
	}
	for _, want := range []string{
		"qpdf         not found", "sudo apt-get install qpdf\n", `"de"`, "sudo apt-get install tesseract-ocr-deu\n",
		"sudo apt-get install tesseract-ocr-osd\n", "recto read does not",
	} {
		if !strings.Contains(o.stdout, want) {
			t.Errorf("%q is missing in\n%s", want, o.stdout)
		}
	}
	if strings.Contains(o.stdout, "tesseract-ocr-eng") {
		t.Errorf("English is there:\n%s", o.stdout)
	}
}

func TestAVariableThatLeadsAwayFromTheDataIsNamed(t *testing.T) {
	lost := healthy()
	lost.Packs = nil
	t.Setenv(dataVariable, "/nowhere")
	o := run(t, &ocrtest.Fake{Engine: lost}, "doctor")
	if o.code != exitFailed || !strings.Contains(o.stdout, "unset TESSDATA_PREFIX") || strings.Contains(o.stdout, "apt-get") {
		t.Errorf("exit code %d\n%s", o.code, o.stdout)
	}
}

func TestTheDoctorSpeaksJSON(t *testing.T) {
	o := run(t, &ocrtest.Fake{Engine: healthy()}, "doctor", "--json")
	var got report
	if err := json.Unmarshal([]byte(o.stdout), &got); err != nil {
		t.Fatal(err)
	}
	if got.Version != "1.2.3" || got.Engine.DataPath != "/data/tessdata" || got.Machine.LogicalCores < 1 || got.Missing == nil {
		t.Errorf("got %+v", got)
	}
}

func TestTheDoctorTellsOfAnEngineThatCannotStart(t *testing.T) {
	env := envOf(nil)
	env.NewEngine = func(EngineOptions) (Engine, error) { return nil, ocr.ErrEngine }
	for name, o := range map[string]outcome{
		"start":    runIn(t.Context(), env, "doctor"),
		"describe": run(t, &ocrtest.Fake{DescribeErr: errors.New("broken")}, "doctor"),
	} {
		if o.code != exitFailed || !strings.Contains(o.stdout, "sudo apt-get install tesseract-ocr") {
			t.Errorf("%s: exit code %d\n%s", name, o.code, o.stdout)
		}
	}
}

func TestASlowCPUIsSaidToBeSlow(t *testing.T) {
	for _, tt := range []struct {
		m    machine
		want string
	}{
		{machine{}, "no AVX2: reading works, but will be slow"},
		{machine{AVX2: true}, "AVX2"},
		{machine{AVX2: true, AVX512: true}, "AVX2, AVX-512"},
	} {
		if got := tt.m.rows()[1][1]; got != tt.want {
			t.Errorf("%+v: %q, want %q", tt.m, got, tt.want)
		}
	}
}

func TestTheTightestLimitOfTheControlGroupsIsFound(t *testing.T) {
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	for name, tt := range map[string]struct {
		root  fstest.MapFS
		cpus  float64
		bytes int64
	}{
		"none": {fstest.MapFS{}, 0, 0},
		"version 2, parent tighter": {fstest.MapFS{
			"proc/self/cgroup":              file("0::/a/b\n"),
			"sys/fs/cgroup/a/b/cpu.max":     file("max 100000\n"),
			"sys/fs/cgroup/a/b/memory.max":  file("4096\n"),
			"sys/fs/cgroup/a/cpu.max":       file("150000 100000\n"),
			"sys/fs/cgroup/a/memory.max":    file("2048\n"),
			"sys/fs/cgroup/cgroup.type":     file("domain\n"),
			"sys/fs/cgroup/memory.pressure": file("some\n"),
		}, 1.5, 2048},
		"version 2 in a container": {fstest.MapFS{
			"proc/self/cgroup":         file("0::/\n"),
			"sys/fs/cgroup/cpu.max":    file("50000 100000\n"),
			"sys/fs/cgroup/memory.max": file("max\n"),
		}, 0.5, 0},
		"version 1 with the host's path": {fstest.MapFS{
			"proc/self/cgroup":                            file("5:memory:/docker/abc\n4:cpu,cpuacct:/docker/abc\n"),
			"sys/fs/cgroup/memory/memory.limit_in_bytes":  file("1073741824\n"),
			"sys/fs/cgroup/cpu/cpu.cfs_quota_us":          file("200000\n"),
			"sys/fs/cgroup/cpu/cpu.cfs_period_us":         file("100000\n"),
			"sys/fs/cgroup/memory/docker/other/any_limit": file("1\n"),
		}, 2, 1 << 30},
		"version 1 without limits": {fstest.MapFS{
			"proc/self/cgroup":                           file("5:memory:/\n4:cpu:/\n"),
			"sys/fs/cgroup/memory/memory.limit_in_bytes": file("9223372036854771712\n"),
			"sys/fs/cgroup/cpu/cpu.cfs_quota_us":         file("-1\n"),
			"sys/fs/cgroup/cpu/cpu.cfs_period_us":        file("100000\n"),
		}, 0, 0},
	} {
		if cpus, bytes := limits(tt.root); cpus != tt.cpus || bytes != tt.bytes {
			t.Errorf("%s: %v cores, %d bytes; want %v, %d", name, cpus, bytes, tt.cpus, tt.bytes)
		}
	}
}

func TestTheMemoryIsTakenFromTheKernel(t *testing.T) {
	root := fstest.MapFS{"proc/meminfo": {Data: []byte("MemTotal:        8039512 kB\nMemFree:  1 kB\n")}}
	if got := memory(root); got != 8039512<<10 {
		t.Errorf("memory = %d", got)
	}
}

func TestTheDoctorTellsOfAMissingTempFolder(t *testing.T) {
	env := envOf(nil)
	env.NewEngine = func(EngineOptions) (Engine, error) {
		return nil, fmt.Errorf("make temp folder: %w", render.ErrTemp)
	}
	o := runIn(t.Context(), env, "doctor")
	if o.code != exitFailed || !strings.Contains(o.stdout, "mend it with: export TMPDIR=") {
		t.Errorf("exit code %d, %q", o.code, o.stdout)
	}
}
