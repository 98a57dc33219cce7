package ocrtest

import (
	"runtime"
	"testing"
	"time"
)

// Patience bounds what should happen at once.
const Patience = 20 * time.Second

// Await returns when ok holds. It fails the test, with the stacks of all
// goroutines, where that does not come within Patience. It asks a thousand
// times a second: without a pause it would take the processor from the children
// that it waits for, which give way to others.
func Await(t testing.TB, what string, ok func() bool) {
	t.Helper()
	beat := time.NewTicker(time.Millisecond)
	defer beat.Stop()
	for deadline := time.Now().Add(Patience); !ok(); <-beat.C {
		if time.Now().After(deadline) {
			stacks := make([]byte, 1<<16)
			t.Fatalf("%s: not within %v\n%s", what, Patience, stacks[:runtime.Stack(stacks, true)])
		}
	}
}
