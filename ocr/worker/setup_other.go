//go:build !linux

package worker

import "os"

// ownPipes keeps stdin and stdout; prints of Go code reach stderr.
func ownPipes() (in, out *os.File, err error) {
	in, out = os.Stdin, os.Stdout
	os.Stdout = os.Stderr
	return in, out, nil
}

func limitData(uint64) error { return nil }

func nameProcess() {}

func yieldToOthers() {}

func endGroup() {}
