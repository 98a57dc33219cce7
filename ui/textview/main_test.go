package textview

import (
	"testing"

	"recto/ui/uitest"
)

func TestMain(m *testing.M) { uitest.InEnglish(m) }
