package worker

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
)

// NewLog is the log of a worker: records on w, which is to be its stderr, that
// the parent's log takes over with level, message and attributes.
func NewLog(w io.Writer) *slog.Logger {
	return slog.New(slog.NewJSONHandler(w, &slog.HandlerOptions{Level: slog.LevelDebug}))
}

// relay hands what a child writes on stderr to the parent's log line by line:
// the records of NewLog as they are, what libraries print at debug level.
type relay struct {
	log  *slog.Logger
	line []byte
}

// maxLogLine is the longest line that is handed on; of a longer one the rest is
// left out.
const maxLogLine = 4 << 10

// Write never fails: a log is no reason to lose a page.
func (r *relay) Write(p []byte) (int, error) {
	for rest := p; len(rest) > 0; {
		part, after, ended := bytes.Cut(rest, []byte("\n"))
		r.line = append(r.line, part[:min(len(part), maxLogLine-len(r.line))]...)
		if ended {
			r.pass(bytes.TrimSpace(r.line))
			r.line = r.line[:0]
		}
		rest = after
	}
	return len(p), nil
}

func (r *relay) pass(line []byte) {
	if len(line) == 0 {
		return
	}
	var record map[string]any
	var level slog.Level
	if json.Unmarshal(line, &record) == nil && level.UnmarshalText([]byte(text(record, slog.LevelKey))) == nil {
		message := text(record, slog.MessageKey)
		delete(record, slog.TimeKey)
		delete(record, slog.LevelKey)
		delete(record, slog.MessageKey)
		attrs := make([]any, 0, 2*len(record))
		for key, value := range record {
			attrs = append(attrs, key, value)
		}
		r.log.Log(context.Background(), level, message, attrs...)
		return
	}
	r.log.Debug("a worker says", "line", string(line))
}

func text(record map[string]any, key string) string {
	s, _ := record[key].(string)
	return s
}
