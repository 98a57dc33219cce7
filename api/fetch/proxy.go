package fetch

import (
	"context"
	"errors"
	"net/netip"
	"net/url"
	"slices"
	"strings"
)

const (
	sentenceThroughProxy = "The url names a host that is not asked for through the proxy: " +
		"only names and addresses of public networks are, and private ones if the server's configuration allows them."
	sentenceUnicodeHost = "The url names a host in letters beyond ASCII; through the proxy, write it in its xn-- form."
)

// metadataNames are hosts at which clouds keep credentials. The first ones
// often do not resolve outside of the cloud, but would for the proxy.
var metadataNames = []string{"metadata.google.internal", "instance-data.ec2.internal", "metadata", "instance-data"}

// localSuffixes end names that are never public (RFC 6762, RFC 8375, and what
// ICANN set aside for private use).
var localSuffixes = []string{".local", ".internal", ".home.arpa", ".localdomain"}

// admit judges the host of a request through the proxy. The proxy resolves
// the name again, and may get another answer: keeping it from its own
// network is the proxy's task, this is a second fence.
func (f *Fetcher) admit(ctx context.Context, target *url.URL) error {
	refuse := func(cause, sentence string) error {
		return &failure{code: ErrRefused, sentence: sentence, cause: errors.New("through the proxy: " + cause)}
	}
	host := strings.TrimRight(strings.ToLower(target.Hostname()), ".")
	if addr, err := netip.ParseAddr(host); err == nil {
		return f.admitAddress(addr)
	}
	switch {
	case !isASCII(host):
		return refuse("host beyond ASCII", sentenceUnicodeHost)
	case endsInNumber(host):
		// 0x7f.1, 017700000001 and 2130706433 are loopback to many a proxy.
		return refuse("unusual spelling of an address", sentenceThroughProxy)
	case host == "localhost", strings.HasSuffix(host, ".localhost"), slices.Contains(metadataNames, host):
		return refuse("local or metadata name", sentenceThroughProxy)
	case !f.options.AllowPrivate && isPrivateName(host):
		return refuse("private name", sentenceThroughProxy)
	}
	addresses, err := f.addressesOf(ctx, host)
	if err != nil {
		// Behind a proxy the names of the outside often do not resolve.
		return ctx.Err()
	}
	for _, addr := range addresses {
		if err := f.admitAddress(addr); err != nil {
			return err
		}
	}
	return nil
}

// bypasses reports whether a host is asked without the proxy: a proxy's own
// loopback is not this machine.
func (f *Fetcher) bypasses(target *url.URL) bool {
	host := strings.ToLower(target.Hostname())
	if addr, err := netip.ParseAddr(host); err == nil && classify(addr) == loopback || host == "localhost" {
		return true
	}
	host = strings.TrimRight(host, ".")
	return slices.ContainsFunc(f.options.Bypass, func(entry string) bool {
		entry = strings.ToLower(strings.TrimSpace(entry))
		if u, err := url.Parse(entry); err == nil && u.Hostname() != "" {
			entry = u.Hostname()
		}
		entry = strings.TrimPrefix(entry, "*")
		if strings.HasPrefix(entry, ".") {
			return len(entry) > 1 && strings.HasSuffix(host, entry)
		}
		return entry != "" && host == entry
	})
}

// admitAddress judges as the dialer does, but loopback would be the proxy's.
func (f *Fetcher) admitAddress(addr netip.Addr) error {
	found := classify(addr)
	if found == loopback {
		found = refused
	}
	return f.judge(addr, found)
}

// isPrivateName says of a host in lower case whether only a network of one's
// own can know it: a single label, or one of localSuffixes.
func isPrivateName(host string) bool {
	if !strings.Contains(host, ".") {
		return true
	}
	return slices.ContainsFunc(localSuffixes, func(suffix string) bool { return strings.HasSuffix(host, suffix) })
}

// endsInNumber is the rule of the WHATWG URL standard: a host whose last label
// is a number, decimal, octal or hexadecimal, is an IPv4 address.
func endsInNumber(host string) bool {
	last := host[strings.LastIndexByte(host, '.')+1:]
	if hex, ok := strings.CutPrefix(last, "0x"); ok {
		return strings.Trim(hex, "0123456789abcdef") == ""
	}
	return strings.Trim(last, "0123456789") == ""
}

func isASCII(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r > 0x7e || r <= ' ' })
}
