//go:build unix

package archive

import (
	"io/fs"
	"syscall"
)

// inode tells files apart that were put in each other's place.
func inode(info fs.FileInfo) uint64 {
	if stat, ok := info.Sys().(*syscall.Stat_t); ok {
		return stat.Ino
	}
	return 0
}
