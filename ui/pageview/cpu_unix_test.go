//go:build unix

package pageview

import (
	"syscall"
	"time"
)

// cpuTime is what this process has worked so far: on a shared machine it says
// more of a frame than the clock does.
func cpuTime() time.Duration {
	var used syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &used) != nil {
		return 0
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
