package ui

import (
	"context"
	"sync"

	"recto/settings"
	"recto/ui/task"
)

// apiChoice is what a person chose for the API.
type apiChoice struct {
	on      bool
	options APIOptions
}

// memory keeps choices in the settings, beside the window. Whatever order its
// writers come in, the newest choice is written last.
type memory struct {
	// change alters the settings; nil keeps nothing.
	change func(func(*settings.Settings)) error

	writing *task.Latest[struct{}]
	onError func(error)

	mu             sync.Mutex
	newest, stored apiChoice

	// file is held while the settings are written.
	file sync.Mutex
}

// newMemory makes a memory in which the choice stands already.
func newMemory(ctx context.Context, stored apiChoice, change func(func(*settings.Settings)) error, post func(func())) *memory {
	return &memory{change: change, writing: task.New[struct{}](ctx, post), onError: func(error) {}, newest: stored, stored: stored}
}

// keep writes the choice, soon.
func (m *memory) keep(c apiChoice) {
	if m.change == nil {
		return
	}
	m.mu.Lock()
	m.newest = c
	m.mu.Unlock()
	m.writing.Start(
		func(context.Context) (struct{}, error) { return struct{}{}, m.write() },
		func(_ struct{}, err error) { m.onError(err) },
	)
}

// write writes the newest choice unless it is stored.
func (m *memory) write() error {
	m.file.Lock()
	defer m.file.Unlock()
	m.mu.Lock()
	c := m.newest
	m.mu.Unlock()
	if c == m.stored {
		return nil
	}
	err := m.change(func(s *settings.Settings) {
		s.APIOn, s.APIPort, s.APIKey = c.on, c.options.Port, c.options.Key
	})
	if err == nil {
		m.stored = c
	}
	return err
}

// wait returns when nothing is being written any more.
func (m *memory) wait() { m.writing.Wait() }
