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

// Still is the picture of the screen once it stands still; what never does, such
// as a bar that runs, is taken as it is after five seconds.
func (s *Screen) Still() (image.Image, error) {
	conn, err := xgb.NewConnDisplay(s.display)
	if err != nil {
		return nil, fmt.Errorf("look at the screen: %w", err)
	}
	defer conn.Close()
	root := xproto.Setup(conn).DefaultScreen(conn).Root
	var last []byte
	since := time.Now()
	look := func() bool {
		var reply *xproto.GetImageReply
		reply, err = xproto.GetImage(conn, xproto.ImageFormatZPixmap, xproto.Drawable(root),
			0, 0, uint16(s.Width), uint16(s.Height), 1<<32-1).Reply() //nolint:gosec // a screen's size
		if err != nil {
			return true
		}
		if !bytes.Equal(last, reply.Data) {
			last, since = reply.Data, time.Now()
		}
		return time.Since(since) >= stillFor
	}
	_ = s.Until(stillWait, look) // or as it is then
	if err != nil {
		return nil, fmt.Errorf("look at the screen: %w", err)
	}
	return colours(last, s.Width, s.Height), nil
}

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
