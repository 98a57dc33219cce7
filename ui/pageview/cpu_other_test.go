//go:build !unix

package pageview

import "time"

func cpuTime() time.Duration { return 0 }
