package batchview

import (
	"math"
	"strings"

	"fyne.io/fyne/v2/lang"

	"recto/ocr/batch"
	"recto/ui/translation"
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
		parts = append(parts, lang.L("{{.Rate}} pages/s", map[string]any{"Rate": rate}), lang.L("{{.Time}} left", map[string]any{"Time": translation.Roughly(s.Left)}))
	}
	return strings.Join(parts, " · ")
}
