package fitz

import (
	"context"
	"os/exec"
	"regexp"

	"github.com/gen2brain/go-fitz"
)

// Tool is a library or program that this package stands on; Version is "" where
// it is missing, Package the Debian package that brings it ("" for what is
// built in).
type Tool struct{ Name, Version, Package string }

var versionNumber = regexp.MustCompile(`\d+(\.\d+)+`)

// Tools lists them with the versions found.
func Tools(ctx context.Context) []Tool {
	return []Tool{
		{Name: "MuPDF", Version: fitz.FzVersion},
		{Name: "qpdf", Version: programVersion(ctx, "qpdf", "--version"), Package: "qpdf"},
		{Name: "Poppler", Version: programVersion(ctx, "pdftotext", "-v"), Package: "poppler-utils"},
	}
}

func programVersion(ctx context.Context, program, flag string) string {
	out, err := exec.CommandContext(ctx, program, flag).CombinedOutput()
	if err != nil && len(out) == 0 {
		return ""
	}
	return versionNumber.FindString(string(out))
}
