package qpdf

import (
	"os"
	"path/filepath"
	"testing"
)

func TestACopyThatWasCutShortIsToldFromAWholeOne(t *testing.T) {
	path := filepath.Join(t.TempDir(), "copy.pdf")
	for content, want := range map[string]bool{
		"%PDF-1.7\n…\nstartxref\n9\n%%EOF\n": true, "%PDF-1.7\n…\nendstr": false, "": false,
	} {
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := IsWhole(path); got != want {
			t.Errorf("IsWhole of %q = %v, want %v", content, got, want)
		}
	}
}
