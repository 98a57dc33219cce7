package batch

import (
	"errors"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"recto/ocr/export"
	"recto/ocr/publish"
)

// Pattern names the file of a document, without its ending: text with
// {name} (the document's base name), {ext} (its ending without the dot),
// {folder} (the name of the folder it lies in), {n} (its number in the batch)
// and {date} (today, 2006-01-02). The empty one is {name}.
type Pattern string

// DefaultPattern names a file as its document.
const DefaultPattern Pattern = "{name}"

var placeholder = regexp.MustCompile(`\{[^{}]*\}`)

// PatternError says what is wrong with a pattern: Part is the part that is.
type PatternError struct{ Part string }

// Error names the part.
func (e *PatternError) Error() string { return fmt.Sprintf("name pattern: %q", e.Part) }

// ErrNoName says that all documents would have one name.
var ErrNoName = errors.New("name pattern without {name} and {n}")

// Check is nil for a pattern that gives names, else a *PatternError or
// ErrNoName.
func (p Pattern) Check() error {
	if p == "" {
		return nil
	}
	for _, part := range placeholder.FindAllString(string(p), -1) {
		switch part {
		case "{name}", "{ext}", "{folder}", "{n}", "{date}":
		default:
			return &PatternError{part}
		}
	}
	rest := placeholder.ReplaceAllString(string(p), "")
	if i := strings.IndexAny(rest, "/\\{}\x00"); i >= 0 {
		return &PatternError{rest[i : i+1]}
	}
	if !strings.Contains(string(p), "{name}") && !strings.Contains(string(p), "{n}") {
		return ErrNoName
	}
	return nil
}

// Name is the name for a document.
func (p Pattern) Name(path string, number int, now time.Time) string {
	if p == "" {
		p = DefaultPattern
	}
	ext := filepath.Ext(path)
	base := strings.TrimSuffix(filepath.Base(path), ext)
	name := strings.NewReplacer("{name}", base, "{ext}", strings.TrimPrefix(ext, "."), "{folder}", filepath.Base(filepath.Dir(path)),
		"{n}", strconv.Itoa(number), "{date}", now.Format(time.DateOnly)).Replace(string(p))
	name = strings.ReplaceAll(name, string(filepath.Separator), "-")
	if name = strings.TrimSpace(name); name == "" || name == "." || name == ".." {
		return "document"
	}
	return name
}

// Existing is what becomes of a file that is there already.
type Existing int

// KeepBoth writes beside it under another name, Skip leaves the document out,
// Replace replaces it; that a person was asked is the caller's matter.
const (
	KeepBoth Existing = iota
	Skip
	Replace
)

// target is the job of a document with the file that it is written to. Two
// documents of a batch never have the same one, and no document is replaced that
// is one of the batch itself.
func (b *Batch) target(o Options, item *Item, job publish.Job) (publish.Job, error) {
	others := b.others(item)
	// Not mu: the folder may be slow to answer, and people look at the batch.
	b.naming.Lock()
	defer b.naming.Unlock()
	name := o.Pattern.Name(item.Path, item.number, b.cfg.Now())
	end := o.Format.Extension()
	if limit := export.LongestName - len(end) - len(" (9999)"); len(name) > limit {
		name = strings.ToValidUTF8(name[:limit], "")
	}
	for n := 1; ; n++ {
		job.Target = filepath.Join(o.Folder, name+end)
		if n > 1 {
			job.Target = filepath.Join(o.Folder, fmt.Sprintf("%s (%d)%s", name, n, end))
		}
		there := len(publish.Taken(job)) > 0
		switch {
		case b.claimed(job, others):
			continue
		case there && o.Existing == Skip:
			return job, errSkipped
		case there && o.Existing == KeepBoth:
			continue
		}
		for _, target := range publish.Targets(job) {
			b.taken[strings.ToLower(target)] = true
		}
		return job, nil
	}
}

// claimed reports whether a file of the job is that of another document in the
// batch, written or read; that it is the document itself is told by who writes.
func (b *Batch) claimed(job publish.Job, others map[string]bool) bool {
	return slices.ContainsFunc(publish.Targets(job), func(target string) bool {
		return b.taken[strings.ToLower(target)] || others[target]
	})
}

// others are the documents of the batch beside one.
func (b *Batch) others(item *Item) map[string]bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	paths := make(map[string]bool, len(b.items))
	for _, other := range b.items {
		if other.Path != item.Path {
			paths[other.Path] = true
		}
	}
	return paths
}
