package fitz

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"os"
	"path"
	"strings"
)

// The formats by the names that Info carries. A vector format's name is also
// the ending by which MuPDF knows it.
const (
	formatPDF  = "pdf"
	formatTIFF = "tiff"
)

// headBytes is how much of a file is looked at to tell its format.
const headBytes = 4096

// vectorFormats are opened by MuPDF, all other known ones are pictures.
var vectorFormats = map[string]bool{
	formatPDF: true, "xps": true, "epub": true, "cbz": true, "svg": true, "fb2": true, "mobi": true,
	"docx": true, "xlsx": true, "pptx": true, "jp2": true, "jxr": true, "psd": true, "jb2": true,
}

// signatures are the first bytes of formats; a longer one stands before a
// shorter one that it begins with.
var signatures = []struct{ start, format string }{
	{"\xff\xd8\xff", "jpeg"},
	{"\x89PNG\r\n\x1a\n", "png"},
	{"GIF87a", "gif"},
	{"GIF89a", "gif"},
	{"II*\x00", formatTIFF},
	{"MM\x00*", formatTIFF},
	{"II+\x00", formatTIFF},
	{"MM\x00+", formatTIFF},
	{"\x00\x00\x00\x0cjP  \r\n\x87\n", "jp2"},
	{"\xff\x4f\xff\x51", "jp2"},
	{"II\xbc\x01", "jxr"},
	{"8BPS", "psd"},
	{"\x97JB2\r\n\x1a\n", "jb2"},
	{"P1", "pnm"}, {"P2", "pnm"}, {"P3", "pnm"}, {"P4", "pnm"}, {"P5", "pnm"}, {"P6", "pnm"},
}

// sniff tells the format by the bytes, never by the file's name; "" if none is
// known.
func sniff(file *os.File, size int64) (string, error) {
	head := make([]byte, headBytes)
	n, err := file.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return "", err
	}
	head = head[:n]
	if bytes.HasPrefix(head, []byte("PK\x03\x04")) {
		return sniffZip(file, size), nil
	}
	return sniffHead(head), nil
}

// sniffHead tells the format by the first bytes alone.
func sniffHead(head []byte) string {
	for _, s := range signatures {
		if bytes.HasPrefix(head, []byte(s.start)) && (s.format != "pnm" || isPNM(head)) {
			return s.format
		}
	}
	switch {
	case isBMP(head):
		return "bmp"
	case len(head) > 12 && string(head[:4]) == "RIFF" && string(head[8:12]) == "WEBP":
		return "webp"
	case bytes.Contains(head[:min(len(head), 1024)], []byte("%PDF-")):
		return formatPDF
	case len(head) > 68 && string(head[60:68]) == "BOOKMOBI":
		return "mobi"
	default:
		return sniffXML(head)
	}
}

func isBMP(head []byte) bool {
	return len(head) >= 26 && head[0] == 'B' && head[1] == 'M' && head[14] >= 12 && head[14] <= 124 && head[15] == 0
}

// isPNM asks for white space and a digit or comment behind the two letters, so
// that a text that begins with "P1" is none.
func isPNM(head []byte) bool {
	if len(head) < 4 || !strings.ContainsRune(" \t\r\n", rune(head[2])) {
		return false
	}
	rest := bytes.TrimLeft(head[2:], " \t\r\n")
	return len(rest) > 0 && (rest[0] == '#' || rest[0] >= '0' && rest[0] <= '9')
}

// sniffXML knows SVG and FictionBook, whose root stands near the start.
func sniffXML(head []byte) string {
	text := strings.TrimLeft(strings.TrimPrefix(string(head), "\ufeff"), " \t\r\n")
	switch {
	case !strings.HasPrefix(text, "<"):
		return ""
	case strings.Contains(text, "<FictionBook"):
		return "fb2"
	case strings.Contains(text, "<svg") && !strings.Contains(strings.ToLower(text), "<html"):
		return "svg"
	}
	return ""
}

// sniffZip looks at the names in a ZIP file, the container of many formats.
func sniffZip(file *os.File, size int64) string {
	archive, err := zip.NewReader(file, size)
	if err != nil {
		return ""
	}
	pictures := 0
	for _, f := range archive.File {
		switch name := strings.ToLower(f.Name); {
		case name == "meta-inf/container.xml":
			return "epub"
		case strings.HasSuffix(name, ".fdseq"):
			return "xps"
		case name == "word/document.xml":
			return "docx"
		case name == "xl/workbook.xml":
			return "xlsx"
		case name == "ppt/presentation.xml":
			return "pptx"
		default:
			switch path.Ext(name) {
			case ".jpg", ".jpeg", ".png", ".gif", ".tif", ".tiff", ".bmp", ".jp2", ".webp":
				pictures++
			}
		}
	}
	if pictures > 0 {
		return "cbz"
	}
	return ""
}
