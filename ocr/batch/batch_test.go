package batch

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"recto/ocr"
	"recto/ocr/export"
	"recto/ocr/ocrtest"
	"recto/ocr/publish"
	"recto/render"
)

// tried is a batch over a scripted engine that writes into a folder.
type tried struct {
	*Batch
	fake   *ocrtest.Fake
	folder string

	mu   sync.Mutex
	jobs []publish.Job
}

func try(t *testing.T, docs map[string]ocrtest.Document) *tried {
	t.Helper()
	r := &tried{fake: &ocrtest.Fake{Documents: docs}, folder: t.TempDir()}
	r.Batch = New(Config{Recognizer: r.fake, Renderer: r.fake, Write: r.write, Now: time.Now})
	t.Cleanup(r.Close)
	return r
}

func (r *tried) write(_ context.Context, job publish.Job) (publish.Result, error) {
	r.mu.Lock()
	r.jobs = append(r.jobs, job)
	r.mu.Unlock()
	flag := os.O_CREATE | os.O_WRONLY | os.O_EXCL
	if job.Replace {
		flag = os.O_CREATE | os.O_WRONLY | os.O_TRUNC
	}
	f, err := os.OpenFile(job.Target, flag, 0o600)
	if err != nil {
		return publish.Result{}, err
	}
	defer f.Close()
	for _, page := range job.Pages {
		if _, err := f.WriteString(page.Text()); err != nil {
			return publish.Result{}, err
		}
	}
	return publish.Result{Files: []string{job.Target}}, nil
}

func (r *tried) options() Options {
	return Options{Format: export.FormatText, Folder: r.folder, Languages: []string{"de"}, Order: ocr.OrderNatural, InFlight: 2}
}

