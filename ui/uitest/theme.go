package uitest

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"recto/ui/look"
)

// Themes are the window's theme in light and in dark, whatever the system says,
// for golden pictures.
func Themes() map[string]fyne.Theme {
	return map[string]fyne.Theme{"light": look.Theme(theme.VariantLight), "dark": look.Theme(theme.VariantDark)}
}
