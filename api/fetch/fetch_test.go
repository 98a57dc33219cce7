package fetch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
)

// serve starts a server on IPv4 loopback.
func serve(t *testing.T, handler http.HandlerFunc) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return server
}

// send writes what a server says. The other end may be gone: that is for the
// test to see there.
func send(w io.Writer, text string) { _, _ = io.WriteString(w, text) }

// names resolves what stands in it, and knows nothing else.
func names(known map[string]string) func(context.Context, string) ([]netip.Addr, error) {
	return func(_ context.Context, host string) ([]netip.Addr, error) {
		var found []netip.Addr
		for text := range strings.FieldsSeq(known[host]) {
			found = append(found, netip.MustParseAddr(text))
		}
		if found == nil {
			return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
		}
		return found, nil
	}
}

// at is the server's address under another host name.
func at(server *httptest.Server, host string) string {
	_, port, _ := net.SplitHostPort(server.Listener.Addr().String())
	return "http://" + net.JoinHostPort(host, port)
}

func TestADocumentIsDownloadedWithItsNameAndType(t *testing.T) {
	var asked http.Header
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		asked = r.Header
		w.Header().Set("Content-Type", "Application/PDF; x=y")
		w.Header().Set("Set-Cookie", "a=b")
		send(w, "%PDF-")
	})
	var log, body bytes.Buffer
	f := New(Options{UserAgent: "Recto/1", Log: slog.New(slog.NewTextHandler(&log, nil))})
	info, err := f.Fetch(t.Context(), " "+server.URL+"/dir/Rechnung%20M%C3%A4rz.pdf?sig=hunter2#page=2 ", &body)
	if err != nil {
		t.Fatal(err)
	}
	if want := (Info{Name: "Rechnung März.pdf", ContentType: "application/pdf", Bytes: 5}); info != want || body.String() != "%PDF-" {
		t.Errorf("Fetch = %+v and %q, want %+v", info, body.String(), want)
	}
	want := http.Header{"Accept": {"*/*"}, "Accept-Encoding": {"identity"}, "User-Agent": {"Recto/1"}, "Connection": {"close"}}
	if fmt.Sprint(asked) != fmt.Sprint(want) {
		t.Errorf("the request has the header %v, want %v", asked, want)
	}
	if text := log.String(); !strings.Contains(text, "bytes=5") || strings.Contains(text, "hunter2") {
		t.Errorf("the log says %q, want the size and nothing of the query", text)
	}
}

func TestIPv6LoopbackIsServed(t *testing.T) {
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp6", "[::1]:0")
	if err != nil {
		t.Skip("no IPv6 here:", err)
	}
	server := &httptest.Server{Listener: listener, Config: &http.Server{Handler: http.HandlerFunc(
		func(w http.ResponseWriter, _ *http.Request) { send(w, "six") })}}
	server.Start()
	t.Cleanup(server.Close)
	var body bytes.Buffer
	// The first address of the name has no server.
	for _, host := range []string{"::1", "both.test"} {
		body.Reset()
		f := New(Options{Resolve: names(map[string]string{"both.test": "127.0.0.7 ::1"})})
		if _, err := f.Fetch(t.Context(), at(server, host), &body); err != nil || body.String() != "six" {
			t.Errorf("Fetch from %s = %q, %v; want six", host, body.String(), err)
		}
	}
}

func TestFileNamesAreMadeSafe(t *testing.T) {
	for _, tt := range []struct{ disposition, path, want string }{
		{"", "/a/scan.png", "scan.png"},
		{"", "/", ""},
		{"", "/a/..", ""},
		{"", "/a%2Fb%5Cc.png", "c.png"},
		{"", "/%E2%80%AEgnp.exe%00%0A", "gnp.exe"},
		{"", "/%ff%fe.png", ".png"},
		{"", "/" + strings.Repeat("ä", 200), strings.Repeat("ä", 100)},
		{`attachment; filename="../../etc/passwd"`, "/x", "passwd"},
		{`attachment; filename*=UTF-8''M%C3%A4rz.pdf`, "/x", "März.pdf"},
		{`attachment; filename="..\\..\\boot.ini"`, "/x", "boot.ini"},
		{`attachment; filename=".."`, "/x", ""},
		{`;;;`, "/x", "x"},
	} {
		target, err := parse("http://a.test" + tt.path)
		if err != nil {
			t.Fatal(err)
		}
		if got := fileName(http.Header{"Content-Disposition": {tt.disposition}}, target); got != tt.want {
			t.Errorf("name of %q at %q = %q, want %q", tt.disposition, tt.path, got, tt.want)
		}
	}
}