// run does the batch to its end.
func (r *tried) run(t *testing.T, o Options) Snapshot {
	t.Helper()
	if err := r.Start(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	r.wg.Wait()
	return r.Snapshot()
}

func (r *tried) files(t *testing.T) map[string]string {
	t.Helper()
	entries, err := os.ReadDir(r.folder)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, e := range entries {
		content, err := os.ReadFile(filepath.Join(r.folder, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		files[e.Name()] = string(content)
	}
	return files
}

func TestEveryDocumentGivesOneFileAndBadOnesAreListed(t *testing.T) {
	broken := ocrtest.TextDocument("one", "two")
	broken.Pages[1].Err = ocr.ErrTimeout
	lost := ocrtest.TextDocument("one")
	lost.Pages[0].Err = ocr.ErrCrash
	r := try(t, map[string]ocrtest.Document{"/a.pdf": ocrtest.TextDocument("x", "y"), "/b/a.png": ocrtest.TextDocument("z"),
		"/c": {Err: render.ErrFormat}, "/d": broken, "/e": lost})
	r.Add("/a.pdf", "/b/a.png", "/c", "/d", "/e", "/a.pdf")
	s := r.run(t, r.options())
	var states []State
	for _, i := range s.Items {
		states = append(states, i.State)
	}
	if want := []State{Done, Done, Failed, Partly, Failed}; !slices.Equal(states, want) {
		t.Errorf("states %v, want %v", states, want)
	}
	if !errors.Is(s.Items[2].Err, render.ErrFormat) || !errors.Is(s.Items[3].Err, ocr.ErrTimeout) || !errors.Is(s.Items[4].Err, ocr.ErrCrash) {
		t.Errorf("errors %v, %v, %v", s.Items[2].Err, s.Items[3].Err, s.Items[4].Err)
	}
	files := r.files(t)
	if len(files) != 3 || files["a.txt"]+files["a (2).txt"] != "x\ny\nz\n" && files["a.txt"]+files["a (2).txt"] != "z\nx\ny\n" || files["d.txt"] != "one\n" {
		t.Errorf("files %q", files)
	}
	if s.Running || s.Pages != 6 {
		t.Errorf("running %v after %d pages, want 6", s.Running, s.Pages)
	}
}

func TestAnotherTryDoesWhatFailedAlone(t *testing.T) {
	r := try(t, map[string]ocrtest.Document{"/a": ocrtest.TextDocument("x"), "/b": {Err: render.ErrFormat}})
	r.Add("/a", "/b")
	r.run(t, r.options())
	r.fake.Documents["/b"] = ocrtest.TextDocument("mended")
	if n := r.Retry(); n != 1 {
		t.Errorf("%d documents wait once more, want 1", n)
	}
	s := r.run(t, r.options())
	if s.Count(Done) != 2 || len(r.jobs) != 2 || r.files(t)["b.txt"] != "mended\n" {
		t.Errorf("%d done with %d writes: %q", s.Count(Done), len(r.jobs), r.files(t))
	}
}

func TestAFileThatIsThereStaysUnlessItMayBeReplaced(t *testing.T) {
	for existing, want := range map[Existing]map[string]string{
		KeepBoth: {"a.txt": "old", "a (2).txt": "x\n"}, Skip: {"a.txt": "old"}, Replace: {"a.txt": "x\n"},
	} {
		r := try(t, map[string]ocrtest.Document{"/a": ocrtest.TextDocument("x")})
		if err := os.WriteFile(filepath.Join(r.folder, "a.txt"), []byte("old"), 0o600); err != nil {
			t.Fatal(err)
		}
		r.Add("/a")
		o := r.options()
		o.Existing = existing
		s := r.run(t, o)
		if got := r.files(t); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%v: files %q, want %q", existing, got, want)
		}
		if skipped := s.Count(Skipped) == 1; skipped != (existing == Skip) {
			t.Errorf("%v: skipped = %v", existing, skipped)
		}
	}
}

func TestADocumentIsSkippedUnreadWhereAPictureOfItsPagesIsThere(t *testing.T) {
	for existing, state := range map[Existing]State{Skip: Skipped, KeepBoth: Done} {
		r := try(t, map[string]ocrtest.Document{"/a": ocrtest.TextDocument("x", "y")})
		if err := os.WriteFile(filepath.Join(r.folder, "a.read-2.png"), nil, 0o600); err != nil {
			t.Fatal(err)
		}
		r.Add("/a")
		o := r.options()
		o.Format, o.Existing = export.FormatPNG, existing
		s := r.run(t, o)
		if s.Count(state) != 1 || existing == Skip && s.Pages != 0 {
			t.Errorf("%v: %+v", existing, s)
		}
		if existing == KeepBoth && (len(r.jobs) != 1 || filepath.Base(r.jobs[0].Target) != "a (2).read.png") {
			t.Errorf("%d jobs: %+v", len(r.jobs), r.jobs)
		}
	}
}

func TestNoDocumentOfTheBatchIsReplaced(t *testing.T) {
	folder := t.TempDir()
	first, second := filepath.Join(folder, "a.pdf"), filepath.Join(folder, "a-1"+export.FormatPDF.Extension())
	r := try(t, map[string]ocrtest.Document{first: ocrtest.TextDocument("x"), second: ocrtest.TextDocument("y")})
	r.folder = folder
	if err := os.WriteFile(second, []byte("source"), 0o600); err != nil {
		t.Fatal(err)
	}
	r.Add(first, second)
	o := r.options()
	o.Format, o.Existing, o.Pattern = export.FormatPDF, Replace, "{name}-1"
	r.run(t, o)
	if got := r.files(t)[filepath.Base(second)]; got != "source" {
		t.Errorf("the second document holds %q", got)
	}
}

func TestPauseBeginsNoPageAndGoesOnLater(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		doc, release := ocrtest.TextDocument("1", "2", "3", "4"), make(chan struct{})
		for i := range doc.Pages {
			doc.Pages[i].Wait = release
		}
		r := try(t, map[string]ocrtest.Document{"/a": doc})
		r.Add("/a")
		if err := r.Start(t.Context(), r.options()); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		r.Pause(true)
		release <- struct{}{}
		release <- struct{}{}
		synctest.Wait()
		if s := r.Snapshot(); !s.Paused || s.Pages != 2 || r.fake.Running() != 0 {
			t.Errorf("paused %v with %d pages read and %d running", s.Paused, s.Pages, r.fake.Running())
		}
		r.Pause(false)
		close(release)
		r.wg.Wait()
		if s := r.Snapshot(); s.Count(Done) != 1 || s.Pages != 4 {
			t.Errorf("%d done, %d pages", s.Count(Done), s.Pages)
		}
	})
}

