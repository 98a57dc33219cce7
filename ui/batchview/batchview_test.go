package batchview

import (
	"errors"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"recto/ocr/batch"
	"recto/ocr/export"
	"recto/ui/keys"
	"recto/ui/uitest"
)

// tried is a panel in a window, and what was wished for last.
type tried struct {
	*Panel
	window fyne.Window
	wish   string
	choice Choice
}

func try(t *testing.T) *tried {
	t.Helper()
	test.NewTempApp(t)
	r := &tried{}
	wish := func(name string) func() { return func() { r.wish = name } }
	wishes := Wishes{AddFiles: wish("files"), AddFolder: wish("folder"), AddOpen: wish("open"), ChooseFolder: wish("choose"),
		Start: func(c Choice) { r.wish, r.choice = "start", c }, Retry: func(c Choice) { r.wish, r.choice = "retry", c },
		Pause: func(p bool) { r.wish = map[bool]string{true: "pause", false: "go on"}[p] }, Cancel: wish("cancel"), Clear: wish("clear"),
		Remove: func(i int) { r.wish = "remove " + string(rune('0'+i)) }, Open: func(path string) { r.wish = "open " + path }, Close: wish("close")}
	entry := func() *keys.Entry { return keys.NewEntry(nil, nil) }
	r.Panel = New(wishes, Entries{entry(), entry(), entry()}, []FormatName{{export.FormatText, "Text"}, {export.FormatJSON, "Read JSON"}},
		Choice{Format: export.FormatJSON, Folder: "/out", Pattern: "{name}"}, func(err error) string {
			if err == nil {
				return ""
			}
			return "Why: " + err.Error()
		})
	r.window = test.NewTempWindow(t, r.Content)
	r.window.Resize(fyne.NewSize(1010, 300))
	return r
}

// halfway is a batch of which something of every kind has happened.
func halfway() batch.Snapshot {
	return batch.Snapshot{Running: true, Pages: 9, PerSecond: 1.5, Left: 70 * time.Second, Items: []batch.Item{
		{Path: "/in/letter.pdf", State: batch.Done, Pages: 3, Read: 3, Targets: []string{"/out/letter.json"}},
		{Path: "/in/receipt.jpg", State: batch.Failed, Err: errors.New("no format")},
		{Path: "/in/book.pdf", State: batch.Partly, Pages: 4, Read: 3, Failed: 1, Targets: []string{"/out/book.json"}, Err: errors.New("timeout")},
		{Path: "/in/again.pdf", State: batch.Skipped},
		{Path: "/in/report with a name that is longer than its column can be.tif", State: batch.Reading, Pages: 12, Read: 4},
		{Path: "/in/next.png"},
	}}
}

func TestButtonsSuitTheStateOfTheBatch(t *testing.T) {
	r := try(t)
	visible := func() string {
		var texts []string
		for _, b := range []struct {
			name string
			on   bool
		}{{"start", r.start.Visible()}, {"pause", r.pause.Visible()}, {"cancel", r.cancel.Visible()}, {"retry", r.retry.Visible()}, {"clear", r.clear.Visible()}} {
			if b.on {
				texts = append(texts, b.name)
			}
		}
		return strings.Join(texts, " ")
	}
	running, ended := halfway(), halfway()
	ended.Running = false
	for _, tt := range []struct {
		snapshot batch.Snapshot
		want     string
	}{{batch.Snapshot{}, "start"}, {running, "pause cancel clear"}, {ended, "start retry clear"}} {
		if r.SetSnapshot(tt.snapshot); visible() != tt.want {
			t.Errorf("running %v, %d documents: %q, want %q", tt.snapshot.Running, len(tt.snapshot.Items), visible(), tt.want)
		}
	}
	if r.SetSnapshot(batch.Snapshot{}); !r.start.Disabled() {
		t.Error("an empty batch can be started")
	}
}

func TestWishesCarryTheForm(t *testing.T) {
	r := try(t)
	s := halfway()
	s.Running = false
	r.SetSnapshot(s)
	r.existing.SetSelectedIndex(2)
	r.pattern.SetText("{name}-{n}")
	test.Tap(r.start)
	if want := (Choice{Format: export.FormatJSON, Folder: "/out", Pattern: "{name}-{n}", Existing: batch.Replace}); r.wish != "start" || r.choice != want {
		t.Errorf("%s with %+v, want %+v", r.wish, r.choice, want)
	}
	r.wish = ""
	r.pattern.SetText("{nam}")
	if test.Tap(r.start); r.wish != "" || !r.trouble.Visible() || !strings.Contains(r.trouble.Text, "{nam}") {
		t.Errorf("a wrong pattern starts (%q) or is not told: %q", r.wish, r.trouble.Text)
	}
	r.pattern.SetText("")
	r.folder.SetText(" ")
	if test.Tap(r.retry); r.wish != "choose" {
		t.Errorf("without a folder the wish is %q", r.wish)
	}
}

func TestOnlyWhatWentWrongIsListedWhenAsked(t *testing.T) {
	r := try(t)
	s := halfway()
	s.Running = false
	r.SetSnapshot(s)
	r.problems.SetChecked(true)
	if len(r.shown) != 3 {
		t.Fatalf("%d rows, want 3", len(r.shown))
	}
	r.list.Select(2)
	if r.wish != "open /in/again.pdf" {
		t.Errorf("a click on the third row: %q", r.wish)
	}
}

func TestHalfwayLooksAsPainted(t *testing.T) {
	for name, look := range uitest.Themes() {
		r := try(t)
		test.ApplyTheme(t, look)
		r.SetSnapshot(halfway())
		test.AssertImageMatches(t, "halfway-"+name+".png", r.window.Canvas().Capture())
	}
}
