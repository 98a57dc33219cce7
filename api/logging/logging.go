// Package logging makes the server's log: lines for people on the console, and
// JSON records in files that roll over, each with the levels that the
// container's keys give.
//
// A record belongs to a category, which a logger carries as an attribute:
// log.With(logging.Category, "Recto.Api").
package logging

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"

	"recto/settings/container"
)

// Category is the attribute whose value levels are chosen by. It counts where
// it is given to With, outside of groups.
const Category = "category"

// noCategory stands where a record has no category.
const noCategory = "Recto"

// Options says what is logged where.
type Options struct {
	Console io.Writer        // where lines go, each in one Write; nil is nowhere
	Levels  container.Levels // what the console shows
	Disk    *Disk            // nil is no log files
}

// Disk says how log files are written.
type Disk struct {
	Folder    string           // Mounts:Output; the file is recto/INSTANCE/log.json below it
	Instance  string           // one name of a folder; of each running server its own
	MaxFileMB int              // where a new file is begun, in MB of 1024*1024 bytes; -1 is nowhere
	Levels    container.Levels // what the files hold
}

// From takes what the configuration says.
func From(o container.Options, console io.Writer, instance string) Options {
	from := Options{Console: console, Levels: o.Console}
	if o.Disk.JSON {
		from.Disk = &Disk{
			Folder: o.OutputDir, Instance: instance,
			MaxFileMB: o.Disk.MaxFileMB, Levels: o.Disk.Levels,
		}
	}
	return from
}

// ErrNoOutput tells that there is no folder for log files.
var ErrNoOutput = errors.New("Logging:Disk:Format is json and there is no output mount: give the folder for the log files as Mounts:Output")

// New makes the log. Where files cannot be written, as on a full disk, the log
// goes on without them and says so on the console. The caller calls close when
// all is logged: it writes what waits, and waits for at most five seconds.
func New(o Options) (log *slog.Logger, closeLog func() error, err error) {
	var sinks []sink
	closeLog = func() error { return nil }
	report := func(string, ...any) {}
	if o.Console != nil {
		c := newSink(newConsole(o.Console), o.Levels)
		sinks = append(sinks, c)
		own := slog.New(tee{c.with(slog.String(Category, "Recto.Logging"))})
		report = func(text string, a ...any) { own.Warn(text, a...) }
	}
	if o.Disk != nil {
		file, err := o.Disk.file()
		if err != nil {
			return nil, nil, fmt.Errorf("open log: %w", err)
		}
		d := newDisk(file, o.Disk.MaxFileMB, report, closeWait)
		sinks = append(sinks, newSink(newJSON(d), o.Disk.Levels))
		closeLog = d.close
	}
	return slog.New(tee(sinks)), closeLog, nil
}

// file is the path of the current log file.
func (d Disk) file() (string, error) {
	if d.Folder == "" {
		return "", ErrNoOutput
	}
	if d.Instance == "." || d.Instance != filepath.Base(d.Instance) || !filepath.IsLocal(d.Instance) {
		return "", fmt.Errorf("instance %q is not the name of a folder", d.Instance)
	}
	return filepath.Join(d.Folder, "recto", d.Instance, "log.json"), nil
}

// sink is one place that records go to, with the levels it shows.
type sink struct {
	slog.Handler
	levels   container.Levels
	category string

	raw   slog.Handler // Handler without attributes
	attrs []slog.Attr  // those it has, besides the category
}

func newSink(h slog.Handler, levels container.Levels) sink {
	return sink{Handler: h, raw: h, levels: levels}
}

func (s sink) shows(level slog.Level) bool {
	least := s.levels.For(s.category)
	return least != container.LevelNone && level >= least
}

// with adds attributes outside of groups; a later category replaces the one
// before, instead of standing in the record twice.
func (s sink) with(attrs ...slog.Attr) sink {
	s.attrs = slices.Clip(s.attrs)
	for _, a := range attrs {
		if a.Key == Category {
			s.category = a.Value.Resolve().String()
		} else {
			s.attrs = append(s.attrs, a)
		}
	}
	all := s.attrs
	if s.category != "" {
		all = append([]slog.Attr{slog.String(Category, s.category)}, all...)
	}
	s.Handler = s.raw.WithAttrs(all)
	return s
}

// tee hands each record to the sinks that show it.
type tee []sink

func (t tee) Enabled(_ context.Context, level slog.Level) bool {
	for _, s := range t {
		if s.shows(level) {
			return true
		}
	}
	return false
}

func (t tee) Handle(ctx context.Context, r slog.Record) error {
	var errs []error
	for _, s := range t {
		if s.shows(r.Level) {
			errs = append(errs, s.Handle(ctx, r.Clone()))
		}
	}
	return errors.Join(errs...)
}

func (t tee) WithAttrs(attrs []slog.Attr) slog.Handler {
	sinks := make(tee, len(t))
	for i, s := range t {
		sinks[i] = s.with(attrs...)
	}
	return sinks
}

func (t tee) WithGroup(name string) slog.Handler {
	if name == "" {
		return t
	}
	sinks := make(tee, len(t))
	for i, s := range t {
		s.Handler = s.WithGroup(name)
		sinks[i] = s
	}
	return grouped{sinks}
}

// grouped is a tee within a group, where Category is an attribute like others.
type grouped struct{ tee }

func (g grouped) WithAttrs(attrs []slog.Attr) slog.Handler {
	sinks := make(tee, len(g.tee))
	for i, s := range g.tee {
		s.Handler = s.WithAttrs(attrs)
		sinks[i] = s
	}
	return grouped{sinks}
}

func (g grouped) WithGroup(name string) slog.Handler {
	if name == "" {
		return g
	}
	return grouped{g.tee.WithGroup(name).(grouped).tee}
}

// names of a level: the container's prefix of a line, and the word of its keys.
func names(level slog.Level) (prefix, word string) {
	switch {
	case level < slog.LevelDebug:
		return "trce", "Trace"
	case level < slog.LevelInfo:
		return "dbug", "Debug"
	case level < slog.LevelWarn:
		return "info", "Information"
	case level < slog.LevelError:
		return "warn", "Warning"
	case level < container.LevelCritical:
		return "fail", "Error"
	}
	return "crit", "Critical"
}

// isLevel tells whether an attribute is a record's level, not one of a caller.
func isLevel(groups []string, a slog.Attr) bool {
	_, ok := a.Value.Any().(slog.Level)
	return ok && len(groups) == 0 && strings.EqualFold(a.Key, slog.LevelKey)
}
