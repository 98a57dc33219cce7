package sentence

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"recto/ocr/archive"
	"recto/ocr/saved"
)

func TestErrorsOfWhatIsKeptHaveSentences(t *testing.T) {
	texts := Texts()
	for _, k := range kept {
		got := Of(fmt.Errorf("open: %w", k.err))
		if got == unexpected || !slices.Contains(texts, got) {
			t.Errorf("%v: %q", k.err, got)
		}
	}
	if got := Of(fmt.Errorf("x: %w", &archive.BadError{Aside: "/a.bad", Err: saved.ErrEmpty})); !strings.Contains(got, "/a.bad") {
		t.Errorf("corrections that were set aside: %q", got)
	}
}
