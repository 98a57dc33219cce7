package task_test

import (
	"context"
	"errors"
	"testing"

	"recto/ui/task"
)

// loop stands for the user interface's goroutine, which is the test's own.
type loop chan func()

func newLoop() loop          { return make(loop, 16) }
func (l loop) post(f func()) { l <- f }
func (l loop) runOne()       { (<-l)() }
func (l loop) waiting() int  { return len(l) }
func give[T any](v T) func(context.Context) (T, error) {
	return func(context.Context) (T, error) { return v, nil }
}

func TestResultLandsOnTheLoopOnly(t *testing.T) {
	ui := newLoop()
	latest := task.New[int](t.Context(), ui.post)
	got := 0
	latest.Start(give(7), func(v int, _ error) { got = v })
	latest.Wait()
	if got != 0 || !latest.Running() {
		t.Fatalf("before the loop ran: got %d, running %v; want 0, true", got, latest.Running())
	}
	ui.runOne()
	if got != 7 || latest.Running() {
		t.Errorf("after the loop ran: got %d, running %v; want 7, false", got, latest.Running())
	}
}

func TestErrorLandsBesideTheResult(t *testing.T) {
	ui := newLoop()
	latest := task.New[int](t.Context(), ui.post)
	broken := errors.New("broken")
	var got error
	latest.Start(func(context.Context) (int, error) { return 0, broken }, func(_ int, err error) { got = err })
	ui.runOne()
	if !errors.Is(got, broken) {
		t.Errorf("error = %v, want %v", got, broken)
	}
}

func TestNewestWinsEvenWhereTheOlderEndsLater(t *testing.T) {
	ui := newLoop()
	latest := task.New[string](t.Context(), ui.post)
	release := make(chan struct{})
	var landed []string
	land := func(v string, _ error) { landed = append(landed, v) }
	// Deaf to its context, as C code is.
	latest.Start(func(context.Context) (string, error) { <-release; return "old", nil }, land)
	latest.Start(give("new"), land)
	ui.runOne()
	close(release)
	latest.Wait()
	ui.runOne()
	if len(landed) != 1 || landed[0] != "new" {
		t.Errorf("landed %q, want [new]", landed)
	}
}

func TestOlderResultThatIsPostedAlreadyDoesNotLand(t *testing.T) {
	ui := newLoop()
	latest := task.New[string](t.Context(), ui.post)
	var landed []string
	land := func(v string, _ error) { landed = append(landed, v) }
	latest.Start(give("old"), land)
	latest.Wait()
	latest.Start(give("new"), land)
	latest.Wait()
	for ui.waiting() > 0 {
		ui.runOne()
	}
	if len(landed) != 1 || landed[0] != "new" {
		t.Errorf("landed %q, want [new]", landed)
	}
}

func TestStartCancelsTheWorkBefore(t *testing.T) {
	ui := newLoop()
	latest := task.New[int](t.Context(), ui.post)
	cancelled := make(chan error, 1)
	latest.Start(func(ctx context.Context) (int, error) {
		<-ctx.Done()
		cancelled <- ctx.Err()
		return 0, ctx.Err()
	}, func(int, error) { t.Error("a cancelled result landed") })
	latest.Start(give(1), func(int, error) {})
	latest.Wait()
	if err := <-cancelled; !errors.Is(err, context.Canceled) {
		t.Errorf("work saw %v, want %v", err, context.Canceled)
	}
	ui.runOne()
	ui.runOne()
}

func TestNothingLandsAfterTheOwnersEnd(t *testing.T) {
	owner, end := context.WithCancel(t.Context())
	ui := newLoop()
	latest := task.New[int](owner, ui.post)
	latest.Start(func(ctx context.Context) (int, error) { <-ctx.Done(); return 1, nil },
		func(int, error) { t.Error("a result landed after the owner's end") })
	end()
	latest.Wait()
	ui.runOne()
}

func TestStopForgetsTheResult(t *testing.T) {
	ui := newLoop()
	latest := task.New[int](t.Context(), ui.post)
	latest.Start(give(1), func(int, error) { t.Error("a stopped result landed") })
	latest.Stop()
	if latest.Running() {
		t.Error("Running after Stop = true, want false")
	}
	latest.Wait()
	ui.runOne()
}
