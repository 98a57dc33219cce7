package logging

import (
	"context"
	"io"
	"log/slog"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"
)

// timeLayout is the time in UTC, to the millisecond.
const timeLayout = "2006-01-02T15:04:05.000Z"

// console writes records as lines for people:
//
//	2026-11-24T20:31:31.123Z info: Recto.Api: page was read page=3
//
// What would end the line or move the cursor is escaped, in all parts.
type console struct {
	lines    *lines
	attrs    slog.Handler // writes the attributes to lines
	category string
	grouped  bool
}

// stand is the message that the handler of the attributes gets, to be left out.
const stand = "\x00"

func newConsole(out io.Writer) console {
	l := &lines{out: out}
	return console{lines: l, category: noCategory, attrs: slog.NewTextHandler(l, &slog.HandlerOptions{
		Level: slog.Level(-1 << 31),
		ReplaceAttr: func(groups []string, a slog.Attr) slog.Attr {
			message := len(groups) == 0 && a.Key == slog.MessageKey && a.Value.Kind() == slog.KindString && a.Value.String() == stand
			if message || isLevel(groups, a) {
				return slog.Attr{}
			}
			return a
		},
	})}
}

func (c console) Enabled(context.Context, slog.Level) bool { return true }

func (c console) Handle(ctx context.Context, r slog.Record) error {
	prefix, _ := names(r.Level)
	begin := r.Time.UTC().Format(timeLayout) + " " + prefix + ": " + escaped(c.category) + ": " + escaped(r.Message)
	// Without a time the handler of the attributes writes none.
	rest := slog.NewRecord(time.Time{}, r.Level, stand, 0)
	r.Attrs(func(a slog.Attr) bool {
		rest.AddAttrs(a)
		return true
	})
	c.lines.Lock()
	defer c.lines.Unlock()
	c.lines.begin = begin
	return c.attrs.Handle(ctx, rest)
}

func (c console) WithAttrs(attrs []slog.Attr) slog.Handler {
	var others []slog.Attr
	for _, a := range attrs {
		if a.Key == Category && !c.grouped {
			c.category = a.Value.Resolve().String()
		} else {
			others = append(others, a)
		}
	}
	c.attrs = c.attrs.WithAttrs(others)
	return c
}

func (c console) WithGroup(name string) slog.Handler {
	c.attrs = c.attrs.WithGroup(name)
	c.grouped = true
	return c
}

// lines puts a beginning before what the handler of the attributes writes. It
// is locked while a record is handled.
type lines struct {
	sync.Mutex
	out   io.Writer
	begin string
}

func (l *lines) Write(attrs []byte) (int, error) {
	line := l.begin
	if len(attrs) > 1 {
		line += " "
	}
	_, err := io.WriteString(l.out, line+string(attrs))
	return len(attrs), err
}

// escaped is text of which every character is visible or a space.
func escaped(text string) string {
	if utf8.ValidString(text) && !strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsPrint(r) }) {
		return text
	}
	quoted := strconv.Quote(text)
	return strings.ReplaceAll(quoted[1:len(quoted)-1], `\"`, `"`)
}
