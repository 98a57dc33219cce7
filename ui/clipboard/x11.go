package clipboard

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
)

// piece is how much of a property is asked for at once, in units of 4 bytes.
const piece = 1 << 18

// selection is a conversation with the owner of the X clipboard.
type selection struct {
	ctx    context.Context
	conn   *xgb.Conn
	window xproto.Window
	events chan xgb.Event
	ended  chan struct{}
	stop   func() bool

	// The atoms that are needed again and again.
	clipboard, property, incremental xproto.Atom
}

// dial connects to the display, within ctx.
func dial(ctx context.Context, display string) (*selection, error) {
	if display == "" && os.Getenv("DISPLAY") == "" {
		return nil, ErrUnavailable
	}
	// The library tells its troubles to stderr as well as to its caller.
	xgb.Logger.SetOutput(io.Discard)
	type dialled struct {
		conn *xgb.Conn
		err  error
	}
	done := make(chan dialled, 1)
	go func() {
		conn, err := xgb.NewConnDisplay(display)
		done <- dialled{conn, err}
	}()
	var d dialled
	select {
	case d = <-done:
	case <-ctx.Done():
		go func() { // ends when the server answers or goes
			if late := <-done; late.err == nil {
				late.conn.Close()
			}
		}()
		return nil, ctx.Err()
	}
	if d.err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnavailable, d.err)
	}
	s := &selection{ctx: ctx, conn: d.conn, events: make(chan xgb.Event), ended: make(chan struct{})}
	// Closing ends every call that waits for the server.
	s.stop = context.AfterFunc(ctx, s.conn.Close)
	go s.listen()
	if err := s.prepare(); err != nil {
		s.close()
		return nil, s.reason(err)
	}
	return s, nil
}

// listen passes events on until the connection is closed.
func (s *selection) listen() {
	defer close(s.ended)
	defer close(s.events)
	for {
		event, err := s.conn.WaitForEvent()
		switch {
		case event != nil:
			select {
			case s.events <- event:
			case <-s.ctx.Done():
				return
			}
		case err == nil:
			return // closed
		}
	}
}

func (s *selection) close() {
	if s.stop() {
		s.conn.Close()
	}
	for range s.events { // what nobody waits for any more
	}
	<-s.ended
}

// reason is why the conversation ended: ctx where that did it.
func (s *selection) reason(err error) error {
	switch {
	case errors.Is(s.ctx.Err(), context.DeadlineExceeded):
		return ErrSilent
	case s.ctx.Err() != nil:
		return s.ctx.Err()
	}
	return err
}

// prepare makes the window, never shown, that content is delivered to.
func (s *selection) prepare() (err error) {
	if s.window, err = xproto.NewWindowId(s.conn); err != nil {
		return err
	}
	root := xproto.Setup(s.conn).DefaultScreen(s.conn).Root
	err = xproto.CreateWindowChecked(s.conn, 0, s.window, root, 0, 0, 1, 1, 0, xproto.WindowClassInputOnly, 0,
		xproto.CwEventMask, []uint32{xproto.EventMaskPropertyChange}).Check()
	if err != nil {
		return err
	}
	for name, atom := range map[string]*xproto.Atom{"CLIPBOARD": &s.clipboard, "RECTO_PASTE": &s.property, "INCR": &s.incremental} {
		if *atom, err = s.atom(name); err != nil {
			return err
		}
	}
	return nil
}

func (s *selection) atom(name string) (xproto.Atom, error) {
	reply, err := xproto.InternAtom(s.conn, false, uint16(len(name)), name).Reply()
	if err != nil {
		return 0, err
	}
	return reply.Atom, nil
}

// forms asks the owner in which forms it has the content.
func (s *selection) forms() ([]string, error) {
	list, err := s.take("TARGETS")
	if err != nil {
		return nil, err
	}
	var names []string
	for ; len(list) >= 4; list = list[4:] {
		atom := xproto.Atom(binary.NativeEndian.Uint32(list))
		reply, err := xproto.GetAtomName(s.conn, atom).Reply()
		if err != nil {
			if s.ctx.Err() != nil {
				return nil, s.reason(err)
			}
			continue // no atom at all
		}
		names = append(names, reply.Name)
	}
	return names, nil
}

// take has the content delivered in one form.
func (s *selection) take(form string) ([]byte, error) {
	target, err := s.atom(form)
	if err != nil {
		return nil, s.reason(err)
	}
	xproto.ConvertSelection(s.conn, s.window, s.clipboard, target, s.property, xproto.TimeCurrentTime)
	for {
		event, err := s.next()
		if err != nil {
			return nil, err
		}
		notify, ok := event.(xproto.SelectionNotifyEvent)
		if !ok || notify.Target != target {
			continue
		}
		if notify.Property == xproto.AtomNone {
			return nil, nil // nobody has it in this form
		}
		content, kind, err := s.read()
		if err == nil && kind == s.incremental {
			return s.readPieces()
		}
		return content, err
	}
}

// next is the next event.
func (s *selection) next() (xgb.Event, error) {
	select {
	case event, ok := <-s.events:
		if !ok {
			return nil, s.reason(ErrUnavailable)
		}
		return event, nil
	case <-s.ctx.Done():
		return nil, s.reason(s.ctx.Err())
	}
}

// readPieces reads content that is too large for one delivery: each piece is
// delivered when the one before it was taken away, and an empty one ends it.
func (s *selection) readPieces() ([]byte, error) {
	var content []byte
	for {
		event, err := s.next()
		if err != nil {
			return nil, err
		}
		changed, ok := event.(xproto.PropertyNotifyEvent)
		if !ok || changed.Atom != s.property || changed.State != xproto.PropertyNewValue {
			continue
		}
		more, _, err := s.read()
		if err != nil || len(more) == 0 {
			return content, err
		}
		if len(content)+len(more) > MaxBytes {
			return nil, ErrTooLarge
		}
		content = append(content, more...)
	}
}

// read takes away what was delivered, and tells its kind.
func (s *selection) read() (content []byte, kind xproto.Atom, err error) {
	for {
		// Delete works on the last piece alone.
		reply, err := xproto.GetProperty(s.conn, true, s.window, s.property, xproto.GetPropertyTypeAny,
			uint32(len(content)/4), piece).Reply()
		if err != nil {
			return nil, 0, s.reason(err)
		}
		if len(content)+int(reply.BytesAfter) > MaxBytes {
			return nil, 0, ErrTooLarge
		}
		content = append(content, reply.Value...)
		if reply.BytesAfter == 0 || len(reply.Value) == 0 {
			return content, reply.Type, nil
		}
	}
}
