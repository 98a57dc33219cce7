package ui

import (
	"strings"

	"fyne.io/fyne/v2/lang"

	"recto/ui/languages"
	"recto/ui/translation"
)

// tongue says what the shown page is written in, and what would read it better.
func (w *window) tongue() string {
	p := w.session.Page()
	if p == nil || !p.HasResult {
		return ""
	}
	var said []string
	if p.Result.Language != "" {
		said = append(said, lang.L("Language of the page: {{.Language}}", map[string]any{"Language": translation.Called(p.Result.Language, w.spoken)}))
	}
	if p.Result.Lacks != "" {
		said = append(said, lang.L("It is read better with: {{.Command}}", map[string]any{"Command": languages.InstallCommand(p.Result.Lacks)}))
	}
	return strings.Join(said, ". ")
}
