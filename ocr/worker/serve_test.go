package worker

import (
	"bytes"
	"context"
	"errors"
	"io"
	"math"
	"strings"
	"testing"

	"recto/ocr"
)

func TestServeEndsWithItsInput(t *testing.T) {
	if err := Serve(t.Context(), strings.NewReader(""), io.Discard, Engines{}); err != nil {
		t.Errorf("Serve at the end of its input = %v, want nil", err)
	}
	if err := Serve(t.Context(), strings.NewReader("\x1enonsense\n"), io.Discard, Engines{}); !errors.Is(err, errProtocol) {
		t.Errorf("Serve of nonsense = %v, want %v", err, errProtocol)
	}
}

func TestServeEndsWithItsContext(t *testing.T) {
	in, w := io.Pipe()
	defer func() { _ = w.Close() }()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := Serve(ctx, in, io.Discard, Engines{}); !errors.Is(err, context.Canceled) {
		t.Errorf("Serve = %v, want %v", err, context.Canceled)
	}
}

// answerTo is the reply of a child with the engines to one request.
func answerTo(t *testing.T, e Engines, req request) reply {
	t.Helper()
	var out bytes.Buffer
	if err := e.serve(t.Context(), recordWriter{&out}, req); err != nil {
		t.Fatal(err)
	}
	var rep reply
	if err := newRecordReader(&out, nil).read(&rep); err != nil {
		t.Fatal(err)
	}
	return rep
}

func TestARequestWithoutItsEngineFails(t *testing.T) {
	for _, k := range []kind{kindRead, kindInfo, kindRender, kindDescribe, "dance"} {
		rep := answerTo(t, Engines{}, request{ID: 3, Kind: k})
		if rep.ID != 3 || rep.Failure == nil || !errors.Is(rep.Failure.err(), ocr.ErrEngine) {
			t.Errorf("reply to %q is %+v, want %v", k, rep, ocr.ErrEngine)
		}
	}
}

type notANumber struct{}

func (notANumber) Recognize(context.Context, ocr.Request) (ocr.Page, error) {
	return ocr.Page{Angle: math.NaN()}, nil
}

func TestAPageThatJSONCannotHoldIsAFailureNotACrash(t *testing.T) {
	rep := answerTo(t, Engines{Recognizer: notANumber{}}, request{ID: 1, Kind: kindRead})
	if rep.Failure == nil || !errors.Is(rep.Failure.err(), ocr.ErrEngine) {
		t.Errorf("reply is %+v, want %v", rep, ocr.ErrEngine)
	}
}
