package thumbs

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
)

// fileText is a file's name with its note, or with the number of its pages
// where that is wanted.
func fileText(f File, counted bool) string {
	switch {
	case f.Note != "":
		return lang.L("{{.Name}} – {{.Note}}", map[string]any{"Name": f.Name, "Note": f.Note})
	case f.Pages > 1 && counted:
		return lang.L("{{.Name}} ({{.Count}})", map[string]any{"Name": f.Name, "Count": f.Pages})
	}
	return f.Name
}

// stateText is a state in a word.
func stateText(s State) string {
	switch s {
	case Waiting:
		return lang.L("Waiting")
	case Reading:
		return lang.L("Reading")
	case Read:
		return lang.L("Read")
	case TextLayer:
		return lang.L("Text layer")
	case Mixed:
		return lang.L("Layer + read")
	case Failed:
		return lang.L("Failed")
	case Stopped:
		return lang.L("Stopped")
	case LeftOut:
		return lang.L("Left out")
	}
	return ""
}

// stateSign is a state as an icon, which differs by shape as well as colour.
func stateSign(s State) fyne.Resource {
	switch s {
	case Reading:
		return theme.NewPrimaryThemedResource(theme.ViewRefreshIcon())
	case Read:
		return theme.NewSuccessThemedResource(theme.ConfirmIcon())
	case TextLayer, Mixed:
		return theme.NewSuccessThemedResource(theme.DocumentIcon())
	case Failed:
		return theme.NewErrorThemedResource(theme.ErrorIcon())
	case Stopped:
		return theme.NewWarningThemedResource(theme.MediaStopIcon())
	case LeftOut:
		return theme.MediaSkipNextIcon()
	case Waiting:
	}
	return theme.HistoryIcon()
}

// gradeText says how sure a page is: the mean, and how many words are weak.
func gradeText(p Page) string {
	if !p.Graded {
		return ""
	}
	mean := math.Round(100 * p.Mean)
	switch {
	case p.Words == 0:
		return lang.L("No text")
	case p.Weak == 0:
		return lang.L("{{.Percent}} %", map[string]any{"Percent": mean})
	}
	return lang.L("{{.Percent}} % · {{.Weak}} weak", map[string]any{"Percent": mean, "Weak": p.Weak})
}
