package portal

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"
)

// desktop is a portal on a bus of the test's own.
type desktop struct {
	conn *dbus.Conn

	// version is what the portal says of itself.
	version uint32

	// answer is called when a dialog is to be shown, with what was asked.
	answer func(handle dbus.ObjectPath, parent, title string, options map[string]dbus.Variant)

	closed chan struct{}
}

// bus starts a bus for the test and makes it the session's.
func bus(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("dbus-daemon"); err != nil {
		t.Skip("dbus-daemon is not installed")
	}
	daemon := exec.CommandContext(context.WithoutCancel(t.Context()), "dbus-daemon", "--session", "--nofork", "--print-address",
		"--address=unix:dir="+t.TempDir())
	out, err := daemon.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := daemon.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = daemon.Process.Signal(syscall.SIGTERM); _ = daemon.Wait() })
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", strings.TrimSpace(address))
}

// show starts a portal on the test's bus.
func show(t *testing.T, d *desktop) *desktop {
	t.Helper()
	bus(t)
	conn, err := dbus.ConnectSessionBus()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	d.conn, d.closed = conn, make(chan struct{}, 1)
	for _, exported := range []error{
		conn.Export(d, object, chooser),
		conn.ExportMethodTable(map[string]any{"Get": d.Get}, object, properties),
		conn.ExportSubtreeMethodTable(map[string]any{"Close": d.Close}, object+"/request", request),
	} {
		if exported != nil {
			t.Fatal(exported)
		}
	}
	if _, err := conn.RequestName(name, 0); err != nil {
		t.Fatal(err)
	}
	return d
}

// Get is the property "version".
func (d *desktop) Get(string, string) (dbus.Variant, *dbus.Error) {
	return dbus.MakeVariant(d.version), nil
}

// Close is a request's.
func (d *desktop) Close() *dbus.Error {
	d.closed <- struct{}{}
	return nil
}

// OpenFile is the chooser's.
func (d *desktop) OpenFile(sender dbus.Sender, parent, title string, options map[string]dbus.Variant) (dbus.ObjectPath, *dbus.Error) {
	who := strings.ReplaceAll(strings.TrimPrefix(string(sender), ":"), ".", "_")
	handle := dbus.ObjectPath(object + "/request/" + who + "/" + options["handle_token"].Value().(string))
	if d.answer == nil {
		return "", dbus.NewError("org.freedesktop.portal.Error.Failed", nil)
	}
	d.answer(handle, parent, title, options)
	return handle, nil
}

// respond ends a dialog.
func (d *desktop) respond(handle dbus.ObjectPath, status uint32, uris ...string) {
	_ = d.conn.Emit(handle, request+".Response", status, map[string]dbus.Variant{"uris": dbus.MakeVariant(uris)})
}

func TestChosenFilesKeepTheirNames(t *testing.T) {
	d := &desktop{version: 3}
	d.answer = func(handle dbus.ObjectPath, parent, title string, options map[string]dbus.Variant) {
		if parent != "x11:2a" || title != "Open" || options["multiple"].Value() != true || options["directory"].Value() != false {
			t.Errorf("asked %q %q %v", parent, title, options)
		}
		if folder := options["current_folder"].Value().([]byte); string(folder) != "/some where\x00" {
			t.Errorf("folder is %q", folder)
		}
		if filters := fmt.Sprint(options["filters"].Value()); filters != "[[Documents [[0 *.pdf] [0 *.png]]]]" {
			t.Errorf("filters are %s", filters)
		}
		// The answer may come before the call's own.
		d.respond("/org/freedesktop/portal/desktop/request/other/x", 0, "file:///wrong")
		d.respond(handle, 0, "file:///a+b%20%25.pdf", "file:///%FF.png")
	}
	show(t, d)
	got, err := Choose(t.Context(), Request{Title: "Open", Parent: X11Window(42), Folder: "/some where",
		Kinds: []Kind{{"Documents", []string{"*.pdf", "*.png"}}}})
	if want := []string{"/a+b %.pdf", "/\xff.png"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("Choose = %q, %v; want %q", got, err, want)
	}
}

func TestNothingChosenIsNoError(t *testing.T) {
	d := &desktop{version: 3}
	d.answer = func(handle dbus.ObjectPath, _, _ string, _ map[string]dbus.Variant) { d.respond(handle, 1) }
	show(t, d)
	if got, err := Choose(t.Context(), Request{Directory: true}); err != nil || got != nil {
		t.Errorf("Choose = %q, %v", got, err)
	}
}

func TestPortalsThatCannotAreNone(t *testing.T) {
	broken := &desktop{version: 3}
	broken.answer = func(handle dbus.ObjectPath, _, _ string, _ map[string]dbus.Variant) { broken.respond(handle, 2) }
	goes := &desktop{version: 3}
	goes.answer = func(dbus.ObjectPath, string, string, map[string]dbus.Variant) {
		go func() { _, _ = goes.conn.ReleaseName(name) }()
	}
	for what, tt := range map[string]struct {
		portal    *desktop
		directory bool
	}{
		"refuses":          {&desktop{version: 3}, false},
		"is too old":       {&desktop{version: 2}, true},
		"has a bad dialog": {broken, false},
		"goes":             {goes, false},
	} {
		t.Run(what, func(t *testing.T) {
			show(t, tt.portal)
			if _, err := Choose(t.Context(), Request{Directory: tt.directory}); !errors.Is(err, ErrNone) {
				t.Errorf("Choose = %v, want ErrNone", err)
			}
		})
	}
}

func TestNoPortalIsToldSoon(t *testing.T) {
	bus(t)
	start := time.Now()
	if _, err := Choose(t.Context(), Request{}); !errors.Is(err, ErrNone) {
		t.Errorf("on a bus without a portal: %v", err)
	}
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path="+filepath.Join(t.TempDir(), "none"))
	if _, err := Choose(t.Context(), Request{}); !errors.Is(err, ErrNone) {
		t.Errorf("without a bus: %v", err)
	}
	if took := time.Since(start); took > patience {
		t.Errorf("that took %v", took)
	}
}

func TestABusThatHangsIsNotWaitedFor(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bus")
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "unix", path)
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path="+path)
	if _, err := Choose(t.Context(), Request{}); !errors.Is(err, ErrNone) {
		t.Errorf("Choose = %v, want ErrNone", err)
	}
}

func TestTheEndOfTheWindowClosesTheDialog(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	d := show(t, &desktop{version: 3, answer: func(dbus.ObjectPath, string, string, map[string]dbus.Variant) { cancel() }})
	if _, err := Choose(ctx, Request{}); !errors.Is(err, context.Canceled) {
		t.Errorf("Choose = %v, want cancelled", err)
	}
	select {
	case <-d.closed:
	case <-time.After(10 * time.Second):
		t.Error("the dialog stays")
	}
}

func TestFiltersHaveTheFormOfThePortal(t *testing.T) {
	options := Request{Kinds: []Kind{{"Documents", []string{"*.pdf"}}}}.options("x")
	if got := options["filters"].Signature().String(); got != "a(sa(us))" {
		t.Errorf("filters are %s", got)
	}
}
