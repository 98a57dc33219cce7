package languages

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
	spoken "golang.org/x/text/language"

	"recto/ui/keys"
	"recto/ui/uitest"
)

func TestMain(m *testing.M) { uitest.InEnglish(m) }

// asked is a picker under test, with what it asked.
type asked struct {
	*Picker
	kept      []string
	questions []string
	copied    string
}

func ask(t *testing.T) *asked {
	t.Helper()
	test.NewTempApp(t)
	a := &asked{kept: []string{"en"}}
	a.Picker = New(Config{
		Spoken: spoken.English, OnChange: func(codes []string) { a.kept = codes },
		Ask: func(question, _ string, do func()) {
			a.questions = append(a.questions, question)
			do()
		},
		Copy: func(text string) { a.copied = text },
	})
	a.Set(a.kept)
	test.NewTempWindow(t, a.Content())
	return a
}

// walk calls do for an object and all that containers in it hold.
func walk(o fyne.CanvasObject, do func(fyne.CanvasObject)) {
	do(o)
	if c, ok := o.(*fyne.Container); ok {
		for _, child := range c.Objects {
			walk(child, do)
		}
	}
}

// addLanguage searches for a language and chooses the first that is found.
func (a *asked) addLanguage(t *testing.T, search string) {
	t.Helper()
	a.search.SetText(search)
	if len(a.found) == 0 {
		t.Fatalf("no language is found for %q", search)
	}
	a.list.Select(0)
}

// iconButtons are the buttons of the chosen languages with that icon.
func (a *asked) iconButtons(icon fyne.Resource) (found []*keys.Button) {
	walk(a.chosen, func(o fyne.CanvasObject) {
		if b, ok := o.(*keys.Button); ok && b.Icon != nil && b.Icon.Name() == icon.Name() {
			found = append(found, b)
		}
	})
	return found
}

func TestLanguagesAreAddedMovedAndRemoved(t *testing.T) {
	a := ask(t)
	a.SetInstalled([]string{"eng", "deu", "fra"})
	a.addLanguage(t, "germ")
	a.addLanguage(t, "fr")
	if want := []string{"en", "de", "fr"}; !slices.Equal(a.kept, want) {
		t.Fatalf("languages %v, want %v", a.kept, want)
	}
	a.iconButtons(theme.MoveUpIcon())[2].OnTapped()
	a.iconButtons(theme.MoveDownIcon())[0].OnTapped()
	a.iconButtons(theme.CancelIcon())[2].OnTapped()
	if want := []string{"fr", "en"}; !slices.Equal(a.kept, want) || !slices.Equal(a.Chosen(), want) {
		t.Errorf("languages %v, want %v", a.kept, want)
	}
	a.iconButtons(theme.CancelIcon())[0].OnTapped()
	a.iconButtons(theme.CancelIcon())[0].OnTapped()
	if last := a.iconButtons(theme.CancelIcon()); !slices.Equal(a.kept, []string{"auto"}) || len(last) != 1 || !last[0].Disabled() {
		t.Errorf("languages %v after the last was removed, want auto, which cannot be", a.kept)
	}
}

func TestALanguageThatIsNotInstalledIsToldWithItsPackage(t *testing.T) {
	a := ask(t)
	a.SetInstalled([]string{"eng"})
	a.addLanguage(t, "Thai")
	if len(a.questions) != 1 || !strings.Contains(a.questions[0], "Thai is not installed") || a.copied != "sudo apt-get install tesseract-ocr-tha" {
		t.Errorf("asked %q, copied %q", a.questions, a.copied)
	}
	if !slices.Equal(a.kept, []string{"en"}) {
		t.Errorf("languages %v", a.kept)
	}
	a.search.SetText("")
	if first := a.found[1]; first.installed || !a.told {
		t.Errorf("%v stands first of the languages, though English is the only one that is installed and chosen", first)
	}
}

func TestAutomaticStandsFirstAndAlone(t *testing.T) {
	a := ask(t)
	a.SetInstalled([]string{"eng", "deu"})
	if a.found[0].Code != "auto" {
		t.Fatalf("%v stands first, want automatic", a.found[0])
	}
	a.list.Select(0)
	if !slices.Equal(a.kept, []string{"auto"}) || slices.ContainsFunc(a.found, func(l known) bool { return l.Code == "auto" }) {
		t.Errorf("languages %v, want auto in place of all, and to be chosen but once", a.kept)
	}
	a.addLanguage(t, "germ")
	if !slices.Equal(a.kept, []string{"de"}) {
		t.Errorf("languages %v, want de in place of auto", a.kept)
	}
}

func TestChosenLanguagesThatAreNotInstalledSaySo(t *testing.T) {
	a := ask(t)
	missing := func() (said bool) {
		walk(a.chosen, func(o fyne.CanvasObject) {
			if l, ok := o.(*widget.Label); ok && l.Text == "not installed" {
				said = true
			}
		})
		return said
	}
	if missing() {
		t.Error("English is called missing before it is known")
	}
	a.SetInstalled([]string{"deu"})
	if !missing() {
		t.Error("English is not called missing")
	}
}

func TestReturnAddsTheFirstLanguageThatIsFound(t *testing.T) {
	a := ask(t)
	a.SetInstalled([]string{"eng", "deu"})
	a.search.OnSubmitted("") // nothing was typed: nothing is meant
	a.search.SetText("german")
	a.search.OnSubmitted("german")
	if want := []string{"en", "de"}; !slices.Equal(a.kept, want) {
		t.Errorf("languages %v, want %v", a.kept, want)
	}
}
