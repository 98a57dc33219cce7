package worker

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"
)

func TestWhatAWorkerLogsReachesTheParentsLog(t *testing.T) {
	var got bytes.Buffer
	r := &relay{log: slog.New(slog.NewTextHandler(&got, &slog.HandlerOptions{Level: slog.LevelInfo}))}
	NewLog(r).Warn("resolution lowered", "page", 3, "dpi", 72.5)
	NewLog(r).Debug("nobody asked")
	for _, piece := range []string{"Estimating ", "resolution\n\n", `{"level":"LOUD","msg":"no record"}` + "\n", strings.Repeat("x", 3*maxLogLine)} {
		if n, err := r.Write([]byte(piece)); n != len(piece) || err != nil {
			t.Errorf("Write = %d, %v, want %d", n, err, len(piece))
		}
	}
	if want := "level=WARN msg=\"resolution lowered\" dpi=72.5 page=3"; !strings.Contains(got.String(), want) &&
		!strings.Contains(got.String(), "level=WARN msg=\"resolution lowered\" page=3 dpi=72.5") {
		t.Errorf("log is %q, want %s", got.String(), want)
	}
	if strings.Count(got.String(), "\n") != 1 {
		t.Errorf("log is %q, want one line", got.String())
	}
	if len(r.line) > maxLogLine {
		t.Errorf("%d bytes of a line are held, want at most %d", len(r.line), maxLogLine)
	}
}
