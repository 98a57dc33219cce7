package styled

import (
	"strings"
	"unicode"

	"recto/ocr/ocrtest"
)

// Filled are the lines of a form: a reference has their places, and the keys
// say which were filled in by hand. A value that stands in print as well counts
// as written in both places.
func Filled(stem string) ([]Segment, error) {
	var keys map[string]string
	if err := ocrtest.ReadJSON(stem+".keys.json", &keys); err != nil {
		return nil, err
	}
	var reference struct {
		AnalyzeResult struct {
			ReadResults []struct {
				Lines []struct {
					Text        string
					BoundingBox [8]float64
				}
			}
		}
	}
	if err := ocrtest.ReadJSON(stem+".azure.json", &reference); err != nil {
		return nil, err
	}
	var segments []Segment
	for _, page := range reference.AnalyzeResult.ReadResults {
		for _, line := range page.Lines {
			s := Segment{Quad: ocrtest.Corners(line.BoundingBox)}
			for _, value := range keys {
				s.Hand = s.Hand || isPart(line.Text, value)
			}
			segments = append(segments, s)
		}
	}
	return segments, nil
}

// isPart reports whether a line is a value or a good part of it, but for slips:
// printed lines of a form hold more than the values do.
func isPart(line, value string) bool {
	a, b := plain(line), plain(value)
	if a == "" || b == "" || b == "selected" || b == "unselected" {
		return false
	}
	if strings.Contains(b, a) && (len(a) >= 4 || a == b) {
		return true
	}
	wrong := 0
	for _, r := range a {
		if !strings.ContainsRune(b, r) {
			wrong++
		}
	}
	return len(a) >= 5 && len(a) <= len(b)+1 && len(b) <= len(a)+3 && wrong <= 1
}

func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}
