package render

import "testing"

func TestATextThatLooksLikeAFormatIsNone(t *testing.T) {
	for _, head := range []string{"P1 is a prize", "P5", "BMW 320i and others", "<html><svg></svg></html>", "%PD", "PK\x05\x06", "RIFF....WAVE", "II*"} {
		if got := sniffHead([]byte(head)); got != "" {
			t.Errorf("sniffHead(%q) = %q, want none", head, got)
		}
	}
	for head, want := range map[string]string{
		"P5\n# made\n2 2 255\n":              "pnm",
		"\ufeff<?xml version='1.0'?><svg/>":  "svg",
		"junk before\n%PDF-1.4":              "pdf",
		"II*\x00\x08\x00\x00\x00":            "tiff",
		"<?xml version='1.0'?><FictionBook>": "fb2",
	} {
		if got := sniffHead([]byte(head)); got != want {
			t.Errorf("sniffHead(%q) = %q, want %q", head, got, want)
		}
	}
}
