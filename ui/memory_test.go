package ui

import (
	"errors"
	"sync"
	"testing"

	"recto/settings"
	"recto/ui/uitest"
)

func TestTheNewestChoiceIsWrittenLast(t *testing.T) {
	ui := uitest.NewLoop()
	var mu sync.Mutex
	var ports []int
	first, release := make(chan struct{}), make(chan struct{})
	once := sync.OnceFunc(func() { close(first); <-release })
	m := newMemory(t.Context(), func(change func(*settings.Settings)) error {
		once()
		s := settings.Defaults()
		change(&s)
		mu.Lock()
		defer mu.Unlock()
		ports = append(ports, s.APIPort)
		return nil
	}, ui.Post)
	m.keep(func(s *settings.Settings) { s.APIPort = 1 })
	<-first // the first is being written while the others come
	for port := 2; port < 50; port++ {
		m.keep(func(s *settings.Settings) { s.APIPort = port })
	}
	close(release)
	m.wait()
	if len(ports) < 2 || ports[0] != 1 || ports[len(ports)-1] != 49 || len(ports) > 3 {
		t.Errorf("ports %v were written, want 1 and then 49", ports)
	}
}

func TestWhatCouldNotBeWrittenIsWrittenWithTheNextChoice(t *testing.T) {
	ui := uitest.NewLoop()
	full := errors.New("disk full")
	var told []error
	written := settings.Defaults()
	failing := true
	m := newMemory(t.Context(), func(change func(*settings.Settings)) error {
		if failing {
			return full
		}
		change(&written)
		return nil
	}, ui.Post)
	m.onError = func(err error) { told = append(told, err) }
	m.keep(func(s *settings.Settings) { s.Workers = 3 })
	ui.Until(t, "the failure is told", func() bool { return len(told) == 1 })
	failing = false
	m.keep(func(s *settings.Settings) { s.Theme = settings.ThemeDark })
	ui.Until(t, "the choice is kept", func() bool { return len(told) == 2 })
	if !errors.Is(told[0], full) || told[1] != nil || written.Workers != 3 || written.Theme != settings.ThemeDark {
		t.Errorf("told %v, written %d workers and theme %s", told, written.Workers, written.Theme)
	}
}
