package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"
)

var statusLine = regexp.MustCompile(`(?m)^(\w+):\s+(\d+)`)

// status is the figure of a line of a process's status file, in that line's
// own unit; 0 where there is no such process or line.
func status(pid int, name string) int64 {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	for _, m := range statusLine.FindAllSubmatch(text, -1) {
		if string(m[1]) == name {
			n, _ := strconv.ParseInt(string(m[2]), 10, 64)
			return n
		}
	}
	return 0
}

// highWater is the largest resident size that a process had, in bytes.
func highWater(pid int) int64 { return status(pid, "VmHWM") << 10 }

// openFiles is how many file descriptors a process holds.
func openFiles(pid int) int {
	entries, _ := os.ReadDir(fmt.Sprintf("/proc/%d/fd", pid))
	return len(entries)
}

func childrenOf(pid int) []int {
	var children []int
	lists, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", pid))
	for _, list := range lists {
		pids, _ := os.ReadFile(list)
		for child := range strings.FieldsSeq(string(pids)) {
			if n, err := strconv.Atoi(child); err == nil {
				children = append(children, n)
			}
		}
	}
	return children
}

// clockTick is the unit of processor times in /proc on Linux (USER_HZ).
const clockTick = 10 * time.Millisecond

// Fields of /proc/PID/stat behind the name, counted from 0.
const (
	statOwn      = 11 // utime, stime
	statChildren = 13 // cutime, cstime: of children that have ended
)

// processorTime is what a process has used, and with it all children that have
// ended; 0 where it is gone.
func processorTime(pid int) (own, children time.Duration) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0, 0
	}
	fields := bytes.Fields(text[bytes.LastIndexByte(text, ')')+1:])
	sum := func(first int) time.Duration {
		var ticks int64
		for _, field := range fields[first : first+2] {
			n, _ := strconv.ParseInt(string(field), 10, 64)
			ticks += n
		}
		return time.Duration(ticks) * clockTick
	}
	return sum(statOwn), sum(statChildren)
}

// familyTime is the processor time of a process and of all its children, those
// that have ended included.
func familyTime(pid int) time.Duration {
	own, gone := processorTime(pid)
	sum := own + gone
	for _, child := range childrenOf(pid) {
		own, gone := processorTime(child)
		sum += own + gone
	}
	return sum
}