func TestOnlyStatus200IsADocument(t *testing.T) {
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		var status int
		if _, err := fmt.Sscanf(r.URL.Path, "/%d", &status); err != nil {
			t.Error(err)
		}
		w.WriteHeader(status)
	})
	for _, status := range []int{201, 204, 206, 300, 304, 401, 404, 500, 599} {
		_, err := New(Options{}).Fetch(t.Context(), fmt.Sprintf("%s/%d", server.URL, status), io.Discard)
		if !errors.Is(err, ErrDownload) || !strings.Contains(Sentence(err), fmt.Sprint("status ", status)) {
			t.Errorf("status %d: %v, sentence %q; want %v with the status", status, err, Sentence(err), ErrDownload)
		}
	}
}

func TestTheSizeLimitHoldsWhateverTheServerClaims(t *testing.T) {
	const limit = 1000
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		body := bytes.Repeat([]byte("x"), limit)
		switch r.URL.Path {
		case "/claims-more":
			w.Header().Set("Content-Length", "1001")
		case "/one-more":
			send(w, string(body[:500]))
			w.(http.Flusher).Flush() // From here on without a length.
			body = append(body[500:], 'x')
		case "/endless":
			for r.Context().Err() == nil {
				if _, err := w.Write(body); err != nil {
					return
				}
			}
		case "/exact-unknown":
			w.(http.Flusher).Flush()
		}
		send(w, string(body))
	})
	for path, want := range map[string]error{
		"/exact": nil, "/exact-unknown": nil, "/claims-more": ErrTooLarge, "/one-more": ErrTooLarge, "/endless": ErrTooLarge,
	} {
		var body bytes.Buffer
		info, err := New(Options{MaxBytes: limit}).Fetch(t.Context(), server.URL+path, &body)
		if !errors.Is(err, want) || body.Len() > limit {
			t.Errorf("%s = %+v, %v with %d bytes kept; want %v and at most %d", path, info, err, body.Len(), want, limit)
		}
		if want != nil && !strings.Contains(Sentence(err), "1000 bytes") {
			t.Errorf("%s says %q, want the limit in it", path, Sentence(err))
		}
	}
	if got := size(DefaultMaxBytes) + ", " + size(3<<19); got != "500 MB, 1.5 MB" {
		t.Errorf("sizes are written %q", got)
	}
}

func TestACompressedOrCutAnswerIsNoDocument(t *testing.T) {
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/gzip" {
			w.Header().Set("Content-Encoding", "identity, GZIP")
		} else {
			w.Header().Set("Content-Length", "100")
		}
		send(w, "short")
	})
	for path, says := range map[string]string{"/gzip": "compressed", "/cut": "ended its answer"} {
		_, err := New(Options{}).Fetch(t.Context(), server.URL+path, io.Discard)
		if !errors.Is(err, ErrDownload) || !strings.Contains(Sentence(err), says) {
			t.Errorf("%s: %v, sentence %q; want %v that says %q", path, err, Sentence(err), ErrDownload, says)
		}
	}
}

// full is a writer on a full disk.
type full struct{}

var errFull = errors.New("no space left")

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestAFullDiskIsNotTheServersFault(t *testing.T) {
	server := serve(t, func(w http.ResponseWriter, _ *http.Request) { send(w, "x") })
	_, err := New(Options{}).Fetch(t.Context(), server.URL, full{})
	if !errors.Is(err, errFull) || errors.Is(err, ErrDownload) || strings.Contains(Sentence(err), "space") {
		t.Errorf("Fetch to a full disk = %v, sentence %q; want the writer's error, unsaid", err, Sentence(err))
	}
}

