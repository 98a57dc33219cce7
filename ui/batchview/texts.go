package batchview

import (
	"math"
	"strings"
	"time"

	"fyne.io/fyne/v2/lang"

	"recto/ocr/batch"
)

// summary says how far the batch is.
func summary(s batch.Snapshot) string {
	if len(s.Items) == 0 {
		return ""
	}
	done := s.Count(batch.Done, batch.Partly)
	data := map[string]any{"Done": done, "All": len(s.Items)}
	parts := []string{lang.N("{{.Done}} of {{.All}} documents", len(s.Items), data)}
	if n := s.Count(batch.Failed, batch.Skipped, batch.Cancelled); n > 0 {
		parts = append(parts, lang.N("{{.Count}} not written", n, map[string]any{"Count": n}))
	}
	switch {
	case s.Paused:
		parts = append(parts, lang.L("paused"))
	case s.PerSecond > 0:
		rate := math.Round(s.PerSecond*10) / 10
		parts = append(parts, lang.L("{{.Rate}} pages/s", map[string]any{"Rate": rate}), lang.L("{{.Time}} left", map[string]any{"Time": roughly(s.Left)}))
	}
	return strings.Join(parts, " · ")
}

// roughly is a time as a person would guess it.
func roughly(d time.Duration) string {
	switch {
	case d < 90*time.Second:
		return lang.L("{{.N}} s", map[string]any{"N": math.Ceil(d.Seconds())})
	case d < 90*time.Minute:
		return lang.L("{{.N}} min", map[string]any{"N": math.Ceil(d.Minutes())})
	}
	return lang.L("{{.N}} h", map[string]any{"N": math.Round(d.Hours()*10) / 10})
}
