// Package assets holds the files that travel inside the program.
package assets

import "embed"

// Files holds icon.svg and icon.png (512 × 512), sample.pdf (two scanned
// pages to try Recto on) and notices.txt (the licences of what is inside).
//
//go:embed icon.svg icon.png sample.pdf notices.txt
var Files embed.FS
