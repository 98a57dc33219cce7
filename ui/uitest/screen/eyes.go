package screen

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
)

// The bounds of waiting for a picture that stands still: for so long, and not
// longer than that.
const (
	stillFor  = 400 * time.Millisecond
	stillWait = 5 * time.Second
)

// Delay is the wall time from an action to the first other picture of the
// screen, as the server has it: what people wait, with the program's work, its
// drawing and the server's own. It is five seconds where nothing changes.
func (s *Screen) Delay(act func()) (time.Duration, error) {
	conn, err := xgb.NewConnDisplay(s.display)
	if err != nil {
		return 0, fmt.Errorf("look at the screen: %w", err)
	}
	defer conn.Close()
	before, err := s.look(conn)
	if err != nil {
		return 0, err
	}
	began := time.Now()
	act()
	for time.Since(began) < stillWait {
		now, err := s.look(conn)
		if err != nil {
			return 0, err
		}
		if !bytes.Equal(before, now) {
			break
		}
	}
	return time.Since(began), nil
}

// look is what the screen shows: blue, green, red and nothing for each pixel.
func (s *Screen) look(conn *xgb.Conn) ([]byte, error) {
	root := xproto.Setup(conn).DefaultScreen(conn).Root
	reply, err := xproto.GetImage(conn, xproto.ImageFormatZPixmap, xproto.Drawable(root),
		0, 0, uint16(s.Width), uint16(s.Height), 1<<32-1).Reply() //nolint:gosec // a screen's size
	if err != nil {
		return nil, fmt.Errorf("look at the screen: %w", err)
	}
	return reply.Data, nil
}

// Still is the picture of the screen once it stands still; what never does, such
// as a bar that runs, is taken as it is after five seconds.
func (s *Screen) Still() (image.Image, error) {
	conn, err := xgb.NewConnDisplay(s.display)
	if err != nil {
		return nil, fmt.Errorf("look at the screen: %w", err)
	}
	defer conn.Close()
	var last []byte
	since := time.Now()
	look := func() bool {
		var now []byte
		if now, err = s.look(conn); err != nil {
			return true
		}
		if !bytes.Equal(last, now) || blank(now) {
			last, since = now, time.Now()
		}
		return time.Since(since) >= stillFor
	}
	_ = s.Until(stillWait, look) // or as it is then
	if err != nil {
		return nil, err
	}
	return colours(last, s.Width, s.Height), nil
}

// blank is true of a picture of one colour: no window was drawn yet.
func blank(sent []byte) bool { return bytes.Count(sent, sent[:4]) >= len(sent)/4 }

// colours makes a picture of what the server sends: blue, green, red, nothing.
func colours(sent []byte, width, height int) image.Image {
	picture := image.NewRGBA(image.Rect(0, 0, width, height))
	for i := 0; i+3 < min(len(sent), len(picture.Pix)); i += 4 {
		picture.Pix[i], picture.Pix[i+1], picture.Pix[i+2], picture.Pix[i+3] = sent[i+2], sent[i+1], sent[i], 0xff
	}
	return picture
}

// Save writes the picture of the screen, once it stands still, as a PNG.
func (s *Screen) Save(path string) error {
	picture, err := s.Still()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	encoder := png.Encoder{CompressionLevel: png.BestSpeed}
	if err := encoder.Encode(file, picture); err != nil {
		_ = file.Close()
		return fmt.Errorf("write %q: %w", path, err)
	}
	return file.Close()
}
