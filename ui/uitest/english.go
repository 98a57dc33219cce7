package uitest

import (
	"os"
	"testing"

	"recto/ui/translation"
)

// InEnglish runs a package's tests with the window's texts in English, whatever
// the system speaks, and ends the process.
func InEnglish(m *testing.M) {
	if _, err := translation.Use("en"); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}
