package worker

import (
	"bytes"
	"errors"
	"image"
	"io"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"recto/ocr"
	"recto/render"
)

func FuzzWhatIsWrittenIsRead(f *testing.F) {
	f.Add("scan.png", "", "a word", 0, 0.93, []byte("Warning: noise\n"), []byte{1, 2, 3, 4})
	f.Add("\xff\xfe\n", "p\xe4ss\x1e", "日本\u2028\x1e\n", -1, 1e-300, []byte("{}\x1e{"), []byte("\x1e\n"))
	f.Fuzz(func(t *testing.T, path, password, text string, page int, confidence float64, noise, pix []byte) {
		if !utf8.ValidString(text) || confidence != confidence || confidence-confidence != 0 {
			t.Skip("no JSON form")
		}
		// A whole record is no noise.
		noise = bytes.ReplaceAll(noise, []byte{recordStart}, nil)
		req := readRequest(ocr.Request{Path: path, Password: password, Page: page, Languages: []string{text}})
		req.ID = 7
		draw := renderRequest(render.Request{Path: password, Password: path, Page: page, MaxWidth: page})
		rep := reply{ID: 7, Failure: &failure{Text: text, Code: text}, Page: &ocr.Page{
			Number: page, Lines: []ocr.Line{{Words: []ocr.Word{{Text: text, Confidence: confidence}}}},
		}}

		var pipe bytes.Buffer
		w := recordWriter{&pipe}
		write := func(v any, raw []byte) {
			pipe.Write(noise)
			if err := w.write(v, raw); err != nil {
				t.Fatal(err)
			}
		}
		write(req, nil)
		write(draw, nil)
		write(rep, pix)

		skipped := 0
		r := newRecordReader(&pipe, func(_ []byte, n int) { skipped += n })
		var gotReq, gotDraw request
		var gotRep reply
		if err := errors.Join(r.read(&gotReq), r.read(&gotDraw), r.read(&gotRep)); err != nil {
			t.Fatal(err)
		}
		gotPix, err := r.raw(len(pix))
		if err != nil {
			t.Fatal(err)
		}
		same(t, gotReq, req)
		same(t, gotDraw, draw)
		same(t, gotRep, rep)
		same(t, string(gotPix), string(pix))
		if skipped != 3*len(noise) {
			t.Errorf("%d bytes of noise were told of, want %d", skipped, 3*len(noise))
		}
		if read := gotReq.reading(); read.Path != path || read.Password != password || read.Page != page {
			t.Errorf("page to read is %+v", read)
		}
		if draw := gotDraw.drawing(); draw.Path != password || draw.Password != path || draw.MaxWidth != page {
			t.Errorf("page to draw is %+v", draw)
		}
	})
}

func same(t *testing.T, got, want any) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func TestReadingIsBounded(t *testing.T) {
	for name, stream := range map[string]io.Reader{
		"record": io.MultiReader(strings.NewReader("\x1e"), endless('x')),
		"noise":  endless('x'),
		"lines":  endless('\n'),
		"starts": endless(recordStart),
	} {
		var v any
		var kept int
		r := newRecordReader(stream, func(head []byte, _ int) { kept = len(head) })
		r.limit = 1 << 20
		err := r.read(&v)
		if !errors.Is(err, errProtocol) || kept > maxNoise {
			t.Errorf("%s without end: %v, %d bytes for the log; want %v, at most %d", name, err, kept, errProtocol, maxNoise)
		}
	}
}

type endless byte

func (e endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(e)
	}
	return len(p), nil
}

func TestAStreamThatEndsWithinARecordIsAnEnd(t *testing.T) {
	for _, stream := range []string{"", "noise", "\x1e{\"id\":1", "\x1e"} {
		var v any
		if err := newRecordReader(strings.NewReader(stream), nil).read(&v); !errors.Is(err, io.EOF) {
			t.Errorf("read of %q = %v, want %v", stream, err, io.EOF)
		}
	}
}

func TestRastersAreBounded(t *testing.T) {
	for _, r := range []render.Raster{
		{},
		{Width: -1, Height: -1, Channels: 1},
		{Width: 10, Height: 10, Channels: 3},
		{Width: render.MaxPixels, Height: 2, Channels: 1},
		{Width: 1 << 62, Height: 1 << 62, Channels: 4},
		{Width: 10, Height: 10, Channels: 1, Clip: image.Rect(5, 5, 15, 16), Whole: image.Pt(20, 20)},
		{Width: 10, Height: 10, Channels: 1, Clip: image.Rect(15, 5, 25, 15), Whole: image.Pt(20, 20)},
	} {
		if n, err := rasterBytes(r); !errors.Is(err, errProtocol) {
			t.Errorf("rasterBytes(%+v) = %d, %v, want %v", r, n, err, errProtocol)
		}
	}
	if n, err := rasterBytes(render.Raster{Width: 1000, Height: 100_000, Channels: 4}); n != 400_000_000 || err != nil {
		t.Errorf("rasterBytes of the largest raster = %d, %v", n, err)
	}
}

func TestAFailureLosesOnlyWhatIsTooLong(t *testing.T) {
	long := errors.New(strings.Repeat("ü", maxFailureText))
	got := toFailure(long).err()
	if n := len(got.Error()); n > maxFailureText+utf8.UTFMax || !utf8.ValidString(got.Error()) {
		t.Errorf("text of %d bytes", n)
	}
	if !errors.Is(got, ocr.ErrEngine) {
		t.Errorf("an error without a code is %v, want %v", got, ocr.ErrEngine)
	}
}
