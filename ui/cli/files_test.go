package cli

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"recto/ocr/export"
	"recto/ocr/ocrtest"
	"recto/render"
)

// names are the files in the folder, sorted.
func names(t *testing.T, dir string) (list []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		list = append(list, entry.Name())
	}
	return list
}

// allFormats is the command line's value for every format there is.
func allFormats() string {
	return strings.ReplaceAll(formatNames(), " ", "")
}

func TestOneReadingGivesAFileOfEveryFormat(t *testing.T) {
	dir := t.TempDir()
	engine := files("a.pdf", ocrtest.TextDocument("one", "two"), "b.png", ocrtest.TextDocument("three"))
	run(t, engine, "read", "-f", allFormats(), "-o", dir, "a.pdf", "b.png").is(t, exitDone, "")
	var want []string
	for _, f := range export.AllFormats() {
		if f == export.FormatPNG {
			want = append(want, "a.read-1.png", "a.read-2.png", "b.read.png")
			continue
		}
		want = append(want, "a"+f.Extension(), "b"+f.Extension())
	}
	slices.Sort(want)
	if got := names(t, dir); !slices.Equal(got, want) {
		t.Errorf("the folder holds %v, want %v", got, want)
	}
	if n := len(engine.Reads()); n != 3 {
		t.Errorf("three pages were read %d times", n)
	}
	text, err := os.ReadFile(filepath.Join(dir, "a.hocr"))
	if err != nil || !strings.Contains(string(text), "<title>a.pdf</title>") || !strings.Contains(string(text), "Recto 1.2.3") {
		t.Errorf("hOCR names neither document nor program: %v\n%s", err, text)
	}
}

func TestTheEndingOfTheOutputTellsTheFormat(t *testing.T) {
	for name, want := range map[string]string{
		"a.json": `"readResults"`, "a.v2.json": `"recognitionResults"`, "a.hocr": "ocr_page", "A.ALTO.XML": "<alto ", "a.csv": "page,line,",
		"a.docx": "PK", "a.md": "on\\_e\n", "a.txt": "on_e\n", "a.xml": "on_e\n", "a": "on_e\n",
	} {
		path := filepath.Join(t.TempDir(), name)
		engine := files("a.pdf", ocrtest.TextDocument("on_e"))
		run(t, engine, "read", "-o", path, "a.pdf").is(t, exitDone, "")
		if got, err := os.ReadFile(path); err != nil || !strings.Contains(string(got), want) {
			t.Errorf("%s holds %q, %v; want %q in it", name, got, err, want)
		}
		run(t, engine, "read", "-f", "text", "-o", path, "a.pdf").is(t, exitDone, "")
		if got, err := os.ReadFile(path); err != nil || string(got) != "on_e\n" {
			t.Errorf("%s as text holds %q, %v", name, got, err)
		}
	}
}

func TestWhatCannotGoToTheStandardOutputIsRefused(t *testing.T) {
	engine := files("a.pdf", ocrtest.TextDocument("one"), "b.pdf", ocrtest.TextDocument("two"))
	for want, args := range map[string][]string{
		"several formats cannot follow each other":           {"-f", "text,json", "a.pdf"},
		"several documents as hOCR cannot follow each other": {"-f", "hocr", "a.pdf", "b.pdf"},
		"pictures go into files":                             {"-f", "png", "a.pdf"},
		"several documents as Word document cannot":          {"-f", "docx", "a.pdf", "b.pdf", "-o", "-"},
	} {
		o := run(t, engine, append([]string{"read"}, args...)...)
		o.is(t, exitUsage, "")
		o.says(t, want, "-o")
	}
	run(t, engine, "read", "-f", "markdown", "a.pdf", "b.pdf").is(t, exitDone, "one\n\n---\n\ntwo\n")
}

