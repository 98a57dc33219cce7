// Package look makes the window light or dark and as large as a person wants.
package look

import (
	"image/color"
	"os"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"recto/settings"
)

// scaleVariable is where Fyne looks up how large it draws, beside what the
// system asks for, each time that its settings change. It scales all there is,
// sizes that a program fixes too.
const scaleVariable = "FYNE_SCALE"

// Look is how the window looks. Its zero value is how the system wants it. It
// belongs to the user interface's goroutine.
type Look struct {
	used bool

	// before is the variable's value at the start, set where it was there.
	before string
	set    bool
}

// Use lets the app look so: theme is one of settings, scale 1 as the system
// draws.
func (l *Look) Use(a fyne.App, name string, scale float64) {
	if !l.used && name == settings.ThemeSystem && scale == 1 {
		return // without a theme of its own, Fyne follows the system's
	}
	l.useScale(scale)
	l.used = true
	switch name {
	case settings.ThemeLight:
		a.Settings().SetTheme(Theme(theme.VariantLight))
	case settings.ThemeDark:
		a.Settings().SetTheme(Theme(theme.VariantDark))
	default:
		a.Settings().SetTheme(theme.DefaultTheme())
	}
}

func (l *Look) useScale(scale float64) {
	if !l.used {
		l.before, l.set = os.LookupEnv(scaleVariable)
	}
	switch {
	case scale != 1:
		_ = os.Setenv(scaleVariable, strconv.FormatFloat(scale, 'g', -1, 64))
	case l.set:
		_ = os.Setenv(scaleVariable, l.before)
	default:
		_ = os.Unsetenv(scaleVariable)
	}
}

// Theme is Fyne's own theme, light or dark whatever the system is.
func Theme(variant fyne.ThemeVariant) fyne.Theme { return forced{theme.DefaultTheme(), variant} }

// forced is a theme that is light or dark whatever the system is.
type forced struct {
	fyne.Theme
	variant fyne.ThemeVariant
}

// Color is the theme's colour in the forced variant.
func (f forced) Color(name fyne.ThemeColorName, _ fyne.ThemeVariant) color.Color {
	return f.Theme.Color(name, f.variant)
}

// Variant is whether the current app is light or dark, forced or as the system
// is. What has colours of its own asks here, since Fyne tells of the system
// alone.
func Variant() fyne.ThemeVariant {
	s := fyne.CurrentApp().Settings()
	if f, ok := s.Theme().(forced); ok {
		return f.variant
	}
	return s.ThemeVariant()
}
