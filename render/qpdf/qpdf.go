// Package qpdf runs qpdf, a program of its own, on PDFs: those that MuPDF cannot
// show as they are, and those that are written anew.
package qpdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"recto/render"
)

// warned is the exit code for "done, with warnings".
const warned = 3

// Run runs the program with the password on its standard input, so that it
// shows in no list of processes. Paths among the arguments are absolute. What it
// warns of is returned as it is. Errors hold a render.Code or are ctx's own.
func Run(ctx context.Context, password string, stdout io.Writer, args ...string) (warnings string, err error) {
	cmd := exec.CommandContext(ctx, "qpdf", append([]string{"--password-file=-"}, args...)...)
	cmd.Stdin = strings.NewReader(password + "\n")
	var stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = stdout, &stderr
	err = cmd.Run()
	said := strings.TrimSpace(stderr.String())
	var exit *exec.ExitError
	switch {
	case err == nil:
		return said, nil
	case ctx.Err() != nil:
		return "", ctx.Err()
	case errors.Is(err, exec.ErrNotFound):
		return "", fmt.Errorf("run qpdf: %w", render.ErrTool)
	case errors.As(err, &exit) && exit.ExitCode() == warned:
		return said, nil
	case strings.Contains(said, "invalid password") && password == "":
		return "", render.ErrPassword
	case strings.Contains(said, "invalid password"):
		return "", render.ErrWrongPassword
	case strings.Contains(strings.ToLower(said), "no space left"):
		return "", fmt.Errorf("qpdf: %s: %w", lastLine(said), render.ErrTemp)
	case strings.Contains(said, "unrecognized argument"):
		// Older ones than 11.0 cannot take changes.
		return "", fmt.Errorf("qpdf is too old: %w", render.ErrTool)
	}
	return "", fmt.Errorf("qpdf: %s: %w", lastLine(said), render.ErrDamaged)
}

func lastLine(s string) string { return s[strings.LastIndexByte(s, '\n')+1:] }

// Absolute is the path as qpdf may take it: a name that begins with "-" or "@"
// would be an option.
func Absolute(path string) (string, error) {
	whole, err := filepath.Abs(path)
	if err != nil {
		return "", fmt.Errorf("open document: %w", render.ErrUnreadable)
	}
	return whole, nil
}

// IsWhole reports whether a PDF was written to its end: qpdf says nothing of a
// full disk.
func IsWhole(path string) bool {
	file, err := os.Open(path)
	if err != nil {
		return false
	}
	defer file.Close()
	stat, err := file.Stat()
	if err != nil {
		return false
	}
	const mark = "%%EOF\n"
	end := make([]byte, len(mark))
	_, err = file.ReadAt(end, max(0, stat.Size()-int64(len(mark))))
	return err == nil && string(end) == mark
}
