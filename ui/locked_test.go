package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"recto/ocr/ocrtest"
	"recto/ui/keys"
	"recto/ui/uitest"
)

// lockedDocs are scripted documents with passwords.
func lockedDocs(passwords map[string]string) map[string]ocrtest.Document {
	docs := map[string]ocrtest.Document{}
	for path, password := range passwords {
		doc := uitest.DocOf(path)
		doc.Password = password
		docs[path] = doc
	}
	return docs
}

// asking is the text of the dialog that is shown.
func (r *tried) asking() string {
	text := ""
	if top := r.win.Canvas().Overlays().Top(); top != nil {
		for _, o := range test.LaidOutObjects(top) {
			if label, ok := o.(*widget.Label); ok {
				text += label.Text + "\n"
			}
		}
	}
	return text
}

func TestLockedFilesAreAskedForInTurn(t *testing.T) {
	r := try(t, lockedDocs(map[string]string{"/a": "one", "/b": "two", "/c": "three"}))
	r.open(t, "/a", "/b", "/c")
	for _, step := range []struct{ name, password string }{{"a", "one"}, {"b", ""}, {"c", "three"}} {
		if !strings.Contains(r.asking(), "Password for "+step.name+"\n") {
			t.Fatalf("asking %q, want it of %s", r.asking(), step.name)
		}
		if step.password == "" {
			r.press(t, "Not now")
			continue
		}
		r.password.SetText(step.password)
		r.press(t, "Open")
		r.untilIdle(t)
	}
	if len(r.dialogs) != 0 || len(r.session.Docs) != 3 {
		t.Errorf("still asking %q", r.asking())
	}
	r.session.Show(1)
	if len(r.dialogs) != 0 || !strings.Contains(r.said(), "locked") {
		t.Errorf("asking %q again; the window says %q", r.asking(), r.said())
	}
}

func TestOnePasswordIsTriedOnAllLockedFiles(t *testing.T) {
	r := try(t, lockedDocs(map[string]string{"/a": "same", "/b": "same", "/c": "other"}))
	r.open(t, "/a", "/b", "/c")
	for _, o := range test.LaidOutObjects(r.win.Canvas().Overlays().Top()) {
		if check, ok := o.(*keys.Check); ok {
			check.SetChecked(true)
		}
	}
	r.password.SetText("same")
	r.press(t, "Open")
	r.untilIdle(t)
	for i, want := range []bool{true, true, false} {
		if got := r.session.Docs[i].Err == nil; got != want {
			t.Errorf("%s is open: %v, want %v", r.session.Docs[i].Name(), got, want)
		}
	}
	if r.session.Doc().Path != "/a" || !strings.Contains(r.asking(), "Password for c\n") {
		t.Errorf("%s is shown, asking %q", r.session.Doc().Path, r.asking())
	}
}
