package intake

import "strings"

// Extensions are what the names of the files end in that Recto opens, for
// dialogs that show files by their names: small letters, without a dot. Whether
// a file is one of them its first bytes tell; see Opens.
func Extensions() []string {
	return []string{
		"pdf", "png", "jpg", "jpeg", "jpe", "tif", "tiff", "bmp", "gif", "webp", "jp2", "j2k", "jpx", "jxr", "psd", "jb2", "jbig2",
		"pnm", "pbm", "pgm", "ppm", "svg", "epub", "xps", "oxps", "cbz", "fb2", "mobi", "docx", "xlsx", "pptx",
	}
}

// Patterns are Extensions as patterns of names, in which capital letters count
// as small ones.
func Patterns() []string {
	patterns := make([]string, 0, len(Extensions()))
	for _, extension := range Extensions() {
		var p strings.Builder
		p.WriteString("*.")
		for _, r := range extension {
			if r >= 'a' && r <= 'z' {
				p.WriteString("[" + string(r) + strings.ToUpper(string(r)) + "]")
			} else {
				p.WriteRune(r)
			}
		}
		patterns = append(patterns, p.String())
	}
	return patterns
}
