package license

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

var noon = time.Date(2026, 11, 24, 12, 0, 0, 999, time.FixedZone("", 3600))

// write is Write into a new folder, which must be good.
func write(t *testing.T, product string, days int) (dir string, f File) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "a", "b")
	f, err := Write(dir, product, "1.2.3", noon, days)
	if err != nil {
		t.Fatal(err)
	}
	return dir, f
}

func TestALicenceIsReadAsItWasWritten(t *testing.T) {
	dir, wrote := write(t, Product, 365)
	got, err := Read(dir, Product, noon)
	if err != nil || got != wrote {
		t.Errorf("Read = %+v, %v, want %+v", got, err, wrote)
	}
	if got.Version != "1.2.3" || got.Expires.Sub(got.Created) != 365*24*time.Hour || !got.Created.Equal(noon.Truncate(time.Second)) {
		t.Errorf("Read = %+v, want version 1.2.3, a year from noon", got)
	}
	if ExitCode(err) != 0 || Sentence(err) != "" {
		t.Errorf("ExitCode and Sentence of nil = %d, %q", ExitCode(err), Sentence(err))
	}
}

func TestAnInvalidLicenceIsRefusedWithItsReason(t *testing.T) {
	year := 365 * 24 * time.Hour
	for _, tt := range []struct {
		name    string
		product string
		now     time.Time
		spoil   func(t *testing.T, path string)
		want    Code
		exit    int
		says    string
	}{
		{"the last second", Product, noon.Add(year - time.Second), nil, "", 0, ""},
		{"expired", Product, noon.Add(year), nil, ErrExpired, 11, "24 November 2027"},
		{"long expired", Product, noon.Add(10 * year), nil, ErrExpired, 11, "24 November 2027"},
		{"clocks a little apart", Product, noon.Add(-4 * time.Minute), nil, "", 0, ""},
		{"clock set back", Product, noon.Add(-time.Hour), nil, ErrEarly, 12, "24 November 2026"},
		{"other kind", "formrecognizer", noon, nil, ErrKind, 13, Product},
		{"missing", Product, noon, remove, ErrMissing, 10, "no licence"},
		{"missing folder", Product, noon, func(t *testing.T, path string) { must(t, os.RemoveAll(filepath.Dir(path))) }, ErrMissing, 10, "no licence"},
		{"empty", Product, noon, replace(""), ErrDamaged, 12, "damaged"},
		{"no JSON", Product, noon, replace("\xff{"), ErrDamaged, 12, "damaged"},
		{"null", Product, noon, replace("null\n"), ErrDamaged, 12, "damaged"},
		{"other JSON", Product, noon, replace(`{"a": [1]}`), ErrDamaged, 12, "damaged"},
		{"too long", Product, noon, replace(strings.Repeat(" ", maxSize+1)), ErrDamaged, 12, "damaged"},
		{"endless", Product, noon, link("/dev/zero"), ErrUnreadable, 14, "cannot be read"},
		{"a folder", Product, noon, func(t *testing.T, path string) { remove(t, path); must(t, os.Mkdir(path, 0o700)) }, ErrUnreadable, 14, "cannot be read"},
		{"a loop", Product, noon, link("license.json"), ErrUnreadable, 14, "cannot be read"},
		{"a link to nothing", Product, noon, link("nothing"), ErrMissing, 10, "no licence"},
		{"a pipe", Product, noon, func(t *testing.T, path string) { remove(t, path); must(t, syscall.Mkfifo(path, 0o600)) }, ErrUnreadable, 14, "cannot be read"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir, _ := write(t, Product, 365)
			if tt.spoil != nil {
				tt.spoil(t, Path(dir))
			}
			_, err := Read(dir, tt.product, tt.now)
			if tt.want == "" && err == nil {
				return
			}
			if !errors.Is(err, tt.want) || ExitCode(err) != tt.exit {
				t.Errorf("Read = %v, exit code %d, want %v and %d", err, ExitCode(err), tt.want, tt.exit)
			}
			if text := Sentence(err); !strings.Contains(text, tt.says) || strings.Contains(text, "\n") || !strings.HasSuffix(text, ".") {
				t.Errorf("Sentence(%v) = %q, want one line with %q", err, text, tt.says)
			}
		})
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func remove(t *testing.T, path string) { must(t, os.Remove(path)) }

func replace(text string) func(*testing.T, string) {
	return func(t *testing.T, path string) { must(t, os.WriteFile(path, []byte(text), 0o600)) }
}

func link(to string) func(*testing.T, string) {
	return func(t *testing.T, path string) { remove(t, path); must(t, os.Symlink(to, path)) }
}

func TestOneByteChangedAnywhereIsFound(t *testing.T) {
	dir, _ := write(t, Product, 365)
	whole, err := os.ReadFile(Path(dir))
	must(t, err)
	for i := range whole {
		spoilt := map[string][]byte{
			"left out": append(bytes.Clone(whole[:i]), whole[i+1:]...),
			"a space":  append(append(bytes.Clone(whole[:i]), ' '), whole[i:]...),
			"a line":   append(append(bytes.Clone(whole[:i]), '\n'), whole[i:]...),
			"cut":      whole[:i],
		}
		for bit := range 8 {
			spoilt[string(rune('0'+bit))] = append(append(bytes.Clone(whole[:i]), whole[i]^1<<bit), whole[i+1:]...)
		}
		for how, text := range spoilt {
			if _, err := parse(text); !errors.Is(err, ErrDamaged) {
				t.Errorf("byte %d of %q (%s): parse = %v, want damaged", i, whole, how, err)
			}
		}
	}
	must(t, os.WriteFile(Path(dir), append(whole, '\n'), 0o600))
	if _, err := Read(dir, Product, noon); !errors.Is(err, ErrDamaged) {
		t.Errorf("a line feed at the end: Read = %v, want damaged", err)
	}
}

func TestAChecksumDoesNotExcuseAnotherForm(t *testing.T) {
	dir, f := write(t, Product, 365)
	f.Format++
	f.Checksum = f.sum()
	text, err := f.text()
	must(t, err)
	must(t, os.WriteFile(Path(dir), text, 0o600))
	if _, err := Read(dir, Product, noon); !errors.Is(err, ErrDamaged) {
		t.Errorf("format %d: Read = %v, want damaged", f.Format, err)
	}
}

func TestANewLicenceReplacesTheOld(t *testing.T) {
	dir, _ := write(t, Product, 1)
	if _, err := Write(dir, Product, "\xff<2>", noon, 30); err != nil {
		t.Fatal(err)
	}
	got, err := Read(dir, Product, noon.AddDate(0, 0, 29))
	if err != nil || got.Version != "?<2>" {
		t.Errorf("Read = %+v, %v, want version ?<2> for 30 days", got, err)
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 1 {
		t.Errorf("folder holds %v, %v, want the licence alone", entries, err)
	}
}

func TestWhatCannotBeWrittenIsAnError(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	must(t, os.WriteFile(file, nil, 0o600))
	for _, dir := range []string{"", file, filepath.Join(file, "below")} {
		if _, err := Write(dir, Product, "1", noon, 365); err == nil || ExitCode(err) != 1 || Sentence(err) == "" {
			t.Errorf("Write(%q) = %v, exit code %d, want an error and 1", dir, err, ExitCode(err))
		}
	}
	for _, days := range []int{0, -1, 36_501} {
		if _, err := Write(t.TempDir(), Product, "1", noon, days); err == nil {
			t.Errorf("Write for %d days: no error", days)
		}
	}
}

func TestTheTemplateIsOneCommandForAShell(t *testing.T) {
	if got, want := RunTemplate("/license"), "recto serve Eula=accept Mounts:License=/license Mounts:Output=DIR"; got != want {
		t.Errorf("RunTemplate = %q, want %q", got, want)
	}
	shell, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("there is no shell")
	}
	for _, dir := range []string{"/with space", "/it's", "/$HOME", "/`id`", `/"a"\`, "/ä\nb", "~/x", "/a;b&c|d", "/*", ""} {
		words := strings.TrimPrefix(RunTemplate(dir), "recto serve ")
		out, err := exec.CommandContext(t.Context(), shell, "-c", `printf '%s\0' `+words).Output()
		if want := "Eula=accept\x00Mounts:License=" + dir + "\x00Mounts:Output=DIR\x00"; err != nil || string(out) != want {
			t.Errorf("RunTemplate(%q) means %q, %v, want %q", dir, out, err, want)
		}
	}
}
