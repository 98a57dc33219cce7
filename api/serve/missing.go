package serve

import (
	"errors"
	"syscall"
)

// isMissing reports whether an address cannot be listened on because the
// machine does not have it.
func isMissing(err error) bool {
	return errors.Is(err, syscall.EADDRNOTAVAIL) || errors.Is(err, syscall.EAFNOSUPPORT)
}

// isTaken reports whether somebody else listens there.
func isTaken(err error) bool { return errors.Is(err, syscall.EADDRINUSE) }
