package fetch

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// through returns a Fetcher with a proxy that answers every request itself
// with handler, and the list of addresses it was asked for.
func through(t *testing.T, options Options, handler http.HandlerFunc) (*Fetcher, *[]string) {
	t.Helper()
	asked := new([]string)
	proxy := serve(t, func(w http.ResponseWriter, r *http.Request) {
		*asked = append(*asked, r.Method+" "+r.RequestURI+" "+r.Header.Get("Proxy-Authorization"))
		handler(w, r)
	})
	address, err := url.Parse(strings.Replace(proxy.URL, "//", "//user:pass@", 1))
	if err != nil {
		t.Fatal(err)
	}
	options.Proxy = address
	options.Resolve = names(map[string]string{
		"public.test": "203.0.113.1", "private.test": "10.0.0.1", "half.test": "203.0.113.1 10.0.0.1", "loop.test": "127.0.0.1",
		"meta.test": "169.254.169.254",
	})
	return New(options), asked
}

func TestRequestsGoThroughTheProxyWithItsCredentials(t *testing.T) {
	f, asked := through(t, Options{}, func(w http.ResponseWriter, _ *http.Request) { send(w, "by proxy") })
	for _, host := range []string{"public.test", "unknown-here.test", "203.0.113.9", "[2001:db8::1]:81", "9.example"} {
		var body bytes.Buffer
		*asked = nil
		if _, err := f.Fetch(t.Context(), "http://"+host+"/x", &body); err != nil || body.String() != "by proxy" {
			t.Errorf("Fetch from %s = %q, %v; want what the proxy gives", host, body.String(), err)
		}
		if want := "GET http://" + host + "/x Basic dXNlcjpwYXNz"; len(*asked) != 1 || (*asked)[0] != want {
			t.Errorf("the proxy was asked %q, want %q", *asked, want)
		}
	}
}

func TestHostsOfTheBypassAreAskedDirectlyAndJudged(t *testing.T) {
	direct := serve(t, func(w http.ResponseWriter, _ *http.Request) { send(w, "direct") })
	_, port, _ := strings.Cut(strings.TrimPrefix(direct.URL, "http://"), ":")
	f, asked := through(t, Options{Bypass: []string{"http://loop.test", "*.example", "private.test", ""}},
		func(w http.ResponseWriter, _ *http.Request) { send(w, "by proxy") })
	for host, want := range map[string]string{"loop.test:" + port: "direct", "public.test": "by proxy", "example": "by proxy"} {
		var body bytes.Buffer
		_, err := f.Fetch(t.Context(), "http://"+host+"/", &body)
		if host == "example" {
			if !errors.Is(err, ErrRefused) { // a single label, and not below .example
				t.Errorf("Fetch from %s = %v, want ErrRefused", host, err)
			}
			continue
		}
		if err != nil || body.String() != want {
			t.Errorf("Fetch from %s = %q, %v, want %s", host, body.String(), err, want)
		}
	}
	if len(*asked) != 1 {
		t.Errorf("the proxy was asked %q, want public.test alone", *asked)
	}
	if _, err := f.Fetch(t.Context(), "http://private.test/", io.Discard); !errors.Is(err, ErrRefused) {
		t.Errorf("a private host of the bypass: %v, want ErrRefused", err)
	}
}

func TestThisMachineIsAskedDirectlyAndNotAfterARedirectFromOutside(t *testing.T) {
	direct := serve(t, func(w http.ResponseWriter, _ *http.Request) { send(w, "direct") })
	_, port, _ := strings.Cut(strings.TrimPrefix(direct.URL, "http://"), ":")
	f, asked := through(t, Options{}, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://localhost:"+port+"/", http.StatusFound)
	})
	f.direct.options.Resolve = names(map[string]string{"localhost": "127.0.0.1"})
	for _, host := range []string{"localhost:", "127.0.0.1:"} {
		var body bytes.Buffer
		if _, err := f.Fetch(t.Context(), "http://"+host+port+"/", &body); err != nil || len(*asked) != 0 {
			t.Errorf("Fetch from %s = %q, %v, and the proxy was asked %q; want it directly", host, body.String(), err, *asked)
		}
	}
	if _, err := f.Fetch(t.Context(), "http://public.test/", io.Discard); !errors.Is(err, ErrRefused) {
		t.Errorf("a redirect from outside to this machine: %v, want ErrRefused", err)
	}
}

