package ui

import (
	"context"
	"time"

	"recto/ocr"
)

// API is the local API that the window can switch on. Its methods may be
// called from any goroutine and at the same time.
type API interface {
	// Start listens on the port and serves until Stop; ctx bounds the start
	// alone. Where the port is taken the error holds syscall.EADDRINUSE. After
	// an error nothing listens.
	Start(ctx context.Context, o APIOptions) error

	// Stop takes no new work at once; with finish, running operations are read
	// to their end and can be polled until a little later, else they are cancelled. It
	// returns when nothing listens any more. A Stop without finish may come
	// while one with finish waits; while nothing listens it gives nil.
	Stop(ctx context.Context, finish bool) error

	// Close ends the API with the window, also beside another call; nobody waits
	// for the rest, which is read when the API is on again.
	Close(ctx context.Context) error

	// State is how the API stands. It is cheap: it is asked for on the user
	// interface's goroutine.
	State() APIState

	// Document is an operation's document and what was read of it so far, while
	// the API is off, too. Where
	// it is not kept any more the error holds fs.ErrNotExist.
	Document(ctx context.Context, id string) (APIDocument, error)
}

// APIOptions is how the API listens. Port is in 1 … 65535; where Key is "",
// clients need none.
type APIOptions struct {
	Port int
	Key  string
}

// APIState is how the API stands at one moment.
type APIState struct {
	// Address is where it listens, such as "http://localhost:5000"; "" while
	// it is off.
	Address string

	// Stopping is true from the begin of a Stop to its end.
	Stopping bool

	// Active counts the operations that have not ended.
	Active int

	// PagesThisMonth counts the pages read for clients this month.
	PagesThisMonth int64

	// Requests are the newest first, at most 200; they stay while it is off.
	Requests []APIRequest
}

// APIRequest is one document that a client sent. Its texts come from the
// client and may be anything.
type APIRequest struct {
	// ID is its operation; "" where it made none, for example where it was
	// refused.
	ID   string
	Time time.Time

	// Client names the program, Version the interface it spoke ("3.2"), and
	// File the document; each may be "".
	Client, Version, File string

	// Pages is how many there are to read, 0 while that is not known, and
	// PagesRead how many of them are read.
	Pages, PagesRead int

	State APIRequestState

	// Duration is how long it took, or takes so far.
	Duration time.Duration
}

// APIRequestState is how far a request has come.
type APIRequestState int

// The states of a request. A refused one made no operation.
const (
	APIWaiting APIRequestState = iota
	APIReading
	APIRead
	APIFailed
	APIRefused
	APICancelled
)

// APIDocument is the document of an operation: the file, how its sender named
// it, and the pages that are read, each under its own number. The name may be
// "", and anything else that a client sends.
type APIDocument struct {
	Path, Name string
	Pages      []ocr.Page
}
