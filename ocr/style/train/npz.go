package main

import (
	"archive/zip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
)

// crop is a real written line: grey rows from the top, without padding.
type crop struct {
	width, height int
	pix           []byte
}

// written reads the lines of all shards below folder (NumPy's .npz with
// pixels, height × sum of widths, and widths), by the folder they lie in.
func written(folder string) (map[string][]crop, error) {
	paths, err := filepath.Glob(filepath.Join(folder, "*", "*.npz"))
	if err != nil {
		return nil, err
	}
	if len(paths) == 0 {
		return nil, fmt.Errorf("no shards of lines below %q", folder)
	}
	slices.Sort(paths)
	lines := map[string][]crop{}
	for _, path := range paths {
		some, err := shard(path)
		if err != nil {
			return nil, fmt.Errorf("read %q: %w", path, err)
		}
		set := filepath.Base(filepath.Dir(path))
		lines[set] = append(lines[set], some...)
	}
	return lines, nil
}

func shard(path string) ([]crop, error) {
	archive, err := zip.OpenReader(path)
	if err != nil {
		return nil, err
	}
	defer archive.Close()
	pixels, err := array(archive, "pixels.npy")
	if err != nil {
		return nil, err
	}
	widths, err := array(archive, "widths.npy")
	if err != nil {
		return nil, err
	}
	total := 0
	for i := 0; i+4 <= len(widths); i += 4 {
		total += int(binary.LittleEndian.Uint32(widths[i:]))
	}
	if total == 0 || len(pixels)%total != 0 {
		return nil, errors.New("pixels and widths do not agree")
	}
	height := len(pixels) / total
	var lines []crop
	left := 0
	for i := 0; i+4 <= len(widths); i += 4 {
		c := crop{width: int(binary.LittleEndian.Uint32(widths[i:])), height: height}
		for y := range height {
			c.pix = append(c.pix, pixels[y*total+left:y*total+left+c.width]...)
		}
		lines, left = append(lines, c), left+c.width
	}
	return lines, nil
}

// array is the content of a .npy within the archive, behind its header.
func array(archive *zip.ReadCloser, name string) ([]byte, error) {
	f, err := archive.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	content, err := io.ReadAll(f)
	if err != nil {
		return nil, err
	}
	const head = 10
	if len(content) < head || string(content[1:6]) != "NUMPY" || content[6] != 1 {
		return nil, fmt.Errorf("%s is no array of version 1", name)
	}
	from := head + int(binary.LittleEndian.Uint16(content[8:]))
	if from > len(content) {
		return nil, fmt.Errorf("%s is cut off", name)
	}
	return content[from:], nil
}
