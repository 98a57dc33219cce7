package cli

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"recto/ocr/export"
	"recto/ocr/ocrtest"
)

func TestOutputsAreNamedAfterInputsAndNeverShared(t *testing.T) {
	for _, tt := range []struct{ inputs, want []string }{
		{[]string{"scan.png"}, []string{"scan.json"}},
		{[]string{"scan.png", "scan.pdf"}, []string{"scan.png.json", "scan.pdf.json"}},
		{[]string{"scan.png", "b.png", "SCAN.tif"}, []string{"scan.png.json", "b.json", "SCAN.tif.json"}},
		{[]string{"a/scan.png", "b/scan.png", "c/scan.png"}, []string{"scan.png.json", "scan.png-2.json", "scan.png-3.json"}},
		{[]string{"scan.png", "scan.pdf", "scan.png.gz"}, []string{"scan.png-2.json", "scan.pdf.json", "scan.png.json"}},
		{[]string{"a.b.c.pdf", "noending", ".hidden"}, []string{"a.b.c.json", "noending.json", ".hidden.json"}},
		{[]string{"x.png", "x.png"}, []string{"x.png.json", "x.png-2.json"}},
	} {
		var documents []*document
		for _, input := range tt.inputs {
			documents = append(documents, &document{name: input})
		}
		nameOutputs(documents, "out", []export.Format{export.FormatJSON})
		var got []string
		for _, doc := range documents {
			got = append(got, filepath.Base(doc.targets[0].path))
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%v gives %v, want %v", tt.inputs, got, tt.want)
		}
	}
}

func TestSeveralInputsGiveOneFileEachInAFolderThatIsMade(t *testing.T) {
	out := filepath.Join(t.TempDir(), "new", "folder")
	engine := files("a.pdf", ocrtest.TextDocument("one"), "b.png", ocrtest.TextDocument("two"))
	o := run(t, engine, "read", "-o", out, "a.pdf", "b.png")
	o.is(t, exitDone, "")
	for name, want := range map[string]string{"a.txt": "one\n", "b.txt": "two\n"} {
		if got, err := os.ReadFile(filepath.Join(out, name)); err != nil || string(got) != want {
			t.Errorf("%s holds %q, %v; want %q", name, got, err, want)
		}
	}
}

func TestAFileIsTheSameBytesAsTheStandardOutput(t *testing.T) {
	engine := files("a.pdf", ocrtest.TextDocument("one", "two"))
	for _, format := range []string{"text", "json"} {
		path := filepath.Join(t.TempDir(), "a.out")
		run(t, engine, "read", "-f", format, "-o", path, "a.pdf").is(t, exitDone, "")
		got, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		run(t, engine, "read", "-f", format, "-o", "-", "a.pdf").is(t, exitDone, string(got))
	}
}

func TestAnOutputThatIsAnInputIsRefused(t *testing.T) {
	dir := t.TempDir()
	input, link := filepath.Join(dir, "a.txt"), filepath.Join(dir, "link.txt")
	if err := os.WriteFile(input, []byte("precious"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Link(input, link); err != nil {
		t.Fatal(err)
	}
	engine := files(input, ocrtest.TextDocument("one"))
	for _, args := range [][]string{{"-o", input, input}, {"-o", link, input}, {"-o", dir, input}} {
		o := run(t, engine, append([]string{"read"}, args...)...)
		o.is(t, exitUsage, "")
		o.says(t, "the output is one of the inputs")
	}
	if got, err := os.ReadFile(input); err != nil || string(got) != "precious" {
		t.Errorf("the input now holds %q, %v", got, err)
	}
}

func TestNoClobberReadsOnlyWhatHasNoOutputYet(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a.txt"), []byte("kept"), 0o600); err != nil {
		t.Fatal(err)
	}
	engine := files("a.pdf", ocrtest.TextDocument("one"), "b.pdf", ocrtest.TextDocument("two"))
	o := run(t, engine, "read", "--no-clobber", "-o", dir, "a.pdf", "b.pdf")
	o.is(t, exitFailed, "")
	o.says(t, "a.pdf: Not read, as its output exists")
	for name, want := range map[string]string{"a.txt": "kept", "b.txt": "two\n"} {
		if got, err := os.ReadFile(filepath.Join(dir, name)); err != nil || string(got) != want {
			t.Errorf("%s holds %q, %v; want %q", name, got, err, want)
		}
	}
	for _, read := range engine.Reads() {
		if read.Path == "a.pdf" {
			t.Error("a.pdf was read in vain")
		}
	}
	run(t, engine, "read", "-o", dir, "a.pdf").is(t, exitDone, "")
	if got, err := os.ReadFile(filepath.Join(dir, "a.txt")); err != nil || string(got) != "one\n" {
		t.Errorf("without the flag a.txt holds %q, %v", got, err)
	}
}

func TestNamesTooLongForAnOutputAreCutAndStayApart(t *testing.T) {
	long := strings.Repeat("ü", 125)
	var documents []*document
	for _, name := range []string{long + ".png", long + ".pdf", long[:236] + "xyz.png", "short.png"} {
		documents = append(documents, &document{name: name})
	}
	nameOutputs(documents, "out", []export.Format{export.FormatJSON})
	seen := map[string]bool{}
	for _, doc := range documents {
		name := filepath.Base(doc.targets[0].path)
		if len(name) > export.LongestName || !utf8.ValidString(name) || seen[name] {
			t.Errorf("%q gives %q, %d bytes", doc.name, name, len(name))
		}
		seen[name] = true
	}
	if !seen["short.json"] {
		t.Errorf("a short name was changed: %v", seen)
	}
}

func TestNoClobberLeavesALinkThatLeadsNowhere(t *testing.T) {
	dir := t.TempDir()
	if err := os.Symlink(filepath.Join(dir, "none"), filepath.Join(dir, "a.txt")); err != nil {
		t.Fatal(err)
	}
	engine := files("a.pdf", ocrtest.TextDocument("one"), "b.pdf", ocrtest.TextDocument("two"))
	o := run(t, engine, "read", "--no-clobber", "-o", dir, "a.pdf", "b.pdf")
	o.is(t, exitFailed, "")
	o.says(t, "a.pdf: Not read, as its output exists")
	if got, err := os.ReadFile(filepath.Join(dir, "b.txt")); err != nil || string(got) != "two\n" {
		t.Errorf("b.txt holds %q, %v", got, err)
	}
}
