package uitest

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Themes are Fyne's own theme in light and in dark, whatever the system says,
// for golden pictures.
func Themes() map[string]fyne.Theme {
	return map[string]fyne.Theme{
		"light": fixed{theme.DefaultTheme(), theme.VariantLight},
		"dark":  fixed{theme.DefaultTheme(), theme.VariantDark},
	}
}

// fixed is a theme of one variant.
type fixed struct {
	fyne.Theme
	variant fyne.ThemeVariant
}

// Color is the colour in the theme's own variant.
func (f fixed) Color(name fyne.ThemeColorName, _ fyne.ThemeVariant) color.Color {
	return f.Theme.Color(name, f.variant)
}
