package ocrtest

import (
	"runtime"
	"testing"
	"time"
)

// Patience bounds what should happen at once.
const Patience = 20 * time.Second

// Await returns when ok holds. It fails the test, with the stacks of all
// goroutines, where that does not come within Patience. It asks without a
// pause: what is waited for should be about to happen.
func Await(t testing.TB, what string, ok func() bool) {
	t.Helper()
	for deadline := time.Now().Add(Patience); !ok(); runtime.Gosched() {
		if time.Now().After(deadline) {
			stacks := make([]byte, 1<<16)
			t.Fatalf("%s: not within %v\n%s", what, Patience, stacks[:runtime.Stack(stacks, true)])
		}
	}
}
