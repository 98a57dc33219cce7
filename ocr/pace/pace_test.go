package pace

import (
	"testing"
	"time"
)

func TestPausesAreLeftOut(t *testing.T) {
	var m Meter
	at := func(seconds int) time.Time { return time.Unix(1000+int64(seconds), 0) }
	m.Start(at(0))
	if rate, left := m.Rate(at(5), 3); rate != 0 || left != 0 {
		t.Errorf("before the first page %v pages/s, %v left", rate, left)
	}
	m.Done = 4
	m.Pause(at(8))
	m.Pause(at(50)) // a pause within the pause changes nothing
	for _, step := range []struct {
		resume bool
		now    int
	}{{false, 100}, {true, 108}} {
		if step.resume {
			m.Resume(at(108))
			m.Resume(at(500))
		}
		if rate, left := m.Rate(at(step.now), 3); rate != 0.5 || left != 6*time.Second {
			t.Errorf("at %d s %v pages/s, %v left; want 0.5, 6 s", step.now, rate, left)
		}
	}
}

func TestAPauseFromBeforeTheStartCountsFromThere(t *testing.T) {
	var m Meter
	m.Pause(time.Unix(10, 0))
	m.Start(time.Unix(20, 0))
	m.Resume(time.Unix(25, 0))
	m.Done = 2
	if rate, _ := m.Rate(time.Unix(29, 0), 0); rate != 0.5 {
		t.Errorf("%v pages/s, want 0.5", rate)
	}
}
