package archive

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// How long results and pasted pictures are kept after they were last wanted,
// and how much room results may take, unless a Limit says otherwise.
const (
	MaxAge   = 90 * 24 * time.Hour
	MaxBytes = 1 << 30
)

// staleTemp is how old an unfinished file is that nobody finishes any more.
const staleTemp = time.Hour

// Limit is what Sweep leaves of results.
type Limit struct {
	Age   time.Duration
	Bytes int64
}

// DefaultLimit is MaxAge and MaxBytes.
var DefaultLimit = Limit{MaxAge, MaxBytes}

// kept is the results of one document.
type kept struct {
	folder string
	wanted time.Time
	bytes  int64
}

// Sweep removes results that were not wanted for longer than the limit's age,
// then those wanted least lately until the rest fits its bytes; and pasted
// pictures of that age which were not open last. Corrections stay. A document
// that is open meanwhile loses no more than having to be read again.
func (a *Archive) Sweep(ctx context.Context, limit Limit) error {
	all, err := a.kept(ctx)
	if err != nil {
		return err
	}
	slices.SortFunc(all, func(x, y kept) int { return cmp.Or(y.wanted.Compare(x.wanted), cmp.Compare(x.folder, y.folder)) })
	var errs []error
	var sum int64
	for _, k := range all {
		if sum += k.bytes; sum > limit.Bytes || time.Since(k.wanted) > limit.Age {
			sum -= k.bytes
			errs = append(errs, os.RemoveAll(k.folder))
		}
	}
	return errors.Join(append(errs, a.sweepPasted(limit.Age))...)
}

// kept is what is there, by document; unfinished files that were given up are
// removed.
func (a *Archive) kept(ctx context.Context) ([]kept, error) {
	folders, err := os.ReadDir(a.path(resultsName))
	if missing(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var all []kept
	for _, folder := range folders {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		k := kept{folder: a.path(resultsName, folder.Name())}
		info, err := folder.Info()
		if err != nil {
			continue // gone meanwhile
		}
		k.wanted = info.ModTime()
		files, err := os.ReadDir(k.folder)
		if err != nil && !missing(err) {
			return nil, err
		}
		for _, file := range files {
			k.bytes += a.weigh(k.folder, file)
		}
		all = append(all, k)
	}
	return all, nil
}

// weigh is the size of a result's file; an unfinished one that is stale goes.
func (a *Archive) weigh(folder string, file fs.DirEntry) int64 {
	info, err := file.Info()
	if err != nil {
		return 0
	}
	if strings.HasSuffix(file.Name(), tempSuffix) && time.Since(info.ModTime()) > staleTemp {
		os.Remove(filepath.Join(folder, file.Name()))
		return 0
	}
	return info.Size()
}

func (a *Archive) sweepPasted(age time.Duration) error {
	entries, err := os.ReadDir(a.Pasted())
	if missing(err) {
		return nil
	}
	if err != nil {
		return err
	}
	last, err := a.Session()
	if err != nil {
		return nil //nolint:nilerr // Without it nobody knows what was open: all stay.
	}
	var errs []error
	for _, entry := range entries {
		path := filepath.Join(a.Pasted(), entry.Name())
		info, err := entry.Info()
		open := slices.ContainsFunc(last.Documents, func(o Open) bool { return o.Path == path })
		if err == nil && !open && time.Since(info.ModTime()) > age {
			errs = append(errs, os.Remove(path))
		}
	}
	return errors.Join(errs...)
}
