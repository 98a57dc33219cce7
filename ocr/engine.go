package ocr

import "context"

// EngineInfo is what a person needs to know of the engines that read and draw.
type EngineInfo struct {
	// Components are libraries and programs with their versions, "" where
	// one is missing: Tesseract, Leptonica, MuPDF, qpdf, Poppler.
	Components []Component `json:"components"`

	// DataPath is the folder of the traineddata files.
	DataPath string `json:"dataPath"`

	// Packs are the installed traineddata names ("eng", "script/Latin"), sorted.
	Packs []string `json:"packs"`
}

// Component is a library or program that Recto stands on.
type Component struct {
	Name    string `json:"name"`
	Version string `json:"version,omitempty"`

	// Package is the Debian package that brings it.
	Package string `json:"package,omitempty"`
}

// Describer tells of the engines without loading a page.
type Describer interface {
	Describe(ctx context.Context) (EngineInfo, error)
}
