// Package portal asks for files with the dialog of the person's desktop,
// through its portal on the session bus. Nothing here knows a toolkit.
package portal

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/godbus/dbus/v5"

	"recto/ui/intake"
)

// ErrNone tells that no portal answers, or that it cannot do what is asked:
// another dialog is needed.
var ErrNone = errors.New("no file chooser portal")

// patience is how long the portal may take to answer that it is there. The bus
// may have to start it; a desktop without a working one must not keep a person
// waiting for a dialog.
const patience = 3 * time.Second

// The names of the portal on the bus.
const (
	name       = "org.freedesktop.portal.Desktop"
	object     = "/org/freedesktop/portal/desktop"
	chooser    = "org.freedesktop.portal.FileChooser"
	request    = "org.freedesktop.portal.Request"
	properties = "org.freedesktop.DBus.Properties"
)

// folderVersion is the first version of the chooser that can choose folders.
const folderVersion = 3

// Request is what a dialog is to ask for.
type Request struct {
	Title, Accept string

	// Parent names the window that the dialog stands over, "" for none; see
	// X11Window.
	Parent string

	// Folder is where the dialog starts, "" for where the portal likes.
	Folder string

	// Directory asks for folders instead of files.
	Directory bool

	// Kinds are the kinds of files to choose from; the first is chosen at
	// first.
	Kinds []Kind
}

// Kind is a kind of files, by its name and by patterns such as "*.pdf".
type Kind struct {
	Name     string
	Patterns []string
}

// X11Window is the name of an X window as a parent.
func X11Window(id uintptr) string { return fmt.Sprintf("x11:%x", id) }

// Choose shows the dialog and gives the paths that were chosen: several, or
// none where the person chose nothing. It waits as long as the dialog is shown;
// the end of ctx closes it. ErrNone comes soon.
func Choose(ctx context.Context, r Request) ([]string, error) {
	// The connection outlives ctx by the message that closes the dialog.
	bus, hangUp := context.WithCancel(context.WithoutCancel(ctx))
	defer hangUp()
	conn, err := connect(ctx, bus)
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	if err := ready(ctx, conn, r); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNone, err)
	}
	return ask(ctx, conn, r)
}

// connect opens, within ctx, a connection of its own, for signals to others are
// none of ours. It lasts until bus ends.
func connect(ctx, bus context.Context) (*dbus.Conn, error) {
	type connected struct {
		conn *dbus.Conn
		err  error
	}
	done := make(chan connected, 1)
	go func() {
		conn, err := dbus.SessionBusPrivateNoAutoStartup(dbus.WithContext(bus))
		if err == nil {
			err = conn.Auth(nil)
		}
		if err == nil {
			err = conn.Hello()
		}
		done <- connected{conn, err} // what failed closes as bus ends
	}()
	wait := time.NewTimer(patience)
	defer wait.Stop()
	select {
	case c := <-done:
		if c.err != nil {
			return nil, fmt.Errorf("%w: %w", ErrNone, c.err)
		}
		return c.conn, nil
	case <-wait.C:
		return nil, fmt.Errorf("%w: the bus does not answer", ErrNone)
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// ready is nil where a portal is there that can do what is asked.
func ready(ctx context.Context, conn *dbus.Conn, r Request) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	var version dbus.Variant
	err := conn.Object(name, object).CallWithContext(ctx, properties+".Get", 0, chooser, "version").Store(&version)
	if err != nil {
		return err
	}
	if number, ok := version.Value().(uint32); r.Directory && (!ok || number < folderVersion) {
		return fmt.Errorf("version %v chooses no folders", version.Value())
	}
	return nil
}

// ask has the dialog shown and waits for its end.
func ask(ctx context.Context, conn *dbus.Conn, r Request) ([]string, error) {
	token := "recto" + strings.ToLower(rand.Text())
	sender := strings.ReplaceAll(strings.TrimPrefix(conn.Names()[0], ":"), ".", "_")
	handle := dbus.ObjectPath(object + "/request/" + sender + "/" + token)
	signals := make(chan *dbus.Signal, 16)
	conn.Signal(signals)
	// Before the call, for the answer may follow at once.
	err := errors.Join(
		conn.AddMatchSignalContext(ctx, dbus.WithMatchObjectPath(handle), dbus.WithMatchInterface(request)),
		conn.AddMatchSignalContext(ctx, dbus.WithMatchInterface("org.freedesktop.DBus"), dbus.WithMatchMember("NameOwnerChanged"), dbus.WithMatchArg(0, name)))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNone, err)
	}
	defer func() {
		if ctx.Err() != nil { // nobody waits for the answer: the connection closes next
			conn.Object(name, handle).Go(request+".Close", dbus.FlagNoReplyExpected, nil)
		}
	}()
	err = conn.Object(name, object).CallWithContext(ctx, chooser+".OpenFile", 0, r.Parent, r.Title, r.options(token)).Store(&handle)
	if err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, fmt.Errorf("%w: %w", ErrNone, err)
	}
	for {
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case signal, ok := <-signals:
			switch {
			case !ok:
				return nil, fmt.Errorf("%w: the bus went", ErrNone)
			case signal.Name == "org.freedesktop.DBus.NameOwnerChanged":
				return nil, fmt.Errorf("%w: it went while the dialog was shown", ErrNone)
			case signal.Path == handle && signal.Name == request+".Response":
				return chosen(signal)
			}
		}
	}
}

// filter is a kind as the bus has it: patterns each with 0 for "a pattern".
type filter struct {
	Name     string
	Patterns []struct {
		Type    uint32
		Pattern string
	}
}

func (r Request) options(token string) map[string]dbus.Variant {
	options := map[string]dbus.Variant{
		"handle_token": dbus.MakeVariant(token),
		"modal":        dbus.MakeVariant(true),
		"multiple":     dbus.MakeVariant(true),
		"directory":    dbus.MakeVariant(r.Directory),
	}
	if r.Accept != "" {
		options["accept_label"] = dbus.MakeVariant(r.Accept)
	}
	if r.Folder != "" {
		options["current_folder"] = dbus.MakeVariant(append([]byte(r.Folder), 0))
	}
	var filters []filter
	for _, kind := range r.Kinds {
		f := filter{Name: kind.Name}
		for _, pattern := range kind.Patterns {
			f.Patterns = append(f.Patterns, struct {
				Type    uint32
				Pattern string
			}{0, pattern})
		}
		filters = append(filters, f)
	}
	if len(filters) > 0 {
		options["filters"] = dbus.MakeVariant(filters)
	}
	return options
}

// chosen is what a dialog's end says: 0 and the files, 1 for a person who
// chose none, 2 for a dialog that broke.
func chosen(signal *dbus.Signal) ([]string, error) {
	var status uint32
	var results map[string]dbus.Variant
	if err := dbus.Store(signal.Body, &status, &results); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNone, err)
	}
	switch status {
	case 0:
	case 1:
		return nil, nil
	default:
		return nil, fmt.Errorf("%w: its dialog ended with %d", ErrNone, status)
	}
	uris, _ := results["uris"].Value().([]string)
	var paths []string
	for _, uri := range uris {
		path, err := intake.PathOf(uri)
		if err != nil {
			return nil, fmt.Errorf("chosen file %q: %w", uri, err)
		}
		paths = append(paths, path)
	}
	return paths, nil
}
