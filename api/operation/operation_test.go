package operation

import (
	"bytes"
	"context"
	"errors"
	"io"
	"iter"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"recto/api/usage"
	"recto/ocr"
	"recto/ocr/ocrtest"
	"recto/ocr/wire"
	"recto/render"
)

func newEngine(documents map[string]ocrtest.Document) *ocrtest.Contents {
	return &ocrtest.Contents{Documents: documents, Workers: 2}
}

// book counts pages as package usage does: each key once.
type book struct {
	mu    sync.Mutex
	pages map[string]int // how often each was added as new
	err   error
}

func (b *book) Add(r usage.Record) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.pages == nil {
		b.pages = map[string]int{}
	}
	key := r.Operation + "/" + string(rune('0'+r.Page))
	if b.err == nil && (!r.Again || b.pages[key] == 0) {
		b.pages[key]++
	}
	return b.err
}

func (b *book) count() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return len(b.pages)
}

// open is a service on the folder that is closed with the test.
func open(t *testing.T, folder string, e Engine, change func(*Options)) *Service {
	t.Helper()
	o := Options{
		Folder: folder, Engine: e, Usage: &book{}, InFlight: 2,
		Log: slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelDebug})),
	}
	if change != nil {
		change(&o)
	}
	s := Open(o)
	t.Cleanup(func() { s.Close(0) })
	return s
}

