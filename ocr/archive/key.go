package archive

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"slices"
	"time"
)

// Key is the SHA-256 of a document's content, in lower-case hex.
type Key string

// ErrChanging tells that a document was written to while it was hashed.
var ErrChanging = errors.New("the file changed while it was looked at")

// maxIndex is how many paths are known at once.
const maxIndex = 2000

// settled is how long a file must be unchanged before its hash is believed
// without looking: file systems count time in steps, of two seconds at most.
const settled = 2 * time.Second

// seenStep is how exactly it is kept when a path was last seen.
const seenStep = 24 * time.Hour

// index is the file of paths that were hashed.
type index struct {
	Files []known `json:"files"`
}

// known is a path with what its file was like when it was hashed. The path is
// written as a URI, since a path may hold bytes that JSON cannot.
type known struct {
	URI      string    `json:"uri"`
	Size     int64     `json:"size"`
	Modified time.Time `json:"modified"`
	Inode    uint64    `json:"inode,omitempty"`
	Key      Key       `json:"key"`
	Seen     time.Time `json:"seen"`
}

func (k known) same(other known) bool {
	return k.URI == other.URI && k.Size == other.Size && k.Modified.Equal(other.Modified) && k.Inode == other.Inode
}

// Key is the key of the document at path. A file whose path, size, time and
// inode are known is not read; another is, whole, until ctx ends. A document
// that changes meanwhile gives ErrChanging.
func (a *Archive) Key(ctx context.Context, path string) (Key, error) {
	before, err := look(path)
	if err != nil {
		return "", fmt.Errorf("look at %q: %w", path, err)
	}
	if key, ok := a.lookUp(ctx, before); ok {
		return key, nil
	}
	before.Key, err = hash(ctx, path)
	if err != nil {
		return "", fmt.Errorf("hash %q: %w", path, err)
	}
	after, err := look(path)
	if err != nil {
		return "", fmt.Errorf("look at %q: %w", path, err)
	}
	if !after.same(before) {
		return "", fmt.Errorf("hash %q: %w", path, ErrChanging)
	}
	if time.Since(before.Modified) > settled {
		a.note(ctx, before)
	}
	return before.Key, nil
}

func look(path string) (known, error) {
	info, err := os.Stat(path)
	if err != nil {
		return known{}, err
	}
	if !info.Mode().IsRegular() {
		return known{}, errors.New("not a file")
	}
	return known{URI: uriOf(path), Size: info.Size(), Modified: info.ModTime().UTC(), Inode: inode(info)}, nil
}

func uriOf(path string) string { return (&url.URL{Scheme: "file", Path: path}).String() }

// pathOf is the reverse of uriOf; "" for anything else.
func pathOf(uri string) string {
	u, err := url.Parse(uri)
	if err != nil || u.Scheme != "file" {
		return ""
	}
	return u.Path
}

// hash is the key of a file's content, read in pieces so that ctx can end it.
func hash(ctx context.Context, path string) (Key, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	sum := sha256.New()
	piece := make([]byte, 1<<20)
	for {
		if err := ctx.Err(); err != nil {
			return "", err
		}
		n, err := f.Read(piece)
		sum.Write(piece[:n])
		if errors.Is(err, io.EOF) {
			return Key(hex.EncodeToString(sum.Sum(nil))), nil
		}
		if err != nil {
			return "", err
		}
	}
}

// lookUp is the key of a file that is known as it is now.
func (a *Archive) lookUp(ctx context.Context, file known) (Key, bool) {
	files := a.index().Files
	i := slices.IndexFunc(files, file.same)
	if i < 0 || !files[i].Key.valid() {
		return "", false
	}
	if time.Since(files[i].Seen) > seenStep {
		a.note(ctx, files[i])
	}
	return files[i].Key, true
}

// valid reports whether the key is one, so that it may stand in a path.
func (k Key) valid() bool {
	bytes, err := hex.DecodeString(string(k))
	return err == nil && len(bytes) == sha256.Size
}

// index is what is known. A damaged file knows nothing and is replaced later.
func (a *Archive) index() index {
	var all index
	if err := read(a.path(indexName), &all); err != nil && !missing(err) {
		a.log.Warn("index of hashed files", "error", err)
		return index{}
	}
	return all
}

// note adds a file to what is known; the paths not seen for longest are left out.
func (a *Archive) note(ctx context.Context, file known) {
	file.Seen = time.Now().UTC()
	err := a.locked(ctx, func() error {
		all := a.index()
		all.Files = slices.DeleteFunc(all.Files, func(k known) bool { return k.URI == file.URI })
		all.Files = append(all.Files, file)
		slices.SortStableFunc(all.Files, func(x, y known) int { return y.Seen.Compare(x.Seen) })
		all.Files = all.Files[:min(len(all.Files), maxIndex)]
		return write(a.path(indexName), all)
	})
	if err != nil {
		a.log.Warn("index of hashed files", "error", err)
	}
}