func TestCancelLeavesWhatWasWrittenAndTheRestWaiting(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		held := ocrtest.TextDocument("2")
		held.Pages[0].Wait = make(chan struct{})
		docs := map[string]ocrtest.Document{"/a": ocrtest.TextDocument("1"), "/b": held, "/c": held, "/d": ocrtest.TextDocument("4")}
		r := try(t, docs)
		r.Add("/a", "/b", "/c", "/d")
		if err := r.Start(t.Context(), r.options()); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		r.Cancel()
		r.wg.Wait()
		s := r.Snapshot()
		if s.Running || s.Count(Done) != 1 || s.Count(Cancelled) != 2 || s.Count(Waiting) != 1 || r.fake.Running() != 0 {
			t.Errorf("after cancel: %+v", s)
		}
		if files := r.files(t); len(files) != 1 {
			t.Errorf("files %q", files)
		}
	})
}

func TestPasswordOpensLockedDocumentsAlone(t *testing.T) {
	locked := ocrtest.TextDocument("secret")
	locked.Password = "sesame"
	r := try(t, map[string]ocrtest.Document{"/a": ocrtest.TextDocument("open"), "/b": locked})
	r.Add("/a", "/b")
	o := r.options()
	o.Password = "sesame"
	if s := r.run(t, o); s.Count(Done) != 2 {
		t.Errorf("%+v", s)
	}
	for _, job := range r.jobs {
		if want := map[string]string{"/a": "", "/b": "sesame"}[job.Path]; job.Password != want {
			t.Errorf("%s was written with password %q, want %q", job.Path, job.Password, want)
		}
	}
}

func TestPatternsNameFiles(t *testing.T) {
	day := time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC)
	for pattern, want := range map[Pattern]string{
		"": "scan", "{name}": "scan", "{name}-{ext}": "scan-tif", "{date} {folder} {n}": "2026-11-24 in 7", "x{n}": "x7",
	} {
		if err := pattern.Check(); err != nil {
			t.Errorf("%q: %v", pattern, err)
		}
		if got := pattern.Name("/in/scan.tif", 7, day); got != want {
			t.Errorf("%q names %q, want %q", pattern, got, want)
		}
	}
	for pattern, part := range map[Pattern]string{"{nam}": "{nam}", "{name}/x": "/", "{name}{": "{", "..\\{n}": "\\"} {
		var wrong *PatternError
		if err := pattern.Check(); !errors.As(err, &wrong) || wrong.Part != part {
			t.Errorf("%q: %v, want a complaint about %q", pattern, err, part)
		}
	}
	if err := Pattern("all").Check(); !errors.Is(err, ErrNoName) {
		t.Errorf("a pattern that names all alike: %v", err)
	}
}

func TestABatchWritesWhatAPersonCorrectedBefore(t *testing.T) {
	r := try(t, map[string]ocrtest.Document{"/a": ocrtest.TextDocument("wrong", "too")})
	asked := 0
	r.cfg.Correct = func(_ context.Context, path string) func(ocr.Page) ocr.Page {
		asked++
		return func(page ocr.Page) ocr.Page {
			page = page.Only(func(ocr.Mark, ocr.Word) bool { return true })
			page.Lines[0].Words = []ocr.Word{{Text: "right in " + path, Confidence: 1, Corrected: true}}
			return page
		}
	}
	r.Add("/a")
	if r.run(t, r.options()); r.files(t)["a.txt"] != "right in /a\nright in /a\n" || asked != 1 {
		t.Errorf("asked %d times: files %q", asked, r.files(t))
	}
}

func TestAFolderThatCannotBeMadeIsToldBeforeAnythingIsRead(t *testing.T) {
	r := try(t, map[string]ocrtest.Document{"/a": ocrtest.TextDocument("one")})
	file := filepath.Join(r.folder, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	r.Add("/a")
	o := r.options()
	o.Folder = filepath.Join(file, "folder")
	s := r.run(t, o)
	if s.Count(Failed) != 1 || s.Items[0].Err == nil || len(r.fake.Reads()) != 0 {
		t.Errorf("%+v after %d readings", s.Items[0], len(r.fake.Reads()))
	}
}
