package fetch

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// script makes f talk to answer over a pipe, in the time of synctest, which
// fails when a goroutine of f is left at the end. The host is in a network
// far away.
func script(ctx context.Context, f *Fetcher, answer func(ctx context.Context, conn net.Conn)) {
	f.connect = func(context.Context, string, string) (net.Conn, error) {
		client, server := net.Pipe()
		go func() {
			defer server.Close()
			in := bufio.NewReader(server)
			gone, cancel := context.WithCancel(ctx)
			defer cancel()
			if _, err := http.ReadRequest(in); err == nil {
				go func() {
					defer cancel()
					_, _ = io.Copy(io.Discard, in) // Until the client closes.
				}()
				answer(gone, server)
			}
		}()
		return client, nil
	}
}

const (
	head    = "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n"
	faraway = "http://203.0.113.1/scan.png"
)

func TestTheTimeLimitEndsSlowServers(t *testing.T) {
	drip := func(ctx context.Context, conn net.Conn, text string) {
		for ctx.Err() == nil {
			send(conn, text)
			select {
			case <-ctx.Done():
			case <-time.After(time.Second):
			}
		}
	}
	for name, answer := range map[string]func(context.Context, net.Conn){
		"says nothing": func(ctx context.Context, _ net.Conn) { <-ctx.Done() },
		"drips its headers": func(ctx context.Context, conn net.Conn) {
			send(conn, "HTTP/1.1 200 OK\r\n")
			drip(ctx, conn, "A: b\r\n")
		},
		"sends headers only":    func(ctx context.Context, conn net.Conn) { send(conn, head); <-ctx.Done() },
		"sends a byte a second": func(ctx context.Context, conn net.Conn) { send(conn, head); drip(ctx, conn, "x") },
		"waits before the end": func(ctx context.Context, conn net.Conn) {
			send(conn, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n12345678")
			<-ctx.Done()
		},
		"redirects at leisure": func(ctx context.Context, conn net.Conn) {
			time.AfterFunc(25*time.Second, func() {
				send(conn, "HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n")
			})
			<-ctx.Done()
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				f := New(Options{})
				script(t.Context(), f, answer)
				start := time.Now()
				_, err := f.Fetch(t.Context(), faraway, io.Discard)
				if !errors.Is(err, ErrDownload) || !strings.Contains(Sentence(err), "60 seconds") {
					t.Errorf("a server that %s: %v, sentence %q; want %v with the limit", name, err, Sentence(err), ErrDownload)
				}
				if took := time.Since(start); took != DefaultTimeout {
					t.Errorf("a server that %s is left after %v, want %v", name, took, DefaultTimeout)
				}
			})
		})
	}
}

func TestHangingConnectionsEndWithTheDownload(t *testing.T) {
	for name, prepare := range map[string]func(*testing.T, *Fetcher){
		"resolver": func(t *testing.T, f *Fetcher) {
			f.options.Resolve = func(ctx context.Context, _ string) ([]netip.Addr, error) {
				<-ctx.Done()
				return nil, ctx.Err()
			}
		},
		"connection": func(t *testing.T, f *Fetcher) {
			f.options.Resolve = names(map[string]string{"hanging.test": "203.0.113.1 203.0.113.2 203.0.113.3 203.0.113.4 203.0.113.5 203.0.113.6"})
			f.connect = func(ctx context.Context, _, _ string) (net.Conn, error) {
				<-ctx.Done()
				return nil, ctx.Err()
			}
		},
		"TLS handshake": func(t *testing.T, f *Fetcher) {
			f.options.Resolve = names(map[string]string{"hanging.test": "203.0.113.1"})
			script(t.Context(), f, func(ctx context.Context, _ net.Conn) { <-ctx.Done() })
			connect := f.connect
			f.connect = func(ctx context.Context, network, address string) (net.Conn, error) {
				conn, err := connect(ctx, network, address)
				return deaf{conn}, err
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				f := New(Options{Timeout: 5 * time.Second})
				prepare(t, f)
				_, err := f.Fetch(t.Context(), "https://hanging.test/", io.Discard)
				if !errors.Is(err, ErrDownload) || !strings.Contains(Sentence(err), "5 seconds") {
					t.Errorf("a hanging %s: %v, sentence %q; want %v with the limit", name, err, Sentence(err), ErrDownload)
				}
				synctest.Wait()
			})
		})
	}
}

// deaf is a connection whose other end reads everything and answers nothing.
type deaf struct{ net.Conn }

func (deaf) Write(p []byte) (int, error) { return len(p), nil }

func TestACancelledRequestEndsTheDownloadAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := New(Options{})
		script(t.Context(), f, func(ctx context.Context, conn net.Conn) { send(conn, head); <-ctx.Done() })
		ctx, cancel := context.WithCancel(t.Context())
		start := time.Now()
		time.AfterFunc(3*time.Second, cancel)
		_, err := f.Fetch(ctx, faraway, io.Discard)
		if !errors.Is(err, context.Canceled) || !errors.Is(err, ErrDownload) || time.Since(start) != 3*time.Second {
			t.Errorf("Fetch = %v after %v, want %v after 3s", err, time.Since(start), context.Canceled)
		}
	})
}

func TestADownloadLeavesNoGoroutine(t *testing.T) {
	for name, answer := range map[string]string{
		"a document":         "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n12345",
		"more than it says":  "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n1234567890",
		"a kept connection":  "HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nContent-Length: 0\r\n\r\n",
		"another protocol":   "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n",
		"an error with body": "HTTP/1.1 404 Not Found\r\nContent-Length: 500\r\n\r\n12345",
		"no HTTP":            "SSH-2.0-OpenSSH_9.2\r\n",
		"a bad length":       "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
		"two lengths":        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n123456",
		"a bad chunk":        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
		"endless headers":    "HTTP/1.1 200 OK\r\nA: " + strings.Repeat("b", 2*maxHeaderBytes) + "\r\n\r\n",
		"many interim heads": strings.Repeat("HTTP/1.1 103 Early Hints\r\nLink: "+strings.Repeat("b", 4000)+"\r\n\r\n", 100) + head,
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				f := New(Options{})
				script(t.Context(), f, func(ctx context.Context, conn net.Conn) { send(conn, answer); <-ctx.Done() })
				start := time.Now()
				_, err := f.Fetch(t.Context(), faraway, io.Discard)
				good := name == "a document" || name == "more than it says" || name == "a kept connection"
				if good != (err == nil) || !good && !errors.Is(err, ErrDownload) {
					t.Errorf("%s: %v", name, err)
				}
				if time.Since(start) != 0 {
					t.Errorf("%s: answered after %v, want at once", name, time.Since(start))
				}
			})
		})
	}
}