func upload(t *testing.T, s *Service, content string) *Upload {
	t.Helper()
	u, err := s.Receive(1<<20, func(w io.Writer) error {
		_, err := io.WriteString(w, content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// submit accepts a document and gives the operation's id.
func submit(t *testing.T, s *Service, content string, want Want) string {
	t.Helper()
	if want.Version == "" {
		want.Version = wire.V32
	}
	u := upload(t, s, content)
	defer u.Discard()
	count, err := s.Look(t.Context(), u, want)
	if err != nil {
		t.Fatal(err)
	}
	id, err := s.Submit(u, want, count)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// body is the answer to a poll.
func body(t *testing.T, s *Service, id string, v wire.Version) string {
	t.Helper()
	answer, err := s.Poll(id, v)
	if err != nil {
		t.Fatalf("poll of %s: %v", id, err)
	}
	defer answer.Close()
	text, err := io.ReadAll(answer)
	if err != nil || int64(len(text)) != answer.Size {
		t.Fatalf("answer of %d bytes, want %d (%v)", len(text), answer.Size, err)
	}
	return string(text)
}

// result waits for the end of an operation and gives its answer.
func result(t *testing.T, s *Service, id string) string {
	t.Helper()
	text := ""
	ocrtest.Await(t, "the operation ends", func() bool {
		text = body(t, s, id, wire.V32)
		return strings.Contains(text, `"succeeded"`) || strings.Contains(text, `"failed"`)
	})
	return text
}

func TestAnAcceptedDocumentIsReadAndItsResultKept(t *testing.T) {
	e := newEngine(map[string]ocrtest.Document{"two": ocrtest.TextDocument("first page", "second page")})
	b := &book{}
	s := open(t, t.TempDir(), e, func(o *Options) { o.Usage = b })
	id := submit(t, s, "two", Want{})
	text := result(t, s, id)
	for _, want := range []string{`"first page"`, `"second page"`, `"page":2`, `"succeeded"`} {
		if !strings.Contains(text, want) {
			t.Errorf("answer lacks %s: %s", want, text)
		}
	}
	if b.count() != 2 {
		t.Errorf("%d pages were booked, want 2", b.count())
	}
	if old := body(t, s, id, wire.V20); !strings.Contains(old, `"Succeeded"`) || !strings.Contains(old, `"recognitionResults"`) {
		t.Errorf("as 2.0: %s", old)
	}
	if left, _ := os.ReadDir(filepath.Join(s.store.root, incomingFolder, s.store.instance)); len(left) > 0 {
		t.Errorf("uploads left: %v", left)
	}
}

func TestOnlyTheWantedPagesAreRead(t *testing.T) {
	e := newEngine(map[string]ocrtest.Document{"five": ocrtest.TextDocument("one", "two", "three", "four", "five")})
	s := open(t, t.TempDir(), e, nil)
	text := result(t, s, submit(t, s, "five", Want{Pages: "2-3"}))
	if !strings.Contains(text, `"two"`) || !strings.Contains(text, `"page":3`) || strings.Contains(text, `"page":1,`) || strings.Contains(text, `"four"`) {
		t.Errorf("pages 2-3 gave %s", text)
	}
	u := upload(t, s, "five")
	defer u.Discard()
	if _, err := s.Look(t.Context(), u, Want{Pages: "9-"}); !errors.Is(err, ErrPages) {
		t.Errorf("pages past the end: %v, want ErrPages", err)
	}
}

func TestABrokenPageDoesNotFailTheOthersAndAllBrokenOnesDo(t *testing.T) {
	half := ocrtest.TextDocument("good", "bad")
	half.Pages[1].Err = render.ErrPage
	none := ocrtest.TextDocument("bad")
	none.Pages[0].Err = render.ErrPage
	s := open(t, t.TempDir(), newEngine(map[string]ocrtest.Document{"half": half, "none": none}), nil)
	if text := result(t, s, submit(t, s, "half", Want{})); !strings.Contains(text, `"succeeded"`) || !strings.Contains(text, "good") {
		t.Errorf("one page of two: %s", text)
	}
	if text := result(t, s, submit(t, s, "none", Want{})); !strings.Contains(text, `"failed"`) || strings.Contains(text, "analyzeResult") {
		t.Errorf("no page of one: %s", text)
	}
}

func TestADocumentThatIsSlowToOpenIsTakenUnseen(t *testing.T) {
	e := newEngine(map[string]ocrtest.Document{"slow": ocrtest.TextDocument("late but there")})
	s := open(t, t.TempDir(), slowInfo{e}, func(o *Options) { o.LookTime = time.Millisecond })
	u := upload(t, s, "slow")
	defer u.Discard()
	count, err := s.Look(t.Context(), u, Want{})
	if count != 0 || err != nil {
		t.Fatalf("Look = %d, %v, want 0, nil", count, err)
	}
	id, err := s.Submit(u, Want{Version: wire.V32}, count)
	if err != nil {
		t.Fatal(err)
	}
	if text := result(t, s, id); !strings.Contains(text, "late but there") || e.Opens() != 1 {
		t.Errorf("opened %d times: %s", e.Opens(), text)
	}
}

// slowInfo never answers quick questions.
type slowInfo struct{ *ocrtest.Contents }

func (slowInfo) Info(ctx context.Context, _, _ string) (render.Info, error) {
	<-ctx.Done()
	return render.Info{}, ctx.Err()
}

func TestPicturesOutsideTheBoundsAreRefusedWithTheirSize(t *testing.T) {
	small := ocrtest.TextDocument("x")
	small.Pages[0].Page.Width, small.Pages[0].Page.Height = 49, 500
	vector := ocrtest.TextDocument("x")
	page := &vector.Pages[0].Page
	page.Width, page.Height, page.Unit, page.DPIX, page.DPIY = 40, 40, ocr.UnitInch, 300, 300
	s := open(t, t.TempDir(), newEngine(map[string]ocrtest.Document{"small": small, "vector": vector}), nil)
	u := upload(t, s, "small")
	defer u.Discard()
	var size *DimensionError
	if _, err := s.Look(t.Context(), u, Want{}); !errors.As(err, &size) || size.Width != 49 || size.Least != 50 {
		t.Errorf("Look of 49 × 500 pixels = %v, want a DimensionError that says so", err)
	}
	v := upload(t, s, "vector")
	defer v.Discard()
	if _, err := s.Look(t.Context(), v, Want{}); err != nil {
		t.Errorf("a small vector page: %v, want none: it has no pixels", err)
	}
}

func TestAnOperationThatRunsTooLongFails(t *testing.T) {
	hang := ocrtest.TextDocument("never")
	hang.Pages[0].Wait = make(chan struct{})
	s := open(t, t.TempDir(), newEngine(map[string]ocrtest.Document{"hang": hang}), func(o *Options) { o.MaxRunning = 10 * time.Millisecond })
	if text := result(t, s, submit(t, s, "hang", Want{})); !strings.Contains(text, `"failed"`) {
		t.Errorf("after its time: %s", text)
	}
}

func TestWaitingIsNotRunning(t *testing.T) {
	gate := make(chan struct{})
	e := gated{newEngine(map[string]ocrtest.Document{"doc": ocrtest.TextDocument("text")}), gate}
	s := open(t, t.TempDir(), e, func(o *Options) { o.MaxRunning = time.Second })
	id := submit(t, s, "doc", Want{})
	<-time.After(2 * time.Second) // twice what it may run
	close(gate)
	if text := result(t, s, id); !strings.Contains(text, `"succeeded"`) {
		t.Errorf("after a long wait: %s", text)
	}
}

func TestTheStateGoesFromNotStartedToRunning(t *testing.T) {
	release := make(chan struct{})
	doc := ocrtest.TextDocument("text")
	doc.Pages[0].Wait = release
	gate := make(chan struct{})
	s := open(t, t.TempDir(), gated{newEngine(map[string]ocrtest.Document{"doc": doc}), gate}, nil)
	id := submit(t, s, "doc", Want{})
	if text := body(t, s, id, wire.V32); !strings.Contains(text, `"notStarted"`) {
		t.Errorf("before its turn: %s", text)
	}
	close(gate)
	ocrtest.Await(t, "it runs", func() bool { return strings.Contains(body(t, s, id, wire.V32), `"running"`) })
	if text := body(t, s, id, wire.V21); text != `{"status":"Running"}` {
		t.Errorf("as 2.1: %s", text)
	}
	close(release)
	result(t, s, id)
}

// gated lets no page begin before the gate opens.
type gated struct {
	*ocrtest.Contents
	gate chan struct{}
}

func (g gated) Recognize(ctx context.Context, req ocr.Request) (ocr.Page, error) {
	select {
	case <-g.gate:
	case <-ctx.Done():
		return ocr.Page{}, ctx.Err()
	}
	return g.Contents.Recognize(ctx, req)
}

func TestReadNowWritesPagesAsTheyComeAndKeepsNothing(t *testing.T) {
	second := make(chan struct{})
	doc := ocrtest.TextDocument("first", "second")
	doc.Pages[1].Wait = second
	s := open(t, t.TempDir(), newEngine(map[string]ocrtest.Document{"doc": doc}), nil)
	u := upload(t, s, "doc")
	var seen []int
	err := s.ReadNow(t.Context(), u, Want{Version: wire.V32}, 2, func(e wire.Envelope, pages iter.Seq2[ocr.Page, error]) error {
		for page, err := range pages {
			if err != nil {
				return err
			}
			if page.Number == 0 {
				close(second)
			}
			seen = append(seen, page.Number)
		}
		return nil
	})
	if err != nil || !slices.Equal(seen, []int{0, 1}) {
		t.Errorf("ReadNow = %v with pages %v, want 0 and 1", err, seen)
	}
	u.Discard()
	for _, folder := range []string{activeFolder, doneFolder, incomingFolder + "/" + s.store.instance} {
		if left, _ := os.ReadDir(filepath.Join(s.store.root, folder)); len(left) > 0 {
			t.Errorf("%s holds %v", folder, left)
		}
	}
	bad := ocrtest.TextDocument("x")
	bad.Pages[0].Err = ocr.ErrCrash
	s.o.Engine.(*ocrtest.Contents).Documents["bad"] = bad
	v := upload(t, s, "bad")
	defer v.Discard()
	err = s.ReadNow(t.Context(), v, Want{Version: wire.V32}, 1, func(wire.Envelope, iter.Seq2[ocr.Page, error]) error {
		t.Error("a document without a page that can be read was written")
		return nil
	})
	if !errors.Is(err, ErrNotRead) || !errors.Is(err, ocr.ErrCrash) {
		t.Errorf("ReadNow of a broken page = %v, want ErrNotRead with its reason", err)
	}
}

func TestASynchronousRequestIsKeptWhereAPersonLooks(t *testing.T) {
	s := open(t, t.TempDir(), newEngine(map[string]ocrtest.Document{"doc": ocrtest.TextDocument("first", "second")}), func(o *Options) { o.KeepNow = true })
	u := upload(t, s, "doc")
	err := s.ReadNow(t.Context(), u, Want{Version: wire.V32, Name: "letter"}, 2, func(_ wire.Envelope, pages iter.Seq2[ocr.Page, error]) error {
		for _, err := range pages {
			if err != nil {
				return err
			}
		}
		return nil
	})
	u.Discard()
	if err != nil {
		t.Fatal(err)
	}
	kept := s.Recent()[0]
	d, err := s.Document(kept.ID)
	if err != nil || len(d.Pages) != 2 || d.Name != "letter" {
		t.Errorf("document of %q: %+v, %v", kept.ID, d, err)
	}
	if text := body(t, s, kept.ID, wire.V32); !strings.Contains(text, `"second"`) {
		t.Errorf("polled: %s", text)
	}
	s.sweep(time.Now().Add(49 * time.Hour))
	if _, err := s.Document(kept.ID); !errors.Is(err, ErrUnknown) {
		t.Errorf("after its time: %v, want ErrUnknown", err)
	}
}

func TestAnUploadThatIsTooLongOrBreaksOffLeavesNothing(t *testing.T) {
	s := open(t, t.TempDir(), newEngine(nil), nil)
	broken := errors.New("broken off")
	for _, tt := range []struct {
		fill func(io.Writer) error
		want error
	}{
		{func(w io.Writer) error { _, err := w.Write(make([]byte, 11)); return err }, ErrTooLarge},
		{func(w io.Writer) error { _, err := io.Copy(w, bytes.NewReader(make([]byte, 99))); return err }, ErrTooLarge},
		{func(io.Writer) error { return broken }, broken},
	} {
		if _, err := s.Receive(10, tt.fill); !errors.Is(err, tt.want) {
			t.Errorf("Receive = %v, want %v", err, tt.want)
		}
	}
	if left, _ := os.ReadDir(filepath.Join(s.store.root, incomingFolder, s.store.instance)); len(left) > 0 {
		t.Errorf("uploads left: %v", left)
	}
}

func TestUnknownAndOddIDsAreUnknown(t *testing.T) {
	s := open(t, t.TempDir(), newEngine(nil), nil)
	if _, err := s.Poll(NewID(), wire.V32); !errors.Is(err, ErrUnknown) {
		t.Errorf("an unknown id: %v, want ErrUnknown", err)
	}
	upper := "A527D445-8A74-4482-8CB3-C98A65EC7EF9"
	if id, ok := ParseID(upper); !ok || id != strings.ToLower(upper) {
		t.Errorf("ParseID(%s) = %s, %v", upper, id, ok)
	}
	for _, id := range []string{"", "..", "a527d4458a7444828cb3c98a65ec7ef9", "{a527d445-8a74-4482-8cb3-c98a65ec7e}", "../../../../../../../../etc/passwd0000", strings.Repeat("g", 36)} {
		if _, ok := ParseID(id); ok {
			t.Errorf("ParseID(%q) took it", id)
		}
	}
}

func TestBeyondTheQueueNothingIsTaken(t *testing.T) {
	wait := ocrtest.TextDocument("x")
	wait.Pages[0].Wait = make(chan struct{})
	s := open(t, t.TempDir(), newEngine(map[string]ocrtest.Document{"wait": wait}), func(o *Options) { o.MaxOperations = 2 })
	submit(t, s, "wait", Want{})
	submit(t, s, "wait", Want{})
	if _, err := s.Receive(10, func(io.Writer) error { return nil }); !errors.Is(err, ErrQueue) {
		t.Errorf("the third = %v, want ErrQueue", err)
	}
	if s.Active() != 2 {
		t.Errorf("Active = %d, want 2", s.Active())
	}
	s.Draining(true)
	if _, err := s.Receive(10, func(io.Writer) error { return nil }); !errors.Is(err, ErrClosing) {
		t.Errorf("while draining = %v, want ErrClosing", err)
	}
	s.Cancel(t.Context())
	if s.Active() != 0 {
		t.Errorf("after Cancel Active = %d, want 0", s.Active())
	}
	for _, r := range s.Recent() {
		if r.State != RequestCancelled {
			t.Errorf("after Cancel a request is %v", r.State)
		}
	}
}
