package export

import (
	"encoding/xml"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"recto/ocr"
)

// lang are the attributes that tell a language; none of an unknown one.
func lang(code string) string {
	if !isLanguage(code) {
		return ""
	}
	return fmt.Sprintf(` xml:lang="%s" lang="%[1]s"`, code)
}

// percent is a confidence in percent with one decimal.
func percent(c float64) string { return decimal(min(max(c, 0), 1)*100, 1) }

// decimal is v with at most so many decimals and none that are zero.
func decimal(v float64, decimals int) string {
	parts := math.Pow10(decimals)
	if v = math.Round(v*parts) / parts; v == 0 || math.IsNaN(v) || math.IsInf(v, 0) {
		return "0"
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

func wholePixels(p ocr.Point) ocr.Point {
	return ocr.Point{X: float64(pixel(p.X)), Y: float64(pixel(p.Y))}
}

// pixel is v rounded to a whole pixel; what is no number, or further away than
// any page is large, is 0.
func pixel(v float64) int {
	if math.Abs(v) < 1e9 {
		return int(math.Round(v))
	}
	return 0
}

// escaped is s as the text or attribute of an XML document; characters that XML
// forbids and bytes that are not UTF-8 become U+FFFD.
func escaped(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a Builder takes all
	return b.String()
}

// languageTag is what XML takes as a language.
var languageTag = regexp.MustCompile(`^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$`)

func isLanguage(code string) bool { return languageTag.MatchString(code) }

// xmlLanguage is code, or "" where it is none.
func xmlLanguage(code string) string {
	if !isLanguage(code) {
		return ""
	}
	return code
}

// timestamp is t in UTC, to the second.
func timestamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }
