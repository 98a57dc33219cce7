package ui

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"recto/ocr/batch"
	"recto/ocr/export"
	"recto/ocr/ocrtest"
	"recto/ocr/publish"
	"recto/settings"
	"recto/ui/batchview"
	"recto/ui/uitest"
)

// holding writes nothing until its context ends.
func holding(began chan struct{}) func(context.Context, publish.Job) (publish.Result, error) {
	return func(ctx context.Context, _ publish.Job) (publish.Result, error) {
		close(began)
		<-ctx.Done()
		return publish.Result{}, ctx.Err()
	}
}

func TestOpenFilesAreReadIntoAFolderAsABatch(t *testing.T) {
	out := filepath.Join(t.TempDir(), "new", "folder")
	r := try(t, map[string]ocrtest.Document{"/a.pdf": uitest.DocOf("one", "two"), "/b.png": uitest.DocOf("three")})
	r.open(t, "/a.pdf", "/b.png")
	r.start("batch")
	r.press(t, "Add open files")
	r.batch.onStart(batchview.Choice{Format: export.FormatText, Folder: out, Pattern: "{n}-{name}"})
	r.loop.Until(t, "the batch has ended", func() bool { return !r.batch.looked })
	for file, want := range map[string]string{"1-a.txt": "one\n\ftwo\n", "2-b.txt": "three\n"} {
		if got, err := os.ReadFile(filepath.Join(out, file)); err != nil || string(got) != want {
			t.Errorf("%s holds %q, %v; want %q", file, got, err, want)
		}
	}
	if !strings.Contains(r.status.said, "The batch has ended: 2 documents written") {
		t.Errorf("said %q", r.status.said)
	}
}

func TestABatchGoesOnWhileItsPanelIsHidden(t *testing.T) {
	doc, release := uitest.Held(uitest.DocOf("one"))
	r := try(t, map[string]ocrtest.Document{"/a.pdf": doc})
	r.start("batch")
	r.batch.batch.Add("/a.pdf")
	r.batch.onStart(batchview.Choice{Format: export.FormatText, Folder: t.TempDir()})
	r.start("batch")
	close(release)
	r.loop.Until(t, "the batch has ended", func() bool { return !r.batch.looked })
	if s := r.batch.batch.Snapshot(); s.Count(batch.Done) != 1 {
		t.Errorf("%+v", s)
	}
}

func TestReplacingInABatchIsAskedFirst(t *testing.T) {
	out := t.TempDir()
	if err := os.WriteFile(filepath.Join(out, "a.txt"), []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	r := try(t, map[string]ocrtest.Document{"/a.pdf": uitest.DocOf("new")})
	r.batch.batch.Add("/a.pdf")
	choice := batchview.Choice{Format: export.FormatText, Folder: out, Existing: batch.Replace}
	r.batch.onStart(choice)
	r.press(t, "No")
	if s := r.batch.batch.Snapshot(); s.Running || s.Count(batch.Waiting) != 1 {
		t.Errorf("after No: %+v", s)
	}
	r.batch.onStart(choice)
	r.press(t, "Yes")
	r.loop.Until(t, "the batch has ended", func() bool { return !r.batch.looked })
	if got, err := os.ReadFile(filepath.Join(out, "a.txt")); err != nil || string(got) != "new\n" {
		t.Errorf("after Yes the file holds %q, %v", got, err)
	}
}

func TestOnePanelStandsUnderThePageAtATime(t *testing.T) {
	r, _ := startAPI(t, &fakeAPI{}, nil, settings.Defaults())
	shown := func() string {
		var ids []string
		for _, p := range r.places.panels {
			if p.content.Visible() {
				ids = append(ids, p.id)
			}
		}
		return strings.Join(ids, " ")
	}
	for _, step := range []struct{ id, want string }{{"batch", "batch"}, {"api", "api"}, {"batch", "batch"}, {"batch", ""}} {
		if r.start(step.id); shown() != step.want || r.places.below.Visible() != (step.want != "") {
			t.Errorf("after %s: %q is shown, want %q", step.id, shown(), step.want)
		}
	}
}
