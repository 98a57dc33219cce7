package layers

import (
	"os"
	"testing"

	"recto/ui/translation"
)

// The tests read texts in English, whatever the system speaks.
func TestMain(m *testing.M) {
	if _, err := translation.Use("en"); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}
