package searchable

import (
	"bytes"
	"compress/zlib"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// dict is a PDF dictionary in the JSON notation of qpdf: a name is "/Name", a
// reference "5 0 R", a string "u:" and its text or "b:" and its bytes in hex;
// arrays, numbers and booleans are themselves. What was read with json.Decoder
// may hold json.Number and json.RawMessage.
type dict map[string]any

// sink takes the objects of a PDF under construction. References are reserved
// first, so that objects can name each other.
type sink interface {
	reserve() (ref string)
	put(ref string, d dict) error

	// putStream takes the data as d's /Filter says.
	putStream(ref string, d dict, data []byte) error
}

var reference = regexp.MustCompile(`^[0-9]+ [0-9]+ R$`)

// writePDF appends the value in PDF notation.
func writePDF(b *bytes.Buffer, value any) {
	switch v := value.(type) {
	case dict:
		writeDict(b, v)
	case []any:
		b.WriteByte('[')
		for i, item := range v {
			if i > 0 {
				b.WriteByte(' ')
			}
			writePDF(b, item)
		}
		b.WriteByte(']')
	case string:
		writeString(b, v)
	case float64:
		b.WriteString(number(v))
	case int, bool:
		fmt.Fprint(b, v)
	default:
		panic(fmt.Sprintf("searchable: no PDF notation for %T", value))
	}
}

func writeDict(b *bytes.Buffer, d dict) {
	keys := make([]string, 0, len(d))
	for key := range d {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	b.WriteString("<<")
	for _, key := range keys {
		b.WriteString(key)
		b.WriteByte(' ')
		writePDF(b, d[key])
	}
	b.WriteString(">>")
}

// writeString writes a name or reference of our own making, or a string.
func writeString(b *bytes.Buffer, s string) {
	text, isText := strings.CutPrefix(s, "u:")
	digits, isBytes := strings.CutPrefix(s, "b:")
	switch {
	case isText:
		b.WriteString("<feff" + hex.EncodeToString(utf16BE(text)) + ">")
	case isBytes:
		b.WriteString("<" + digits + ">")
	case strings.HasPrefix(s, "/"), reference.MatchString(s):
		b.WriteString(s)
	default:
		panic("searchable: not a PDF value: " + s)
	}
}

// number is v as PDF writes it: no exponent, and as many decimals as 7 digits
// take, since pages may be a point wide or a kilometre.
func number(v float64) string {
	if v == 0 || math.IsNaN(v) || math.IsInf(v, 0) {
		return "0"
	}
	decimals := max(0, min(9, 6-int(math.Floor(math.Log10(math.Abs(v))))))
	text := strconv.FormatFloat(v, 'f', decimals, 64)
	if strings.Contains(text, ".") {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	if text == "-0" {
		return "0"
	}
	return text
}

// float is a number of a parsed dictionary.
func float(value any) (float64, bool) {
	switch v := value.(type) {
	case json.Number:
		f, err := v.Float64()
		return f, err == nil && !math.IsNaN(f) && !math.IsInf(f, 0)
	case float64:
		return v, true
	}
	return 0, false
}

// deflated packs data for /FlateDecode.
func deflated(data []byte) []byte {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	_, _ = w.Write(data) // a bytes.Buffer takes all
	_ = w.Close()
	return b.Bytes()
}

// putDeflated puts the data as a packed stream; d may be nil.
func putDeflated(s sink, ref string, d dict, data []byte) error {
	if d == nil {
		d = dict{}
	}
	d["/Filter"] = "/FlateDecode"
	return s.putStream(ref, d, deflated(data))
}
