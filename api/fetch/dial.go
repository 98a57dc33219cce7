package fetch

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"sync/atomic"
	"syscall"
	"time"
)

const (
	// maxAddresses is how many addresses of one name are tried, so that a name
	// with hundreds of them does not scan a network.
	maxAddresses = 6
	// connectTimeout is the time for one of several addresses.
	connectTimeout = 10 * time.Second
)

// trip is what the connections of one download share.
type trip struct {
	// until ends with the download. The transport dials with a context that
	// does not, so that a later request could use the connection.
	until context.Context
	// outside is set once a server on another machine was reached: what it
	// redirects to is its choice, not the client's.
	outside atomic.Bool
}

type tripKey struct{}

func startTrip(ctx context.Context) context.Context {
	return context.WithValue(ctx, tripKey{}, &trip{until: ctx})
}

// dial connects to a host and port. The connection is closed when the download
// ends, whatever the transport does with it.
func (f *Fetcher) dial(ctx context.Context, network, address string) (net.Conn, error) {
	t := ctx.Value(tripKey{}).(*trip)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(t.until, cancel)()

	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	addresses, err := f.addressesOf(ctx, host)
	if err != nil {
		return nil, err
	}
	conn, addr, err := f.connectAny(ctx, network, addresses, port)
	if err != nil {
		return nil, err
	}
	if classify(addr) != loopback && f.options.Proxy == nil {
		t.outside.Store(true)
	}
	context.AfterFunc(t.until, func() { _ = conn.Close() })
	return conn, nil
}

// addressesOf resolves a host; a literal address stands for itself.
func (f *Fetcher) addressesOf(ctx context.Context, host string) ([]netip.Addr, error) {
	if addr, err := netip.ParseAddr(host); err == nil {
		return []netip.Addr{addr}, nil
	}
	addresses, err := f.options.Resolve(ctx, host)
	if err == nil && len(addresses) == 0 {
		err = &net.DNSError{Err: "no addresses", Name: host, IsNotFound: true}
	}
	return addresses, err
}

// connectAny connects to the first address that can be reached, in the order
// of the resolver (RFC 6724). A refused address is passed over; it is the
// error only if no other is reached.
func (f *Fetcher) connectAny(ctx context.Context, network string, addresses []netip.Addr, port string) (net.Conn, netip.Addr, error) {
	var first error
	for _, addr := range addresses[:min(len(addresses), maxAddresses)] {
		attempt, cancel := context.WithTimeout(ctx, connectTimeout)
		conn, err := f.connect(attempt, network, net.JoinHostPort(addr.String(), port))
		cancel()
		if err == nil {
			return conn, addr, nil
		}
		if first == nil || errors.Is(err, ErrRefused) {
			first = err
		}
		if ctx.Err() != nil {
			break
		}
	}
	return nil, netip.Addr{}, first
}

// control judges the very address that a connection is about to be made to.
func (f *Fetcher) control(ctx context.Context, _, address string, _ syscall.RawConn) error {
	if f.options.Proxy != nil {
		return nil // The proxy is the operator's choice; admit judges the target.
	}
	to, err := netip.ParseAddrPort(address)
	if err != nil {
		return err
	}
	found := classify(to.Addr())
	if t, ok := ctx.Value(tripKey{}).(*trip); ok && found == loopback && t.outside.Load() {
		return &failure{code: ErrRefused, sentence: sentenceOutward, cause: errors.New("another machine redirects to loopback")}
	}
	return f.judge(to.Addr(), found)
}

// judge refuses an address of a class that the options do not admit.
func (f *Fetcher) judge(addr netip.Addr, found class) error {
	if found == refused || found == private && !f.options.AllowPrivate {
		return &failure{code: ErrRefused, sentence: sentenceRefused, cause: fmt.Errorf("address %s is refused", addr)}
	}
	return nil
}
