package fetch

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestFiveRedirectsAreFollowedAndNoMore(t *testing.T) {
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		var left int
		if _, err := fmt.Sscanf(r.URL.Path, "/%d", &left); err != nil || left == 0 {
			send(w, "there")
			return
		}
		http.Redirect(w, r, fmt.Sprint("/", left-1), []int{301, 302, 303, 307, 308}[left%5])
	})
	for _, tt := range []struct {
		redirects, limit int
		want             error
	}{{5, 0, nil}, {6, 0, ErrDownload}, {0, -1, nil}, {1, -1, ErrDownload}, {2, 2, nil}, {3, 2, ErrDownload}} {
		_, err := New(Options{MaxRedirects: tt.limit}).Fetch(t.Context(), fmt.Sprint(server.URL, "/", tt.redirects), io.Discard)
		if !errors.Is(err, tt.want) {
			t.Errorf("%d redirects with limit %d: %v, want %v", tt.redirects, tt.limit, err, tt.want)
		}
	}
}

func TestBadRedirectsEndTheDownload(t *testing.T) {
	for location, want := range map[string]error{
		"/":                        ErrDownload, // a loop
		"file:///etc/passwd":       ErrDownload,
		"ftp://127.0.0.1/":         ErrDownload,
		"":                         ErrDownload,
		"http://169.254.169.254/x": ErrRefused,
		"http://10.0.0.1/":         ErrRefused,
		"http://private.test/":     ErrRefused,
		"http://[fe80::1]/":        ErrRefused,
	} {
		server := serve(t, func(w http.ResponseWriter, _ *http.Request) {
			if location != "" {
				w.Header().Set("Location", location)
			}
			w.WriteHeader(http.StatusFound)
		})
		f := New(Options{Resolve: names(map[string]string{"private.test": "10.0.0.1"})})
		_, err := f.Fetch(t.Context(), server.URL, io.Discard)
		if !errors.Is(err, want) {
			t.Errorf("redirect to %q: %v, want %v", location, err, want)
		}
		if text := Sentence(err); strings.Contains(text, "passwd") || strings.Contains(text, "10.0.0.1") {
			t.Errorf("redirect to %q says %q: where it leads", location, text)
		}
	}
}

func TestCredentialsStayWithTheirHost(t *testing.T) {
	authorized := make(map[string]string)
	other := serve(t, func(w http.ResponseWriter, r *http.Request) {
		authorized["other"] = r.Header.Get("Authorization") + r.Header.Get("Referer")
	})
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		authorized[r.URL.Path] = r.Header.Get("Authorization")
		to := "/second"
		if r.URL.Path == to {
			to = other.URL
		}
		http.Redirect(w, r, to, http.StatusFound)
	})
	var log bytes.Buffer
	f := New(Options{Log: slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))})
	if _, err := f.Fetch(t.Context(), strings.Replace(server.URL, "//", "//me:hunter2@", 1)+"/first", io.Discard); err != nil {
		t.Fatal(err)
	}
	basic := "Basic " + base64.StdEncoding.EncodeToString([]byte("me:hunter2"))
	if authorized["/first"] != basic || authorized["/second"] != basic {
		t.Errorf("the host got %q, want %q twice", authorized, basic)
	}
	if got := authorized["other"]; got != "" {
		t.Errorf("another host got %q", got)
	}
	if text := log.String(); !strings.Contains(text, "redirected") || strings.Contains(text, "hunter2") || strings.Contains(text, "me:") {
		t.Errorf("the log says %q, want redirects without credentials", text)
	}
}

func TestErrorsHoldNoCredentials(t *testing.T) {
	server := serve(t, func(http.ResponseWriter, *http.Request) {})
	server.Close() // Connections are refused.
	_, err := New(Options{}).Fetch(t.Context(), strings.Replace(server.URL, "//", "//me:hunter2@", 1)+"/x?sig=hunter2", io.Discard)
	if !errors.Is(err, ErrDownload) || strings.Contains(err.Error(), "hunter2") || !strings.Contains(err.Error(), "/x") {
		t.Errorf("Fetch = %v, want %v with the address, without credentials and query", err, ErrDownload)
	}
	if text := Sentence(err); strings.Contains(text, "127.0.0.1") || strings.Contains(text, "dial") {
		t.Errorf("the sentence %q holds an internal text", text)
	}
}

func TestAnotherMachineDoesNotLeadBackToThisOne(t *testing.T) {
	var answered string
	local := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Host == "outside.test" {
			http.Redirect(w, r, "http://"+r.Context().Value(http.LocalAddrContextKey).(net.Addr).String(), http.StatusFound)
			return
		}
		answered = r.Host
	})
	f := New(Options{Resolve: names(map[string]string{"outside.test": "203.0.113.1"})})
	dialer := f.connect
	f.connect = func(ctx context.Context, network, address string) (net.Conn, error) {
		if address != "203.0.113.1:80" {
			return dialer(ctx, network, address)
		}
		return (&net.Dialer{}).DialContext(ctx, network, local.Listener.Addr().String())
	}
	_, err := f.Fetch(t.Context(), "http://outside.test/", io.Discard)
	if !errors.Is(err, ErrRefused) || answered != "" {
		t.Errorf("Fetch = %v, loopback was asked as %q; want %v", err, answered, ErrRefused)
	}
	if _, err := f.Fetch(t.Context(), local.URL, io.Discard); err != nil || answered == "" {
		t.Errorf("Fetch from loopback itself = %v, want a document", err)
	}
}

func TestCertificatesAreChecked(t *testing.T) {
	plain := serve(t, func(http.ResponseWriter, *http.Request) { t.Error("https was left for http") })
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/down" {
			http.Redirect(w, r, plain.URL, http.StatusFound)
		}
	}))
	server.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
	server.StartTLS()
	t.Cleanup(server.Close)

	_, err := New(Options{}).Fetch(t.Context(), server.URL, io.Discard)
	if !errors.Is(err, ErrDownload) || !strings.Contains(Sentence(err), "certificate") {
		t.Errorf("unknown authority: %v, sentence %q; want %v about the certificate", err, Sentence(err), ErrDownload)
	}
	f := New(Options{Resolve: names(map[string]string{"wrong.test": "127.0.0.1"})})
	roots := x509.NewCertPool()
	roots.AddCert(server.Certificate())
	f.transport.TLSClientConfig = &tls.Config{RootCAs: roots}
	if _, err := f.Fetch(t.Context(), server.URL, io.Discard); err != nil {
		t.Errorf("known authority: %v", err)
	}
	if _, err := f.Fetch(t.Context(), strings.Replace(at(server, "wrong.test"), "http", "https", 1), io.Discard); !strings.Contains(Sentence(err), "certificate") {
		t.Errorf("certificate of another name: %v, want an error about the certificate", err)
	}
	if _, err := f.Fetch(t.Context(), server.URL+"/down", io.Discard); !errors.Is(err, ErrDownload) || !strings.Contains(Sentence(err), "https to http") {
		t.Errorf("redirect to http: %v, want %v", err, ErrDownload)
	}
}
