package ui

import (
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
	m := newMemory(t.Context(), apiChoice{}, func(change func(*settings.Settings)) error {
		once()
		s := settings.Defaults()
		change(&s)
		mu.Lock()
		defer mu.Unlock()
		ports = append(ports, s.APIPort)
		return nil
	}, ui.Post)
	m.keep(apiChoice{options: APIOptions{Port: 1}})
	<-first // the first is being written while the others come
	for port := 2; port < 50; port++ {
		m.keep(apiChoice{options: APIOptions{Port: port}})
	}
	close(release)
	m.wait()
	if len(ports) < 2 || ports[0] != 1 || ports[len(ports)-1] != 49 || len(ports) > 3 {
		t.Errorf("ports %v were written, want 1 and then 49", ports)
	}
}
