// Package assets holds the files that travel inside the program.
package assets

import "embed"

// Files holds icon.svg and icon.png (512 × 512), sample.pdf (two scanned
// pages to try Recto on), notices.txt (the licences of what is inside),
// home (the page that the local API serves at /) and openapi (the documents
// that describe the API, NAME.json, and the patches that make those of its
// other versions of them, NAME.patch.json).
//
//go:embed icon.svg icon.png sample.pdf notices.txt openapi home
var Files embed.FS

// Translations holds the window's texts, translations/CODE.json for each
// language; the English text is the key. English itself has those alone that
// change with a number.
//
//go:embed translations
var Translations embed.FS
