package keys

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

func TestEveryKeyIsReadAsItIsWritten(t *testing.T) {
	for text, want := range map[string]Key{
		"Ctrl+F": {fyne.KeyF, Ctrl}, "Ctrl+Shift+S": {fyne.KeyS, Ctrl | fyne.KeyModifierShift}, "PgUp": {fyne.KeyPageUp, 0},
		"Shift+F8": {fyne.KeyF8, fyne.KeyModifierShift}, "Ctrl++": {fyne.KeyPlus, Ctrl}, "+": {fyne.KeyPlus, 0}, "Ctrl+-": {fyne.KeyMinus, Ctrl},
		"Alt+Left": {fyne.KeyLeft, fyne.KeyModifierAlt}, "Esc": {fyne.KeyEscape, 0}, "Ctrl+Alt+Shift+Del": {fyne.KeyDelete, Ctrl | fyne.KeyModifierAlt | fyne.KeyModifierShift},
		"Space": {fyne.KeySpace, 0}, "Ctrl+1": {fyne.Key1, Ctrl},
	} {
		if got, ok := Parse(text); !ok || got != want || got.String() != text {
			t.Errorf("Parse(%q) = %v, %v, want %v", text, got, ok, want)
		}
	}
	if got, ok := Parse("shift+CTRL+f"); !ok || got.String() != "Ctrl+Shift+F" {
		t.Errorf("Parse of another letter case = %v, %v", got, ok)
	}
	for _, text := range []string{"", "Ctrl", "Ctrl+", "Hyper+F", "F13", "LeftShift", "Ctrl+Ctrl"} {
		if got, ok := Parse(text); ok {
			t.Errorf("Parse(%q) = %v, want none", text, got)
		}
	}
}

func TestSeveralKeysStandInOneText(t *testing.T) {
	list := Read("Ctrl++ nonsense  Ctrl+= F5")
	if got := Names(list); got != "Ctrl++ Ctrl+= F5" {
		t.Errorf("Read and Names give %q", got)
	}
	if got := Read(""); len(got) != 0 {
		t.Errorf("Read of nothing = %v", got)
	}
}

func TestKeysThatOnlyHoldOthersStartNothing(t *testing.T) {
	for _, name := range []fyne.KeyName{desktop.KeyControlLeft, desktop.KeyShiftRight, desktop.KeyAltLeft, fyne.KeyUnknown} {
		if (Key{Name: name, Held: Ctrl}).Known() {
			t.Errorf("%q is taken for a key of a command", name)
		}
	}
}

func TestKeysAreToldApartAsTheDriverDoes(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want bool
	}{
		{"Ctrl+C", "Ctrl+Ins", true}, {"Shift+Ins", "Ctrl+V", true}, {"Shift+Del", "Ctrl+X", true}, {"Ctrl+F", "Ctrl+F", true},
		{"F3", "Shift+F3", false}, {"F3", "F3", true}, {"Ctrl+F3", "F3", false}, {"Ctrl+C", "Ctrl+Shift+C", false}, {"Del", "Shift+Del", false},
	} {
		a, _ := Parse(tt.a)
		b, _ := Parse(tt.b)
		if got := Same(a, b); got != tt.want {
			t.Errorf("Same(%s, %s) = %v", tt.a, tt.b, got)
		}
	}
}

func TestTheEditsOfTextKeepTheirKeys(t *testing.T) {
	for text, want := range map[string]string{"Ctrl+C": "copy", "Ctrl+Ins": "copy", "Ctrl+X": "cut", "Ctrl+V": "paste", "Ctrl+Z": "undo",
		"Ctrl+Y": "redo", "Ctrl+A": "select-all", "Ctrl+F": "", "F3": ""} {
		k, _ := Parse(text)
		if got := k.OwnEdit(); got != want {
			t.Errorf("%s edits as %q, want %q", text, got, want)
		}
	}
}

func TestAnEntryHandsOnWhatTypesNothing(t *testing.T) {
	a := test.NewTempApp(t)
	var handed []fyne.KeyName
	var shortcuts []string
	e := NewEntry(func(k *fyne.KeyEvent) { handed = append(handed, k.Name) }, func(s fyne.Shortcut) { shortcuts = append(shortcuts, s.ShortcutName()) })
	win := test.NewTempWindow(t, e)
	win.Canvas().Focus(e)
	test.Type(e, "one two")
	for _, name := range []fyne.KeyName{fyne.KeyF3, fyne.KeyEscape, fyne.KeyHome, fyne.KeyDelete} {
		e.TypedKey(&fyne.KeyEvent{Name: name})
	}
	if len(handed) != 2 || handed[0] != fyne.KeyF3 || handed[1] != fyne.KeyEscape || e.Text != "ne two" {
		t.Errorf("handed on %v, the text is %q", handed, e.Text)
	}
	find := &desktop.CustomShortcut{KeyName: fyne.KeyF, Modifier: Ctrl}
	e.TypedShortcut(find)
	e.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyRight, Modifier: Ctrl})
	if len(shortcuts) != 1 || shortcuts[0] != find.ShortcutName() || e.CursorColumn == 0 {
		t.Errorf("handed on %v, the cursor is at %d", shortcuts, e.CursorColumn)
	}
	steps := []struct{ command, want string }{{"select-all", "ne two"}, {"copy", "ne two"}, {"cut", ""}, {"paste", "ne two"}, {"undo", ""}, {"redo", "ne two"}}
	for _, step := range steps {
		if !EditIn(e, step.command, a.Clipboard()) || e.Text != step.want {
			t.Errorf("after %s the text is %q, want %q", step.command, e.Text, step.want)
		}
	}
	if a.Clipboard().Content() != "ne two" || EditIn(e, "open", a.Clipboard()) || EditIn(nil, "copy", a.Clipboard()) {
		t.Errorf("the clipboard holds %q, or what is no edit was done", a.Clipboard().Content())
	}
}