func TestNamesAndSpellingsOfRefusedAddressesAreRefused(t *testing.T) {
	f := New(Options{Resolve: names(map[string]string{
		"private.test": "10.0.0.1", "metadata.test": "169.254.169.254", "mapped.test": "::ffff:169.254.169.254",
		"nat.test": "64:ff9b::a9fe:a9fe",
		// As the C library reads numbers.
		"2852039166": "169.254.169.254", "0xa9fea9fe": "169.254.169.254", "0251.0376.0251.0376": "169.254.169.254", "0": "0.0.0.0",
	})})
	for _, host := range []string{
		"private.test", "metadata.test", "mapped.test", "nat.test", "2852039166", "0xa9fea9fe", "0251.0376.0251.0376", "0",
		"10.0.0.1", "169.254.169.254", "[::ffff:10.0.0.1]", "[::ffff:a9fe:a9fe]", "[fe80::1%25lo]", "[::]", "0.0.0.0", "255.255.255.255",
		"１６９.２５４.１６９.２５４", "169。254。169。254",
	} {
		_, err := f.Fetch(t.Context(), "http://"+host+"/latest/meta-data/", io.Discard)
		if !errors.Is(err, ErrRefused) {
			t.Errorf("Fetch from %s = %v, want %v", host, err, ErrRefused)
		}
		if text := Sentence(err); strings.ContainsAny(text, "0123456789") || strings.Contains(text, "latest") {
			t.Errorf("Fetch from %s says %q: an address or a path", host, text)
		}
	}
}

func TestAnUnknownHostIsNotFound(t *testing.T) {
	_, err := New(Options{Resolve: names(nil)}).Fetch(t.Context(), "http://nowhere.test/", io.Discard)
	if !errors.Is(err, ErrDownload) || !strings.Contains(Sentence(err), "not found") {
		t.Errorf("Fetch = %v, sentence %q; want %v that says not found", err, Sentence(err), ErrDownload)
	}
}

func TestARefusedAddressBesideAGoodOneIsPassedOver(t *testing.T) {
	server := serve(t, func(w http.ResponseWriter, _ *http.Request) { send(w, "x") })
	f := New(Options{Resolve: names(map[string]string{"two.test": "169.254.169.254 127.0.0.1"})})
	if _, err := f.Fetch(t.Context(), at(server, "two.test"), io.Discard); err != nil {
		t.Errorf("Fetch = %v, want the second address", err)
	}
}

func TestANameWithManyAddressesScansNoNetwork(t *testing.T) {
	var many []netip.Addr
	for i := range 200 {
		many = append(many, netip.AddrFrom4([4]byte{203, 0, 113, byte(i)}))
	}
	var dialed atomic.Int32
	f := New(Options{Resolve: func(context.Context, string) ([]netip.Addr, error) { return many, nil }})
	f.connect = func(context.Context, string, string) (net.Conn, error) {
		dialed.Add(1)
		return nil, errors.New("unreachable")
	}
	if _, err := f.Fetch(t.Context(), "http://many.test/", io.Discard); !errors.Is(err, ErrDownload) || dialed.Load() != maxAddresses {
		t.Errorf("Fetch = %v after %d connections, want %v after %d", err, dialed.Load(), ErrDownload, maxAddresses)
	}
}

func TestANameThatChangesItsAddressIsRefusedWhenItDoes(t *testing.T) {
	server := serve(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/again", http.StatusFound) })
	answers := []string{"127.0.0.1", "169.254.169.254"}
	var asked atomic.Int32
	f := New(Options{Resolve: func(context.Context, string) ([]netip.Addr, error) {
		return []netip.Addr{netip.MustParseAddr(answers[asked.Add(1)-1])}, nil
	}})
	_, err := f.Fetch(t.Context(), at(server, "rebinding.test"), io.Discard)
	if !errors.Is(err, ErrRefused) || asked.Load() != 2 {
		t.Errorf("Fetch = %v after %d look-ups, want %v after 2", err, asked.Load(), ErrRefused)
	}
}

func TestEnvironmentProxiesAreIgnored(t *testing.T) {
	proxy := serve(t, func(http.ResponseWriter, *http.Request) { t.Error("the environment's proxy was asked") })
	for _, key := range []string{"HTTP_PROXY", "http_proxy", "ALL_PROXY"} {
		t.Setenv(key, proxy.URL)
	}
	server := serve(t, func(w http.ResponseWriter, _ *http.Request) { send(w, "direct") })
	f := New(Options{Resolve: names(map[string]string{"document.test": "127.0.0.1"})})
	var body bytes.Buffer
	if _, err := f.Fetch(t.Context(), at(server, "document.test"), &body); err != nil || body.String() != "direct" {
		t.Errorf("Fetch = %q, %v; want direct", body.String(), err)
	}
}

func TestFailuresHaveSentencesOfTheirOwn(t *testing.T) {
	all := []string{Sentence(errors.New("x")), Sentence(New(Options{}).tooLarge()), sentenceMalformed, sentenceRefused, sentenceOutward,
		sentenceThroughProxy, sentenceUnicodeHost}
	slices.Sort(all)
	if len(slices.Compact(all)) != 7 {
		t.Errorf("sentences are repeated: %q", all)
	}
}