func TestTheProxyIsNotAskedForWhatIsRefused(t *testing.T) {
	always := []string{
		"a.localhost", "0", "2130706433", "0x7f000001", "0x7f.1",
		"017700000001", "127.1", "0177.0.0.1", "127.0.0.1.", "0.0.0.0", "169.254.169.254", "[fe80::1%25eth0]", "loop.test", "meta.test",
		"metadata", "metadata.google.internal", "１２７.０.０.１", "ⓛocalhost", "bücher.test", "example.0x7f",
	}
	private := []string{
		"10.0.0.1", "192.168.0.1", "[fd12::1]", "[::ffff:10.0.0.1]", "private.test", "PRIVATE.test", "half.test", "intranet", "printer.local", "db.internal.",
	}
	f, asked := through(t, Options{}, func(http.ResponseWriter, *http.Request) {})
	for _, host := range append(always, private...) {
		for _, scheme := range []string{"http://", "https://"} {
			if _, err := f.Fetch(t.Context(), scheme+host+"/", io.Discard); !errors.Is(err, ErrRefused) {
				t.Errorf("Fetch from %s%s = %v, want %v", scheme, host, err, ErrRefused)
			}
		}
	}
	if len(*asked) > 0 {
		t.Errorf("the proxy was asked %q", *asked)
	}
	f, asked = through(t, Options{AllowPrivate: true}, func(http.ResponseWriter, *http.Request) {})
	for _, host := range always {
		if _, err := f.Fetch(t.Context(), "http://"+host+"/", io.Discard); !errors.Is(err, ErrRefused) {
			t.Errorf("Fetch from %s with AllowPrivate = %v, want %v", host, err, ErrRefused)
		}
	}
	if len(*asked) > 0 {
		t.Errorf("the proxy was asked %q", *asked)
	}
	for _, host := range private {
		if _, err := f.Fetch(t.Context(), "http://"+host+"/", io.Discard); err != nil {
			t.Errorf("Fetch from %s with AllowPrivate = %v", host, err)
		}
	}
}

func TestRedirectsThroughTheProxyAreJudged(t *testing.T) {
	for _, location := range []string{"http://private.test/", "http://127.0.0.1/", "http://intranet/", "http://0xa9fea9fe/"} {
		f, asked := through(t, Options{}, func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, location, http.StatusFound)
		})
		_, err := f.Fetch(t.Context(), "http://public.test/", io.Discard)
		if !errors.Is(err, ErrRefused) || len(*asked) != 1 {
			t.Errorf("redirect to %s: %v after %q, want %v after one request", location, err, *asked, ErrRefused)
		}
	}
}

func TestAProxyThatRefusesIsAFailedDownload(t *testing.T) {
	f, asked := through(t, Options{}, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusProxyAuthRequired) })
	for _, rawURL := range []string{"http://public.test/", "https://public.test/"} {
		_, err := f.Fetch(t.Context(), rawURL, io.Discard)
		if !errors.Is(err, ErrDownload) || strings.Contains(err.Error()+Sentence(err), "pass") {
			t.Errorf("Fetch(%s) = %v, want %v without credentials", rawURL, err, ErrDownload)
		}
	}
	if len(*asked) != 2 || !strings.HasPrefix((*asked)[1], "CONNECT public.test:443 Basic") {
		t.Errorf("the proxy was asked %q, want GET and CONNECT", *asked)
	}
}
