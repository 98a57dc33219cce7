package render

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"path"
	"strings"
)

// HeadBytes is how much of a file Sniff looks at, save in a ZIP.
const HeadBytes = 4096

// signatures are the first bytes of formats; a longer one stands before a
// shorter one that it begins with.
var signatures = []struct{ start, format string }{
	{"\xff\xd8\xff", "jpeg"},
	{"\x89PNG\r\n\x1a\n", "png"},
	{"GIF87a", "gif"},
	{"GIF89a", "gif"},
	{"II*\x00", "tiff"},
	{"MM\x00*", "tiff"},
	{"II+\x00", "tiff"},
	{"MM\x00+", "tiff"},
	{"\x00\x00\x00\x0cjP  \r\n\x87\n", "jp2"},
	{"\xff\x4f\xff\x51", "jp2"},
	{"II\xbc\x01", "jxr"},
	{"8BPS", "psd"},
	{"\x97JB2\r\n\x1a\n", "jb2"},
	{"P1", "pnm"}, {"P2", "pnm"}, {"P3", "pnm"}, {"P4", "pnm"}, {"P5", "pnm"}, {"P6", "pnm"},
}

// Sniff tells the format of a file of size bytes by them, never by its name; ""
// where it is none that Recto opens. It decodes nothing, so that it is fit for
// the window and the server: of a ZIP it reads the list of names.
func Sniff(file io.ReaderAt, size int64) (format string, err error) {
	head := make([]byte, HeadBytes)
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
		return "pdf"
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
func sniffZip(file io.ReaderAt, size int64) string {
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
