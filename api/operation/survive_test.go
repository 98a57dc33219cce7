package operation

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"recto/ocr/ocrtest"
	"recto/ocr/wire"
)

func TestWhatAnInstanceLeftIsReadByTheNextWithoutReadingPagesTwice(t *testing.T) {
	folder := t.TempDir()
	never := make(chan struct{})
	doc := ocrtest.TextDocument("one", "two", "three")
	doc.Pages[1].Wait = never
	before := newEngine(map[string]ocrtest.Document{"doc": doc})
	b := &book{}
	first := open(t, folder, before, func(o *Options) { o.Usage, o.InFlight = b, 1 })
	id := submit(t, first, "doc", Want{})
	ocrtest.Await(t, "the first page is read", func() bool { return b.count() == 1 })
	first.Close(0)
	if _, err := os.Stat(filepath.Join(folder, activeFolder, id)); err != nil {
		t.Fatalf("the operation did not stay: %v", err)
	}

	after := ocrtest.TextDocument("read again", "two", "three")
	second := open(t, folder, newEngine(map[string]ocrtest.Document{"doc": after}), func(o *Options) { o.Usage = b })
	text := result(t, second, id)
	for _, want := range []string{`"one"`, `"two"`, `"three"`, `"succeeded"`} {
		if !strings.Contains(text, want) {
			t.Errorf("the answer lacks %s: %s", want, text)
		}
	}
	if strings.Contains(text, "read again") {
		t.Error("a page was read twice")
	}
	for key, n := range b.pages {
		if n != 1 {
			t.Errorf("page %s was booked as new %d times", key, n)
		}
	}
}

func TestTwoInstancesOnOneFolderLeaveEachOthersWorkAlone(t *testing.T) {
	folder := t.TempDir()
	release := make(chan struct{})
	doc := ocrtest.TextDocument("text")
	doc.Pages[0].Wait = release
	b := &book{}
	share := func(o *Options) { o.Usage = b }
	a, other := open(t, folder, newEngine(map[string]ocrtest.Document{"doc": doc}), share), open(t, folder, newEngine(nil), share)
	id := submit(t, a, "doc", Want{})
	u := upload(t, a, "doc")
	defer u.Discard()
	ocrtest.Await(t, "it runs", func() bool { return strings.Contains(body(t, other, id, wire.V32), "running") })
	other.rescue()
	other.sweep(time.Now().Add(1000 * time.Hour))
	if other.Active() != 0 {
		t.Error("an operation of a living instance was taken over")
	}
	if _, err := os.Stat(u.folder); err != nil {
		t.Errorf("an upload of a living instance was swept: %v", err)
	}
	close(release)
	if text := result(t, other, id); !strings.Contains(text, `"text"`) {
		t.Errorf("the other instance answers %s", text)
	}
	if b.count() != 1 {
		t.Errorf("%d pages were booked, want 1", b.count())
	}
}

func TestOfTwoThatSeeAnOrphanOneTakesIt(t *testing.T) {
	folder := t.TempDir()
	hang := ocrtest.TextDocument("text")
	hang.Pages[0].Wait = make(chan struct{})
	dying := open(t, folder, newEngine(map[string]ocrtest.Document{"doc": hang}), nil)
	var ids []string
	for range 20 {
		ids = append(ids, submit(t, dying, "doc", Want{}))
	}
	b := &book{}
	var living []*Service
	for range 3 {
		living = append(living, open(t, folder, newEngine(map[string]ocrtest.Document{"doc": ocrtest.TextDocument("text")}), func(o *Options) { o.Usage = b }))
	}
	dying.Close(0)
	var wg sync.WaitGroup
	for _, s := range living {
		wg.Go(func() {
			for range 5 {
				s.rescue()
			}
		})
	}
	wg.Wait()
	for _, id := range ids {
		result(t, living[0], id)
	}
	if b.count() != 20 {
		t.Errorf("%d pages were booked, want 20", b.count())
	}
	for key, n := range b.pages {
		if n != 1 {
			t.Errorf("page %s was read %d times", key, n)
		}
	}
}

func TestAnInstanceWhoseMarkWasRemovedMarksItselfAgain(t *testing.T) {
	folder := t.TempDir()
	release := make(chan struct{})
	doc := ocrtest.TextDocument("text")
	doc.Pages[0].Wait = release
	a := open(t, folder, newEngine(map[string]ocrtest.Document{"doc": doc}), nil)
	id := submit(t, a, "doc", Want{})
	if err := os.RemoveAll(filepath.Join(folder, instanceFolder)); err != nil {
		t.Fatal(err)
	}
	if err := a.Ready(); err != nil {
		t.Fatal(err)
	}
	other := open(t, folder, newEngine(nil), nil)
	other.rescue()
	if other.Active() != 0 {
		t.Error("an operation of a living instance was taken over")
	}
	close(release)
	if text := result(t, other, id); !strings.Contains(text, `"text"`) {
		t.Errorf("answer %s", text)
	}
}

