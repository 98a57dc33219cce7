package wire

import "strings"

// Version tells the documents apart that the versions of the Read API publish.
type Version string

// The versions. Where a preview published another document than the version it
// became, it is a version of its own: the 3.1 previews, and 3.2-preview.1 and .2.
const (
	V20        Version = "v2.0"
	V21        Version = "v2.1"
	V30        Version = "v3.0"
	V31Preview Version = "v3.1-preview"
	V31        Version = "v3.1"
	V32Preview Version = "v3.2-preview"
	V32        Version = "v3.2"
)

// ParseVersion tells the version that a path segment means, in any letter
// case: v2.0, v2.0-preview, v2.1, v3.0, v3.1, v3.1-preview.N, v3.2 and
// v3.2-preview.N, N being digits. The two previews may also stand without
// their number, as in Microsoft's own specification. False for all others.
func ParseVersion(segment string) (Version, bool) {
	s := strings.ToLower(segment)
	switch v := Version(s); v {
	case V20, V21, V30, V31, V31Preview, V32, V32Preview:
		return v, true
	case V20 + "-preview":
		return V20, true
	}
	if n, ok := strings.CutPrefix(s, string(V31Preview)+"."); ok && isNumber(n) {
		return V31Preview, true
	}
	if n, ok := strings.CutPrefix(s, string(V32Preview)+"."); ok && isNumber(n) {
		if n == "1" || n == "2" {
			return V32Preview, true
		}
		return V32, true
	}
	return "", false
}

// Is2 reports whether the version is one of the second generation, whose
// documents have no envelope of times and write their words in PascalCase.
func (v Version) Is2() bool { return v == V20 || v == V21 }

func isNumber(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
