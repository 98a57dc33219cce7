package searchable

import (
	"encoding/binary"
	"maps"
	"slices"
)

// emptyTrueType is a TrueType font with two glyphs, both without an outline,
// made of the tables that a CIDFontType2 needs (ISO 32000-2, 9.9.2), and "cmap"
// and "post", which some readers want.
func emptyTrueType() []byte {
	return fontFile(map[string][]byte{
		"cmap": u16s(0, 1, 3, 1, 0, 12, // one table, for Unicode, at byte 12: format 4, without a character
			4, 24, 0, 2, 2, 0, 0, 0xffff, 0, 0xffff, 1, 0),
		"head": u16s(1, 0, 1, 0, 0, 0, 0x5f0f, 0x3cf5, // version, revision, sum (set below), magic number
			0, 1000, // flags, units per em
			0, 0, 0, 0, 0, 0, 0, 0, // created, modified
			0, word(descent), glyphWidth, ascent, // bounding box
			0, 8, 2, 0, 0), // style, least size, direction, short offsets, format
		"hhea": u16s(1, 0, ascent, word(descent), 0, glyphWidth, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1),
		"hmtx": u16s(glyphWidth, 0, 0), // one width for both, then the second's side bearing
		"maxp": u16s(1, 0, 2, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0),
		"loca": u16s(0, 0, 0),
		"glyf": u16s(0), // empty tables are refused by some readers
		"post": u16s(3, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0),
	})
}

// word is the two's complement of a signed number.
func word(v int) uint16 { return uint16(int16(v)) }

func u16s(values ...uint16) []byte {
	var b []byte
	for _, v := range values {
		b = binary.BigEndian.AppendUint16(b, v)
	}
	return b
}

// fontFile puts the tables together: a directory, then each padded to 4 bytes.
func fontFile(tables map[string][]byte) []byte {
	const entry, head = 16, 12
	names := slices.Sorted(maps.Keys(tables))
	power, log := 1, 0
	for power*2 <= len(names) {
		power, log = power*2, log+1
	}
	out := u16s(1, 0, uint16(len(names)), uint16(power*entry), uint16(log), uint16((len(names)-power)*entry))
	offset, headAt := head+entry*len(names), 0
	var body []byte
	for _, name := range names {
		if name == "head" {
			headAt = offset
		}
		table := tables[name]
		padded := append(slices.Clone(table), make([]byte, -len(table)&3)...)
		out = append(out, name...)
		for _, v := range []int{int(checksum(padded)), offset, len(table)} {
			out = binary.BigEndian.AppendUint32(out, uint32(v))
		}
		body = append(body, padded...)
		offset += len(padded)
	}
	out = append(out, body...)
	const adjustment = 8 // of the sum in the table head
	binary.BigEndian.PutUint32(out[headAt+adjustment:], 0xb1b0afba-checksum(out))
	return out
}

// checksum adds up big-endian numbers of 4 bytes.
func checksum(b []byte) (sum uint32) {
	for ; len(b) >= 4; b = b[4:] {
		sum += binary.BigEndian.Uint32(b)
	}
	return sum
}
