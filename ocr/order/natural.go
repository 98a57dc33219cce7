package order

import (
	"unicode"

	"recto/ocr"
)

// natural sorts lines as a person reads them and numbers their blocks: a new
// one begins where the text goes on elsewhere, or where the engine saw one.
// joints tell which lines the engine read as one with the line before.
func natural(lines []ocr.Line, joints []joint, angle float64) []ocr.Line {
	if len(lines) == 0 {
		return lines
	}
	f := frameOf(angle, rightToLeft(lines))
	var all []element
	for i, line := range lines {
		e := elementOf(i, line, f)
		e.turned = lies(line, angle)
		all = append(all, e)
	}
	all = rows(lines, joints, all)
	out := make([]ocr.Line, 0, len(lines))
	number, engine := -1, 0
	for _, chain := range flow(all) {
		for k, i := range chain {
			for _, l := range all[i].lines {
				if k == 0 && l == all[i].lines[0] || lines[l].Block != engine {
					number++
					engine = lines[l].Block
				}
				line := lines[l]
				line.Block = number
				out = append(out, line)
			}
		}
	}
	return out
}

// rightToLeft reports whether most letters are of a script that is written
// from right to left.
func rightToLeft(lines []ocr.Line) bool {
	balance := 0
	for _, line := range lines {
		for _, w := range line.Words {
			for _, r := range w.Text {
				switch {
				case !unicode.IsLetter(r):
				case unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana, unicode.Nko, unicode.Adlam):
					balance++
				default:
					balance--
				}
			}
		}
	}
	return balance > 0
}
