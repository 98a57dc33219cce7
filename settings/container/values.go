package container

import (
	"fmt"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// whole is a key with a whole number in [least, most].
func whole(name string, least, most int64, preset, help string, put func(*Options, int64)) key {
	return key{
		name: name, help: help, preset: preset,
		allowed: fmt.Sprintf("a whole number from %d to %d", least, most),
		take: func(d *draft, s setting) bool {
			n, ok := parseWhole(s.value, least, most)
			if ok {
				put(&d.Options, n)
			}
			return ok
		},
	}
}

// spell is a key with a length of time, above 0 and from least to most units.
func spell(name string, unit time.Duration, least, most float64, preset, help string, of func(*Options) *time.Duration) key {
	allowed := fmt.Sprintf("a number from %g to %g", least, most)
	if least == 0 {
		allowed = fmt.Sprintf("a number above 0, up to %g", most)
	}
	return key{
		name: name, help: help, preset: preset, allowed: allowed,
		take: func(d *draft, s setting) bool {
			span, ok := parseSpan(s.value, unit, least, most)
			*of(&d.Options) = span
			return ok && span > 0
		},
	}
}

// flag is a key that is true or false.
func flag(name, preset, help string, of func(*Options) *bool) key {
	return key{
		name: name, flag: true, help: help, preset: preset, allowed: "true or false",
		take: func(d *draft, s setting) (ok bool) {
			*of(&d.Options), ok = parseBool(s.value)
			return ok
		},
	}
}

// choice is a key with one of the values, in any letter case; the first is the
// default.
func choice(name, help string, of func(*Options) *string, values ...string) key {
	return key{
		name: name, help: help, preset: values[0], allowed: strings.Join(values, " or "),
		take: func(d *draft, s setting) bool {
			i := slices.IndexFunc(values, func(v string) bool { return strings.EqualFold(v, strings.TrimSpace(s.value)) })
			if i >= 0 {
				*of(&d.Options) = values[i]
			}
			return i >= 0
		},
	}
}

func parseBool(text string) (value, ok bool) {
	switch strings.ToLower(strings.TrimSpace(text)) {
	case "true", "1", "yes":
		return true, true
	case "false", "0", "no":
		return false, true
	}
	return false, false
}

func parseWhole(text string, least, most int64) (int64, bool) {
	n, err := strconv.ParseInt(strings.TrimSpace(text), 10, 64)
	return n, err == nil && least <= n && n <= most
}

var decimal = regexp.MustCompile(`^\+?[0-9]+(\.[0-9]+)?$`)

// parseSpan takes a decimal number of units in [least, most].
func parseSpan(text string, unit time.Duration, least, most float64) (time.Duration, bool) {
	text = strings.TrimSpace(text)
	// ParseFloat alone would take NaN, Inf and hexadecimal numbers.
	if !decimal.MatchString(text) {
		return 0, false
	}
	n, err := strconv.ParseFloat(text, 64)
	if err != nil || n < least || n > most {
		return 0, false
	}
	return time.Duration(n * float64(unit)), true
}

// parseList is what stands between commas, without spaces and empty parts.
func parseList(text string) []string {
	var parts []string
	for part := range strings.SplitSeq(text, ",") {
		if part = strings.TrimSpace(part); part != "" {
			parts = append(parts, part)
		}
	}
	return parts
}

// parseEach is what parse makes of the parts of a list, of which there is at
// least one.
func parseEach(text string, parse func(string) (string, bool)) ([]string, bool) {
	var all []string
	for _, part := range parseList(text) {
		one, ok := parse(part)
		if !ok {
			return nil, false
		}
		all = append(all, one)
	}
	return all, len(all) > 0
}

// unbracketed is an IPv6 address without the brackets that urls put around it.
func unbracketed(text string) string {
	if strings.HasPrefix(text, "[") && strings.HasSuffix(text, "]") {
		return text[1 : len(text)-1]
	}
	return text
}

var hostName = regexp.MustCompile(`^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*$`)

// parseHost takes a host's name or address, and gives it in lower case without
// brackets and without the dot of a full name.
func parseHost(text string) (string, bool) {
	text = strings.ToLower(text)
	if addr, err := netip.ParseAddr(unbracketed(text)); err == nil {
		return addr.String(), true
	}
	text = strings.TrimSuffix(text, ".")
	return text, len(text) <= 253 && hostName.MatchString(text)
}

var originScheme = regexp.MustCompile(`^[a-z][a-z0-9+.-]*$`)

// parseOrigin takes "scheme://host[:port]" or "*", and gives it in lower case
// as browsers send it: without the port that the scheme has anyway.
func parseOrigin(text string) (string, bool) {
	if text == "*" {
		return text, true
	}
	scheme, rest, ok := strings.Cut(strings.ToLower(text), "://")
	if !ok || !originScheme.MatchString(scheme) || strings.ContainsAny(rest, "/?#@\\") {
		return "", false
	}
	u, err := url.Parse(scheme + "://" + rest)
	if err != nil {
		return "", false
	}
	host, ok := parseHost(u.Hostname())
	port := u.Port()
	if !ok || strings.HasSuffix(rest, ":") || port != "" && !isPort(port) {
		return "", false
	}
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	if port == map[string]string{"http": "80", "https": "443"}[scheme] {
		port = ""
	}
	if port != "" {
		host += ":" + port
	}
	return scheme + "://" + host, true
}

// parseProxy takes an http or https address without a path; "host:port" alone
// means http.
func parseProxy(text string) (*url.URL, bool) {
	if !strings.Contains(text, "://") {
		text = "http://" + text
	}
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return nil, false
	}
	host, ok := parseHost(u.Hostname())
	if !ok || host == "" || u.Path != "" && u.Path != "/" || u.RawQuery != "" || u.Fragment != "" {
		return nil, false
	}
	if u.Port() != "" && !isPort(u.Port()) {
		return nil, false
	}
	u.Path = ""
	return u, true
}

func isPort(text string) bool {
	_, ok := parseWhole(text, 1, 65_535)
	return ok
}
