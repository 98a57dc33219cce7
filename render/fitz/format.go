package fitz

// The formats by the names that Info carries. A vector format's name is also
// the ending by which MuPDF knows it.
const (
	formatPDF  = "pdf"
	formatTIFF = "tiff"
)

// vectorFormats are opened by MuPDF, all other known ones are pictures.
var vectorFormats = map[string]bool{
	formatPDF: true, "xps": true, "epub": true, "cbz": true, "svg": true, "fb2": true, "mobi": true,
	"docx": true, "xlsx": true, "pptx": true, "jp2": true, "jxr": true, "psd": true, "jb2": true,
}
