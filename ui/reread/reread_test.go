package reread

import (
	"reflect"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"golang.org/x/text/language"

	"recto/ocr"
	"recto/settings"
	"recto/ui/languages"
	"recto/ui/look"
	"recto/ui/uitest"
)

func TestMain(m *testing.M) { uitest.InEnglish(m) }

// form is one for the third of twelve pages, of which four are chosen.
func form(begin Choice, valid func(bool)) *Form {
	return New(Config{Begin: begin, Page: 3, Chosen: 4, Count: 12, Languages: languages.Config{Spoken: language.English}, OnValid: valid})
}

func TestTheFormBeginsWithWhatHoldsAndGivesItBack(t *testing.T) {
	test.NewTempApp(t)
	for _, want := range []Choice{
		{Page, nil, []string{"en"}, ocr.OrderNatural, ocr.TextLayerAuto}, {Chosen, nil, []string{"de", "en"}, ocr.OrderBasic, ocr.TextLayerOnly},
		{File, nil, []string{"fr"}, ocr.OrderNatural, ocr.TextLayerNever},
	} {
		if got, ok := form(want, nil).Choice(); !ok || !reflect.DeepEqual(got, want) {
			t.Errorf("choice = %+v, %v; want %+v", got, ok, want)
		}
	}
}

func TestOnlyTheScopesThatMeanSomethingAreOffered(t *testing.T) {
	test.NewTempApp(t)
	for _, tt := range []struct {
		chosen, count int
		want          []string
	}{
		{1, 1, []string{"Page 1"}},
		{1, 5, []string{"Page 1", "The file, also from now on"}},
		{2, 5, []string{"Page 1", "2 chosen pages", "The file, also from now on"}},
	} {
		f := New(Config{Page: 1, Chosen: tt.chosen, Count: tt.count, Begin: Choice{Languages: []string{"en"}}, Languages: languages.Config{Spoken: language.English}})
		if !slices.Equal(f.scope.Options, tt.want) {
			t.Errorf("of %d chosen of %d: %q, want %q", tt.chosen, tt.count, f.scope.Options, tt.want)
		}
	}
}

func TestPagesAreAskedForWhereTheFileIsRead(t *testing.T) {
	test.NewTempApp(t)
	valid := false
	f := form(Choice{Scope: Page, Languages: []string{"en"}}, func(ok bool) { valid = ok })
	if f.numbers.Visible() || !valid {
		t.Errorf("of a page, numbers visible %v, valid %v", f.numbers.Visible(), valid)
	}
	f.scope.SetSelectedIndex(2)
	for _, tt := range []struct {
		text, wrong string
		pages       []int
	}{
		{"", "", []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}}, {"2, 11-", "", []int{1, 10, 11}},
		{"two", "Give page numbers such as 1-3,7- or leave it empty.", nil}, {"0", "Give page numbers such as 1-3,7- or leave it empty.", nil},
		{"13-", "The file has only 12 pages.", nil},
	} {
		f.pages.SetText(tt.text)
		c, ok := f.Choice()
		if ok != (tt.pages != nil) || valid != ok || f.wrong.Text != tt.wrong || f.wrong.Visible() == ok {
			t.Errorf("%q: valid %v and %v, says %q, want %q", tt.text, ok, valid, f.wrong.Text, tt.wrong)
		}
		if got := c.Pages.Of(12); ok && !slices.Equal(got, tt.pages) {
			t.Errorf("%q: pages %v, want %v", tt.text, got, tt.pages)
		}
	}
	f.scope.SetSelectedIndex(1)
	if _, ok := f.Choice(); !ok || !valid || f.numbers.Visible() {
		t.Error("numbers that nobody asks for make the chosen pages wrong")
	}
}

func TestTheFormLooksAsItDidLightAndDark(t *testing.T) {
	for _, theme := range []string{settings.ThemeLight, settings.ThemeDark} {
		app := test.NewTempApp(t)
		(&look.Look{}).Use(app, theme, 1)
		f := form(Choice{Scope: File, Languages: []string{"de", "th"}}, nil)
		f.SetInstalled([]string{"eng", "deu", "fra"})
		f.pages.SetText("20-")
		win := test.NewTempWindow(t, f.Content())
		win.Resize(fyne.NewSize(700, 460))
		test.AssertImageMatches(t, "form-"+theme+".png", win.Canvas().Capture())
	}
}
