// Command make draws the fixtures of testdata/made that need no other tool, and
// the raw material of those that do; testdata/make.sh calls it and finishes.
package main

import (
	"fmt"
	"os"
	"path/filepath"
)

// maker writes files below two folders: what is finished, and what make.sh
// works on.
type maker struct {
	made, raw string
	err       error
}

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: make MADE RAW")
		os.Exit(2)
	}
	m := &maker{made: os.Args[1], raw: os.Args[2]}
	m.pages()
	m.pictures()
	m.documents()
	m.broken()
	if m.err != nil {
		fmt.Fprintln(os.Stderr, m.err)
		os.Exit(1)
	}
}

// write keeps the first error; later calls do nothing then.
func (m *maker) write(folder, name string, data []byte) {
	if m.err != nil {
		return
	}
	m.err = os.WriteFile(filepath.Join(folder, name), data, 0o644)
}

// check keeps err as the first one where it is one.
func (m *maker) check(err error) {
	if m.err == nil {
		m.err = err
	}
}
