package wire

import "time"

// State is how far an operation is.
type State int

// The states in the order in which an operation passes them; Failed and
// Succeeded are final.
const (
	NotStarted State = iota
	Running
	Failed
	Succeeded
)

// SyncFailure is the body that the synchronous routes of every version answer
// with when the reading itself failed; the capital is as documented for 3.2 too.
const SyncFailure = `{"status":"Failed"}`

// Word is the state as the version's documents spell it: "notStarted", or
// "NotStarted" for 2.x.
func (s State) Word(v Version) string {
	if v.Is2() {
		return [...]string{"NotStarted", "Running", "Failed", "Succeeded"}[s]
	}
	return [...]string{StatusNotStarted, StatusRunning, StatusFailed, StatusSucceeded}[s]
}

// Envelope is what a document says of its operation beside the text. The times
// are published in UTC, and not at all by 2.x.
type Envelope struct {
	State            State
	Created, Updated time.Time
}

// How 3.x writes its times: 3.2 with seven decimals and an offset in numbers,
// as .NET does; the versions before to the second.
const (
	timeOf32 = "2006-01-02T15:04:05.0000000-07:00"
	timeOf30 = "2006-01-02T15:04:05Z"
)

func (e Envelope) times(layout string) (created, updated string) {
	return e.Created.UTC().Format(layout), e.Updated.UTC().Format(layout)
}
