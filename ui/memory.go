package ui

import (
	"context"
	"sync"

	"recto/settings"
	"recto/ui/task"
)

// memory keeps choices in the settings, beside the window. Whatever order its
// writers come in, the newest choice is written last.
type memory struct {
	// change alters the settings; nil keeps nothing.
	change func(func(*settings.Settings)) error

	writing *task.Latest[struct{}]
	onError func(error)

	mu sync.Mutex
	// pending are the changes that are not written yet, the newest last.
	pending []func(*settings.Settings)

	// file is held while the settings are written.
	file sync.Mutex
}

func newMemory(ctx context.Context, change func(func(*settings.Settings)) error, post func(func())) *memory {
	return &memory{change: change, writing: task.New[struct{}](ctx, post), onError: func(error) {}}
}

// keep writes the change, soon.
func (m *memory) keep(change func(*settings.Settings)) {
	if m.change == nil {
		return
	}
	m.mu.Lock()
	m.pending = append(m.pending, change)
	m.mu.Unlock()
	m.writing.Start(
		func(context.Context) (struct{}, error) { return struct{}{}, m.write() },
		func(_ struct{}, err error) { m.onError(err) },
	)
}

// write writes what is pending; what cannot be written stays so.
func (m *memory) write() error {
	m.file.Lock()
	defer m.file.Unlock()
	m.mu.Lock()
	changes := m.pending
	m.pending = nil
	m.mu.Unlock()
	if len(changes) == 0 {
		return nil
	}
	err := m.change(func(s *settings.Settings) {
		for _, change := range changes {
			change(s)
		}
	})
	if err != nil {
		m.mu.Lock()
		m.pending = append(changes, m.pending...)
		m.mu.Unlock()
	}
	return err
}

// wait returns when nothing is being written any more.
func (m *memory) wait() { m.writing.Wait() }