func TestPagesThatCannotBeBookedAreBookedLater(t *testing.T) {
	b := &book{err: errors.New("no room")}
	s := open(t, t.TempDir(), newEngine(map[string]ocrtest.Document{"doc": ocrtest.TextDocument("one", "two")}), func(o *Options) { o.Usage = b })
	result(t, s, submit(t, s, "doc", Want{}))
	s.bookAgain()
	if b.count() != 0 {
		t.Fatalf("%d pages were booked without room", b.count())
	}
	b.mu.Lock()
	b.err = nil
	b.mu.Unlock()
	s.bookAgain()
	if b.count() != 2 {
		t.Errorf("%d pages were booked when there was room, want 2", b.count())
	}
}

func TestAnEndThatWasWrittenButNotLaidAwayIsLaidByTheNext(t *testing.T) {
	folder := t.TempDir()
	first := open(t, folder, newEngine(map[string]ocrtest.Document{"doc": ocrtest.TextDocument("text")}), nil)
	id := submit(t, first, "doc", Want{})
	result(t, first, id)
	first.Close(0)
	if err := os.Rename(filepath.Join(folder, doneFolder, id), filepath.Join(folder, activeFolder, id)); err != nil {
		t.Fatal(err)
	}
	second := open(t, folder, newEngine(nil), nil)
	if text := result(t, second, id); !strings.Contains(text, `"text"`) {
		t.Errorf("answer %s", text)
	}
}

func TestAnOperationWhoseRecordIsDamagedEndsAsFailed(t *testing.T) {
	folder := t.TempDir()
	id := NewID()
	lost := filepath.Join(folder, activeFolder, id)
	if err := os.MkdirAll(filepath.Join(lost, pagesFolder), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(lost, recordFile), []byte("{cut of"), 0o600); err != nil {
		t.Fatal(err)
	}
	s := open(t, folder, newEngine(nil), nil)
	if text := result(t, s, id); !strings.Contains(text, `"failed"`) {
		t.Errorf("answer %s", text)
	}
}

