package saved

import (
	"math"
	"strconv"
	"strings"

	"recto/ocr"
)

// maxNumber is the highest page number that is believed.
const maxNumber = 1_000_000

// properties are what stands in an element's title: names and values.
type properties map[string]string

// parseProperties parts a title at semicolons that stand in no quotes. The first
// property of a name counts.
func parseProperties(title string) properties {
	p := properties{}
	quoted := false
	parts := strings.FieldsFunc(title, func(r rune) bool {
		if r == '"' {
			quoted = !quoted
		}
		return r == ';' && !quoted
	})
	for _, part := range parts {
		name, value, _ := strings.Cut(strings.TrimSpace(part), " ")
		if _, there := p[name]; !there && name != "" {
			p[name] = strings.TrimSpace(value)
		}
	}
	return p
}

// numbers are the numbers of a property; nil where one is none, or infinite.
func (p properties) numbers(name string) []float64 {
	var numbers []float64
	for field := range strings.FieldsSeq(p[name]) {
		n, err := strconv.ParseFloat(field, 64)
		if err != nil || math.IsNaN(n) || math.Abs(n) > maxNumber {
			return nil
		}
		numbers = append(numbers, n)
	}
	return numbers
}

func (p properties) number(name string) (float64, bool) {
	if n := p.numbers(name); len(n) > 0 {
		return n[0], true
	}
	return 0, false
}

// box is the edges of the bbox.
func (p properties) box() (left, top, right, bottom float64, ok bool) {
	n := p.numbers("bbox")
	if len(n) != 4 {
		return 0, 0, 0, 0, false
	}
	return min(n[0], n[2]), min(n[1], n[3]), max(n[0], n[2]), max(n[1], n[3]), true
}

// image is the name of the page's picture; "" without one.
func (p properties) image() string {
	name := strings.Trim(p["image"], `"' `)
	return tidy(strings.NewReplacer("%22", `"`, "%3B", ";", "%25", "%").Replace(name))
}

// style is Recto's own property: a name and a confidence in percent.
func (p properties) style() *ocr.Style {
	name, percent, _ := strings.Cut(p["x_style"], " ")
	sure, err := strconv.ParseFloat(percent, 64)
	if err != nil || math.IsNaN(sure) {
		return nil
	}
	switch style := ocr.StyleName(name); style {
	case ocr.StyleHandwriting, ocr.StyleOther:
		return &ocr.Style{Name: style, Confidence: min(max(sure/100, 0), 1)}
	}
	return nil
}

// lineProperties is what a line says that its words need: the direction of its
// text, in degrees clockwise.
type lineProperties struct{ angle float64 }

func newLineProperties(p properties) lineProperties {
	if turned, ok := p.number("textangle"); ok {
		return lineProperties{ocr.NormalizeAngle(-turned)}
	}
	if base := p.numbers("baseline"); len(base) == 2 {
		return lineProperties{math.Atan(base[0]) * 180 / math.Pi}
	}
	return lineProperties{}
}

// quad is where an element of the line stands. Recto says so of each that is
// more than its bbox; of others the line's direction tells.
func (l lineProperties) quad(p properties, exact bool) ocr.Quad {
	if n := p.numbers("x_quad"); len(n) == 8 {
		return ocr.Quad{{X: n[0], Y: n[1]}, {X: n[2], Y: n[3]}, {X: n[4], Y: n[5]}, {X: n[6], Y: n[7]}}
	}
	left, top, right, bottom, ok := p.box()
	switch {
	case !ok:
		return ocr.Quad{}
	case exact:
		return ocr.Rect(left, top, right, bottom)
	}
	return ocr.Slanted(left, top, right, bottom, l.angle)
}

// side is a page's side in whole pixels.
func side(v float64) int { return int(math.Round(v)) }
