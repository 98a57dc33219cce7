package main_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// ending is what tells the files of one fixture apart: a number and the kind.
var ending = regexp.MustCompile(`([-.]\d+)?(\.(gt|boxes|keys|marks|natural|basic))?\.[a-z]+$`)

func TestEveryFixtureHasItsRow(t *testing.T) {
	readme, err := os.ReadFile("testdata/README.md")
	if err != nil {
		t.Fatal(err)
	}
	var rows strings.Builder
	for line := range strings.Lines(string(readme)) {
		if strings.HasPrefix(line, "| ") {
			rows.WriteString(strings.SplitN(line, "|", 3)[1])
		}
	}
	count := 0
	for _, folder := range []string{"testdata/real", "testdata/made"} {
		err := filepath.WalkDir(folder, func(file string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			count++
			name := ending.ReplaceAllString(d.Name(), "")
			if !regexp.MustCompile(`(^|[ ,])` + regexp.QuoteMeta(name) + `\b`).MatchString(rows.String()) {
				t.Errorf("%s has no row in testdata/README.md (looked for %q)", file, name)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if count < 40 {
		t.Errorf("found %d fixtures, want 40 at least", count)
	}
}
