package ui

import (
	"context"
	"errors"
	"time"

	"recto/ui/task"
)

// How long the API may take to start, and to stop without waiting for what it
// reads.
const (
	apiStartLimit = 20 * time.Second
	apiStopLimit  = 20 * time.Second
)

// errAPIEnded is why the API is off though nobody switched it off.
var errAPIEnded = errors.New("local api ended by itself")

// apiPhase is where the switch stands.
type apiPhase int

// While finishing, the API takes no new work and reads what it has to the end.
const (
	apiOff apiPhase = iota
	apiStarting
	apiOn
	apiFinishing
	apiStopping
)

// apiSwitch turns the API on and off beside the window. It belongs to the user
// interface's goroutine.
type apiSwitch struct {
	api   API
	phase apiPhase

	// options are those of the last start, or of the next.
	options APIOptions

	// wanted is whether the API is to be on at the next start of the window.
	wanted bool

	// err is why the last start or stop went wrong.
	err error

	work *task.Latest[struct{}]

	// keep keeps a choice, kept returns when none is being kept any more.
	keep func(on bool, o APIOptions)
	kept func()

	// onChange is called after every change of the phase or err.
	onChange func()
}

// newAPISwitch makes a switch that is off, with the choice that is remembered.
func newAPISwitch(ctx context.Context, api API, on bool, o APIOptions, post func(func())) *apiSwitch {
	return &apiSwitch{api: api, options: o, wanted: on, work: task.New[struct{}](ctx, post),
		keep: func(bool, APIOptions) {}, kept: func() {}, onChange: func() {}}
}

// turnOn starts the API where it is off.
func (s *apiSwitch) turnOn(o APIOptions) {
	if s.phase != apiOff {
		return
	}
	s.options, s.err = o, nil
	s.begin(apiStarting, s.onStarted, func(ctx context.Context) error {
		limited, cancel := context.WithTimeout(ctx, apiStartLimit)
		defer cancel()
		return s.api.Start(limited, o)
	})
}

func (s *apiSwitch) onStarted(err error) {
	s.phase, s.err = apiOn, nil
	if err != nil {
		s.phase, s.err = apiOff, err
	} else {
		s.wanted = true
		s.keep(true, s.options)
	}
	s.onChange()
}

// turnOff stops the API where it is on: with finish it reads to the end what
// it has begun. Without, it also ends such a reading.
func (s *apiSwitch) turnOff(finish bool) {
	if s.phase != apiOn && (s.phase != apiFinishing || finish) {
		return
	}
	s.err, s.wanted = nil, false
	s.keep(false, s.options)
	if finish {
		s.begin(apiFinishing, s.onStopped, func(ctx context.Context) error { return s.api.Stop(ctx, true) })
		return
	}
	s.begin(apiStopping, s.onStopped, func(ctx context.Context) error {
		limited, cancel := context.WithTimeout(ctx, apiStopLimit)
		defer cancel()
		return s.api.Stop(limited, false)
	})
}

func (s *apiSwitch) onStopped(err error) {
	s.phase, s.err = apiOff, err
	if s.api.State().Address != "" {
		s.phase = apiOn
	}
	s.onChange()
}

// begin shows the phase and does the work that leads out of it.
func (s *apiSwitch) begin(phase apiPhase, done func(error), work func(context.Context) error) {
	s.phase = phase
	s.work.Start(
		func(ctx context.Context) (struct{}, error) { return struct{}{}, work(ctx) },
		func(_ struct{}, err error) { done(err) },
	)
	s.onChange()
}

// choose takes options for the next start; while the API is on it keeps its
// own.
func (s *apiSwitch) choose(o APIOptions) {
	if s.phase != apiOff || o == s.options {
		return
	}
	s.options, s.err = o, nil
	s.keep(s.wanted, o)
	s.onChange()
}

// dismiss forgets what went wrong.
func (s *apiSwitch) dismiss() {
	s.err = nil
	s.onChange()
}

// state is how the API stands now; one that ended by itself is off.
func (s *apiSwitch) state() APIState {
	state := s.api.State()
	if s.phase == apiOn && state.Address == "" {
		s.phase, s.err = apiOff, errAPIEnded
		s.onChange()
	}
	return state
}

// end ends the API, left in the given phase, without waiting for what it reads,
// and returns when it has ended and its choices are kept. It runs beside the
// user interface's goroutine and may hang as long as the API does.
func (s *apiSwitch) end(ctx context.Context, phase apiPhase) {
	s.kept()
	if phase == apiStarting {
		s.work.Wait()
	}
	if phase != apiOff {
		// Nobody is left who could be told of an error.
		_ = s.api.Close(ctx)
	}
	s.work.Wait()
}
