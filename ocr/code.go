package ocr

// Code is why a page could not be read, for programs to act on. It is an error
// itself: errors.Is(err, ocr.ErrTimeout). Codes of render (why a document
// could not be opened) are of their own type; the names of both are disjoint.
type Code string

// Error is the code's name; people are told a sentence (package ui/sentence).
func (c Code) Error() string { return string(c) }

// Why reading fails.
const (
	// ErrLanguage: no traineddata for a wanted language is installed. The
	// error around it is a *LanguageError.
	ErrLanguage Code = "language_missing"
	// ErrUnknownLanguage: the wanted language is none that Recto knows.
	ErrUnknownLanguage Code = "language_unknown"
	// ErrTimeout: the page took longer than the limit and was given up.
	ErrTimeout Code = "timeout"
	// ErrMemory: the page needs more memory than a worker may take.
	ErrMemory Code = "memory"
	// ErrCrash: the worker ended while it read the page, twice.
	ErrCrash Code = "crash"
	// ErrProtocol: the worker answered something that is no answer.
	ErrProtocol Code = "protocol"
	// ErrEngine: the engine could not be started or refused the page.
	ErrEngine Code = "engine"
	// ErrClosed: the pool was closed before the page was read.
	ErrClosed Code = "closed"
)

// LanguageError names what is missing: Language is the wanted BCP-47 code,
// Package the Debian package that brings its traineddata.
type LanguageError struct {
	Language string
	Package  string
}

// Error names the language and the package.
func (e *LanguageError) Error() string {
	return "no traineddata for language " + e.Language + " (package " + e.Package + ")"
}

// Unwrap makes errors.Is(err, ErrLanguage) true.
func (e *LanguageError) Unwrap() error { return ErrLanguage }