func TestAnOwnerThatIsNoInstanceIsDeadAndTouchesNothing(t *testing.T) {
	folder := t.TempDir()
	bystander := filepath.Join(folder, "precious")
	if err := os.WriteFile(bystander, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	hang := ocrtest.TextDocument("text")
	hang.Pages[0].Wait = make(chan struct{})
	first := open(t, folder, newEngine(map[string]ocrtest.Document{"doc": hang}), nil)
	var ids []string
	owners := []string{"", "../precious", ".", "\n"}
	for range owners {
		ids = append(ids, submit(t, first, "doc", Want{}))
	}
	first.Close(0)
	for i, owner := range owners {
		if err := os.WriteFile(filepath.Join(folder, activeFolder, ids[i], ownerFile), []byte(owner), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(folder, activeFolder, ".stray"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	empty := filepath.Join(folder, activeFolder, NewID())
	if err := os.Mkdir(empty, 0o700); err != nil {
		t.Fatal(err)
	}
	second := open(t, folder, newEngine(map[string]ocrtest.Document{"doc": ocrtest.TextDocument("text")}), nil)
	for _, id := range ids {
		if text := result(t, second, id); !strings.Contains(text, `"text"`) {
			t.Errorf("answer %s", text)
		}
	}
	ocrtest.Await(t, "a folder that is no operation goes", func() bool { return !exists(empty) })
	if _, err := os.Stat(bystander); err != nil {
		t.Errorf("a file beside the folders was touched: %v", err)
	}
}

func TestTheEndThatIsStoredIsTheOneThatIsTold(t *testing.T) {
	folder := t.TempDir()
	first := open(t, folder, newEngine(map[string]ocrtest.Document{"doc": ocrtest.TextDocument("text")}), nil)
	id := submit(t, first, "doc", Want{})
	result(t, first, id)
	first.Close(0)
	// Killed between the result and the outcome of another end.
	active := filepath.Join(folder, activeFolder, id)
	if err := os.Rename(filepath.Join(folder, doneFolder, id), active); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(active, outcomeFile)); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(active, resultName(wire.V32)), []byte(`{"status":"failed"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	second := open(t, folder, newEngine(nil), nil)
	if text := result(t, second, id); !strings.Contains(text, `"text"`) {
		t.Errorf("answer %s", text)
	}
}

func TestResultsAreRemovedAfterTheirTime(t *testing.T) {
	s := open(t, t.TempDir(), newEngine(map[string]ocrtest.Document{"doc": ocrtest.TextDocument("text")}), func(o *Options) {
		o.Life, o.Life20 = 48*time.Hour, time.Hour
	})
	new3, new2 := submit(t, s, "doc", Want{}), submit(t, s, "doc", Want{Version: wire.V20})
	result(t, s, new3)
	result(t, s, new2)
	s.sweep(time.Now().Add(30 * time.Minute))
	body(t, s, new2, wire.V20)
	s.sweep(time.Now().Add(2 * time.Hour))
	if _, err := s.Poll(new2, wire.V20); !errors.Is(err, ErrUnknown) {
		t.Errorf("a 2.0 result after its hour: %v, want ErrUnknown", err)
	}
	body(t, s, new3, wire.V32)
	other := open(t, s.store.root, newEngine(nil), func(o *Options) { o.Life, o.Life20 = time.Minute, time.Minute })
	other.sweep(time.Now().Add(40 * time.Hour))
	body(t, s, new3, wire.V32) // it was promised two days, whoever sweeps
	s.sweep(time.Now().Add(49 * time.Hour))
	if _, err := s.Poll(new3, wire.V32); !errors.Is(err, ErrUnknown) {
		t.Errorf("a 3.2 result after two days: %v, want ErrUnknown", err)
	}
}

func TestAResultThatIsKeptForOneFetchIsGoneAfterIt(t *testing.T) {
	s := open(t, t.TempDir(), newEngine(map[string]ocrtest.Document{"doc": ocrtest.TextDocument("text")}), func(o *Options) { o.DeleteOnRead20 = true })
	id, other := submit(t, s, "doc", Want{Version: wire.V20}), submit(t, s, "doc", Want{})
	result(t, s, id)
	result(t, s, other)
	s.Fetched(other)
	body(t, s, other, wire.V20)
	s.Fetched(id)
	if _, err := s.Poll(id, wire.V20); !errors.Is(err, ErrUnknown) {
		t.Errorf("after the fetch: %v, want ErrUnknown", err)
	}
}

func TestPagesThatAreBeingReadEndWithinTheGrace(t *testing.T) {
	folder := t.TempDir()
	release := make(chan struct{})
	doc := ocrtest.TextDocument("one", "two")
	doc.Pages[0].Wait = release
	b := &book{}
	s := open(t, folder, newEngine(map[string]ocrtest.Document{"doc": doc}), func(o *Options) { o.Usage, o.InFlight = b, 1 })
	id := submit(t, s, "doc", Want{})
	ocrtest.Await(t, "the first page begins", func() bool { return strings.Contains(body(t, s, id, wire.V32), "running") })
	closed := make(chan struct{})
	go func() {
		s.Close(ocrtest.Patience)
		close(closed)
	}()
	<-s.soft.Done()
	close(release)
	<-closed
	if b.count() != 1 {
		t.Errorf("%d pages were kept at the end, want the one that was being read", b.count())
	}
	if numbers, err := saved(filepath.Join(folder, activeFolder, id)); err != nil || len(numbers) != 1 {
		t.Errorf("pages on disk: %v, %v, want one", numbers, err)
	}
}

func TestAFullOrReadOnlyFolderIsToldAndComesBack(t *testing.T) {
	root := filepath.Join(t.TempDir(), "missing")
	if err := os.WriteFile(root, nil, 0o600); err != nil { // a file where the folder should be
		t.Fatal(err)
	}
	s := open(t, root, newEngine(map[string]ocrtest.Document{"doc": ocrtest.TextDocument("text")}), nil)
	if err := s.Ready(); !errors.Is(err, ErrStorage) {
		t.Errorf("Ready = %v, want ErrStorage", err)
	}
	if err := os.Remove(root); err != nil {
		t.Fatal(err)
	}
	if text := result(t, s, submit(t, s, "doc", Want{})); !strings.Contains(text, `"text"`) {
		t.Errorf("after the folder came back: %s", text)
	}
	for err, want := range map[error]Code{syscall.ENOSPC: ErrFull, syscall.EDQUOT: ErrFull, syscall.EROFS: ErrStorage, os.ErrPermission: ErrStorage} {
		if got := storageError("write", &os.PathError{Op: "write", Path: "x", Err: err}); !errors.Is(got, want) {
			t.Errorf("%v became %v, want %v", err, got, want)
		}
	}
}
