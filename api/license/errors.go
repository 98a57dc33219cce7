package license

import (
	"errors"
	"fmt"

	"recto/settings/container"
)

// Code is why a licence is not valid; errors.Is finds it in what Read returns.
type Code string

// The reasons.
const (
	ErrMissing    Code = "missing"
	ErrExpired    Code = "expired"
	ErrDamaged    Code = "damaged"
	ErrKind       Code = "other kind"
	ErrEarly      Code = "dated in the future" // the clock was set back, or was wrong before
	ErrUnreadable Code = "unreadable"
)

// Error is the reason in a word or two.
func (c Code) Error() string { return string(c) }

// refusal is a reason with the whole licence that it is about.
type refusal struct {
	code Code
	file File
}

func (r *refusal) Error() string { return string(r.code) }
func (r *refusal) Unwrap() error { return r.code }

const dateLayout = "2 January 2006"

// Sentence is one line for people that says what is wrong and what to do; "" for
// nil, and a general one for errors that are not of this package.
func Sentence(err error) string {
	var of File
	var r *refusal
	if errors.As(err, &r) {
		of = r.file
	}
	const again = "write it again with DownloadLicense=True"
	switch {
	case err == nil:
		return ""
	case errors.Is(err, ErrMissing):
		return "There is no licence in the folder of Mounts:License: check the folder, or write a licence with DownloadLicense=True."
	case errors.Is(err, ErrExpired):
		return fmt.Sprintf("The licence expired on %s: %s.", of.Expires.Format(dateLayout), again)
	case errors.Is(err, ErrDamaged):
		return "The licence file is damaged or was changed: " + again + "."
	case errors.Is(err, ErrKind):
		return fmt.Sprintf("The licence is for another product (%.60q): check the folder of Mounts:License, or %s.", of.Product, again)
	case errors.Is(err, ErrEarly):
		return fmt.Sprintf("The licence was written on %s, which is in the future: set the clock, or %s.", of.Created.Format(dateLayout), again)
	case errors.Is(err, ErrUnreadable):
		return "The licence file cannot be read: check that it is a file, and its permissions."
	}
	return "The licence could not be written: check that the folder of Mounts:License can be written to and has room."
}

// ExitCode is the code to end with, of those that package container lists: 0
// for nil, 10 missing, 11 expired, 12 damaged or dated in the future, 13 other
// kind, 14 unreadable, 1 for any other error.
func ExitCode(err error) int {
	if err == nil {
		return container.ExitDone
	}
	var code Code
	if !errors.As(err, &code) {
		return container.ExitFailed
	}
	switch code {
	case ErrMissing:
		return container.ExitLicenseMissing
	case ErrExpired:
		return container.ExitLicenseExpired
	case ErrDamaged, ErrEarly:
		return container.ExitLicenseDamaged
	case ErrKind:
		return container.ExitLicenseKind
	case ErrUnreadable:
		return container.ExitLicenseUnread
	}
	return container.ExitFailed
}
