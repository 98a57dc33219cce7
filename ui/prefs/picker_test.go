package prefs

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recto/ui/keys"
)

// addLanguage searches for a language and chooses the first that is found.
func (a *asked) addLanguage(t *testing.T, search string) {
	t.Helper()
	a.picker.search.SetText(search)
	if len(a.picker.found) == 0 {
		t.Fatalf("no language is found for %q", search)
	}
	a.picker.list.Select(0)
}

// iconButtons are the buttons of the chosen languages with that icon.
func (a *asked) iconButtons(icon fyne.Resource) (found []*keys.Button) {
	walk(a.picker.chosen, func(o fyne.CanvasObject) {
		if b, ok := o.(*keys.Button); ok && b.Icon != nil && b.Icon.Name() == icon.Name() {
			found = append(found, b)
		}
	})
	return found
}

func TestLanguagesAreAddedMovedAndRemoved(t *testing.T) {
	a := ask(t, nil)
	a.SetInstalled([]string{"eng", "deu", "fra"})
	a.addLanguage(t, "germ")
	a.addLanguage(t, "fr")
	if want := []string{"en", "de", "fr"}; !slices.Equal(a.kept.Languages, want) {
		t.Fatalf("languages %v, want %v", a.kept.Languages, want)
	}
	a.iconButtons(theme.MoveUpIcon())[2].OnTapped()
	a.iconButtons(theme.MoveDownIcon())[0].OnTapped()
	a.iconButtons(theme.CancelIcon())[2].OnTapped()
	if want := []string{"fr", "en"}; !slices.Equal(a.kept.Languages, want) {
		t.Errorf("languages %v, want %v", a.kept.Languages, want)
	}
	a.iconButtons(theme.CancelIcon())[0].OnTapped()
	if last := a.iconButtons(theme.CancelIcon()); len(last) != 1 || !last[0].Disabled() {
		t.Error("the last language can be removed")
	}
}

func TestALanguageThatIsNotInstalledIsToldWithItsPackage(t *testing.T) {
	a := ask(t, nil)
	a.SetInstalled([]string{"eng"})
	a.addLanguage(t, "Thai")
	if len(a.questions) != 1 || !strings.Contains(a.questions[0], "Thai is not installed") || a.copied != "sudo apt-get install tesseract-ocr-tha" {
		t.Errorf("asked %q, copied %q", a.questions, a.copied)
	}
	if !slices.Equal(a.kept.Languages, []string{"en"}) {
		t.Errorf("languages %v", a.kept.Languages)
	}
	a.picker.search.SetText("")
	if first := a.picker.found[0]; first.installed || !a.picker.told {
		t.Errorf("%v stands first, though English is the only one that is installed and chosen", first)
	}
}

func TestChosenLanguagesThatAreNotInstalledSaySo(t *testing.T) {
	a := ask(t, nil)
	missing := func() (said bool) {
		walk(a.picker.chosen, func(o fyne.CanvasObject) {
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
