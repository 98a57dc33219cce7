package task_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"recto/ui/task"
)

func TestASamplerSamplesAtEveryIntervalUntilItIsStopped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ui, calls, begun := newLoop(), 0, time.Now()
		s := task.NewSampler(t.Context(), time.Second, ui.post, func() { calls++ })
		s.Start()
		for range 3 {
			ui.runOne()
		}
		if took := time.Since(begun); calls != 3 || took != 3*time.Second {
			t.Errorf("%d calls in %v, want 3 in 3s", calls, took)
		}
		s.Stop()
		s.Wait()
		<-time.After(time.Minute)
		if ui.waiting() != 0 {
			t.Errorf("%d calls posted after the stop, want none", ui.waiting())
		}
	})
}

func TestABusyLoopIsPostedOneSampleAtATime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ui, calls := newLoop(), 0
		s := task.NewSampler(t.Context(), time.Second, ui.post, func() { calls++ })
		s.Start()
		<-time.After(10500 * time.Millisecond)
		if ui.waiting() != 1 {
			t.Errorf("%d calls are posted, want 1", ui.waiting())
		}
		s.Stop()
		ui.runOne()
		if calls != 0 {
			t.Error("a call that was posted before the stop ran after it")
		}
		s.Wait()
	})
}

func TestASamplerThatIsStartedTwiceSamplesOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ui, calls := newLoop(), 0
		s := task.NewSampler(t.Context(), time.Second, ui.post, func() { calls++ })
		s.Start()
		s.Start()
		ui.runOne()
		synctest.Wait()
		if ui.waiting() != 0 || calls != 1 {
			t.Errorf("%d calls, %d more posted; want 1 and none", calls, ui.waiting())
		}
		s.Stop()
		s.Wait()
	})
}

func TestASamplerEndsWithItsOwner(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		owner, cancel := context.WithCancel(t.Context())
		s := task.NewSampler(owner, time.Second, newLoop().post, func() {})
		s.Start()
		<-time.After(1500 * time.Millisecond)
		cancel()
		s.Wait() // else the bubble is deadlocked, which fails the test
	})
}

func TestASamplerThatNeverRanCanBeStopped(t *testing.T) {
	s := task.NewSampler(t.Context(), time.Second, newLoop().post, func() {})
	s.Stop()
	s.Wait()
}
