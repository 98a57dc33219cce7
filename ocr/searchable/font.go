package searchable

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"unicode/utf16"
	"unicode/utf8"
)

// The font's numbers, in thousandths of the type size. All glyphs are equally
// wide and reach from the baseline to the type size, so that a word's box is
// its quad. A descent of 0 would make some readers guess one.
const (
	glyphWidth = 500
	ascent     = 1000
	descent    = -1
)

// maxCodes is how many different characters a font can hold: codes have two
// bytes, and 0 stands for no character.
const maxCodes = 1<<16 - 1

// font is a font of empty glyphs. Every character that the document uses gets
// a code of its own, in the order of their coming, and the ToUnicode map says
// which one it is: so characters beyond the 65,536 of UTF-16's single units are
// one code like any other.
type font struct {
	codes map[rune]uint16
	runes []rune // by code, from 1
}

// code is the character's code; that of U+FFFD where there are no more.
func (f *font) code(r rune) uint16 {
	if c, ok := f.codes[r]; ok {
		return c
	}
	if len(f.runes) >= maxCodes-1 && r != utf8.RuneError {
		return f.code(utf8.RuneError)
	}
	if f.codes == nil {
		f.codes = map[rune]uint16{}
	}
	f.runes = append(f.runes, r)
	c := uint16(len(f.runes))
	f.codes[r] = c
	return c
}

// put writes the font's objects under the reserved reference.
func (f *font) put(s sink, ref string) error {
	descendant, descriptor, file, glyphs, unicode := s.reserve(), s.reserve(), s.reserve(), s.reserve(), s.reserve()
	const name = "/GlyphLessFont"
	trueType := emptyTrueType()
	parts := []error{
		s.put(ref, dict{
			"/Type": "/Font", "/Subtype": "/Type0", "/BaseFont": name, "/Encoding": "/Identity-H",
			"/DescendantFonts": []any{descendant}, "/ToUnicode": unicode,
		}),
		s.put(descendant, dict{
			"/Type": "/Font", "/Subtype": "/CIDFontType2", "/BaseFont": name, "/DW": glyphWidth,
			"/CIDSystemInfo":  dict{"/Registry": "b:41646f6265", "/Ordering": "b:4964656e74697479", "/Supplement": 0},
			"/FontDescriptor": descriptor, "/CIDToGIDMap": glyphs,
		}),
		s.put(descriptor, dict{
			"/Type": "/FontDescriptor", "/FontName": name, "/Flags": 5, // fixed pitch, symbolic
			"/FontBBox": []any{0, descent, glyphWidth, ascent}, "/ItalicAngle": 0, "/StemV": 80,
			"/Ascent": ascent, "/Descent": descent, "/CapHeight": ascent, "/FontFile2": file,
		}),
		putDeflated(s, file, dict{"/Length1": len(trueType)}, trueType),
		putDeflated(s, glyphs, nil, bytes.Repeat([]byte{0, 1}, len(f.runes)+1)),
		putDeflated(s, unicode, nil, f.toUnicode()),
	}
	for _, err := range parts {
		if err != nil {
			return err
		}
	}
	return nil
}

// maxMapLines is how many lines a block of a CMap may have (Adobe's technical
// note 5014).
const maxMapLines = 100

// toUnicode is the CMap from codes to characters.
func (f *font) toUnicode() []byte {
	var b bytes.Buffer
	b.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n" +
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n")
	for start := 0; start < len(f.runes); start += maxMapLines {
		block := f.runes[start:min(len(f.runes), start+maxMapLines)]
		fmt.Fprintf(&b, "%d beginbfchar\n", len(block))
		for i, r := range block {
			fmt.Fprintf(&b, "<%04x> <%x>\n", start+i+1, utf16BE(string(r)))
		}
		b.WriteString("endbfchar\n")
	}
	b.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
	return b.Bytes()
}

// utf16BE is the text in UTF-16 with the high byte first.
func utf16BE(s string) []byte {
	var b []byte
	for _, unit := range utf16.Encode([]rune(s)) {
		b = binary.BigEndian.AppendUint16(b, unit)
	}
	return b
}