func TestAWordDocumentIsNotPrintedOnATerminal(t *testing.T) {
	env := envOf(files("a.pdf", ocrtest.TextDocument("one")))
	if o := runIn(t.Context(), env, "read", "-f", "docx", "a.pdf"); o.code != exitDone || !strings.HasPrefix(o.stdout, "PK") {
		t.Errorf("into a pipe: exit code %d, %q", o.code, o.stdout)
	}
	env = envOf(files("a.pdf", ocrtest.TextDocument("one")))
	env.StdoutIsTerminal = true
	o := runIn(t.Context(), env, "read", "-f", "docx", "a.pdf")
	o.is(t, exitUsage, "")
	o.says(t, "Word document is nothing to look at on a terminal")
	if o := runIn(t.Context(), env, "read", "-f", "hocr", "a.pdf"); o.code != exitDone {
		t.Errorf("hOCR on a terminal: %s", o.stderr)
	}
}

func TestFilesOfDifferentFormatsNeverMeet(t *testing.T) {
	documents := []*document{{name: "a.png"}, {name: "a.v2.png"}, {name: "a.alto.png"}}
	nameOutputs(documents, "out", []export.Format{export.FormatJSON, export.FormatJSON20, export.FormatALTO})
	seen := map[string]bool{}
	for _, doc := range documents {
		for _, target := range doc.targets {
			if seen[target.path] {
				t.Errorf("%s is given twice", target.path)
			}
			seen[target.path] = true
		}
	}
	if len(seen) != 9 || !seen[filepath.Join("out", "a.v2.png.json")] {
		t.Errorf("%v", seen)
	}
}

func TestNoClobberWritesTheFormatsThatAreNotThereYet(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a.txt"), []byte("kept"), 0o600); err != nil {
		t.Fatal(err)
	}
	engine := files("a.pdf", ocrtest.TextDocument("one"))
	run(t, engine, "read", "--no-clobber", "-f", "text,markdown", "-o", dir, "a.pdf").is(t, exitDone, "")
	for name, want := range map[string]string{"a.txt": "kept", "a.md": "one\n"} {
		if got, err := os.ReadFile(filepath.Join(dir, name)); err != nil || string(got) != want {
			t.Errorf("%s holds %q, %v; want %q", name, got, err, want)
		}
	}
	o := run(t, engine, "read", "--no-clobber", "-f", "text,markdown", "-o", dir, "a.pdf")
	o.is(t, exitFailed, "")
	o.says(t, "Not read, as its output exists")
}

func TestWithoutAnyPageOnlyJSONIsWritten(t *testing.T) {
	dir := t.TempDir()
	engine := files("a.pdf", failing(render.ErrPage))
	run(t, engine, "read", "-f", allFormats(), "-o", dir, "a.pdf").is(t, exitFailed, "")
	if got := names(t, dir); !slices.Equal(got, []string{"a.json", "a.v2.json"}) {
		t.Errorf("the folder holds %v", got)
	}
}

func TestTheFileThatCannotBeWrittenIsNamedAndTheOthersAreNotHalfThere(t *testing.T) {
	if _, err := os.Stat("/dev/full"); err != nil {
		t.Skip("this system has no /dev/full")
	}
	dir := t.TempDir()
	if err := os.Symlink("/dev/full", filepath.Join(dir, "a.md")); err != nil {
		t.Fatal(err)
	}
	o := run(t, files("a.pdf", ocrtest.TextDocument("one")), "read", "-f", "text,markdown,csv", "-o", dir, "a.pdf")
	o.is(t, exitFailed, "")
	o.says(t, filepath.Join(dir, "a.md")+": The disk is full.")
	if _, err := os.Stat(filepath.Join(dir, "a.txt")); err == nil {
		t.Error("the text, which was begun before, stands there")
	}
}

func TestAPictureNeverReplacesADocumentThatIsRead(t *testing.T) {
	dir := t.TempDir()
	taken := filepath.Join(dir, "a.read-1.png")
	if err := os.WriteFile(taken, []byte("a document"), 0o600); err != nil {
		t.Fatal(err)
	}
	engine := files(filepath.Join(dir, "a.pdf"), ocrtest.TextDocument("one", "two"), taken, ocrtest.TextDocument("three"))
	o := run(t, engine, "read", "-f", "png", "-o", dir, filepath.Join(dir, "a.pdf"), taken)
	o.is(t, exitFailed, "")
	o.says(t, "would replace a document that is read")
	if got, err := os.ReadFile(taken); err != nil || string(got) != "a document" {
		t.Errorf("the document holds %q, %v", got, err)
	}
}
