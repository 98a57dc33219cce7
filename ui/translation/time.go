package translation

import (
	"math"
	"time"

	"fyne.io/fyne/v2/lang"
)

// Roughly is a time as a person would guess it.
func Roughly(d time.Duration) string {
	switch {
	case d < 90*time.Second:
		return lang.L("{{.N}} s", map[string]any{"N": math.Ceil(d.Seconds())})
	case d < 90*time.Minute:
		return lang.L("{{.N}} min", map[string]any{"N": math.Ceil(d.Minutes())})
	}
	return lang.L("{{.N}} h", map[string]any{"N": math.Round(d.Hours()*10) / 10})
}
