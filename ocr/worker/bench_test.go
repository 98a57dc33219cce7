//go:build linux

package worker

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"recto/ocr"
)

// BenchmarkRoundTrip is what the pool adds to a page: an empty one is asked
// for and comes back.
func BenchmarkRoundTrip(b *testing.B) {
	p, err := New(Options{
		Command: []string{os.Args[0]}, Env: []string{roleEnv + "=main"},
		Size: 1, Memory: -1, RetireAfter: 1 << 30, TempDir: b.TempDir(),
	})
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = p.Close() }()
	for b.Loop() {
		if _, err := p.Recognize(b.Context(), ocr.Request{Path: "ok"}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkRaster compares the ways of a raster from child to parent
// (docs/adr/0003): raw bytes through the pipe, also a larger one, and a temp
// file that the parent reads or maps and removes.
func BenchmarkRaster(b *testing.B) {
	sizes := map[string]int{
		"screen": 1200 * 1600 * 4, // a window's page pane, in colours
		"A4":     2480 * 3508,     // 300 dpi, grey
	}
	for name, size := range sizes {
		for _, way := range []string{"pipe", "pipe1M", "file", "mapped"} {
			b.Run(name+"/"+way, func(b *testing.B) { benchmarkRaster(b, way, size) })
		}
	}
}

func benchmarkRaster(b *testing.B, way string, size int) {
	cmd := exec.CommandContext(b.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), roleEnv+"=raster", "TMPDIR="+rasterFolder(b))
	in, err := cmd.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	out, childOut, err := os.Pipe()
	if err != nil {
		b.Fatal(err)
	}
	if way == "pipe1M" {
		if _, err := unix.FcntlInt(out.Fd(), unix.F_SETPIPE_SZ, 1<<20); err != nil {
			b.Fatal(err)
		}
	}
	cmd.Stdout, cmd.Stderr = childOut, os.Stderr
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	_ = childOut.Close()
	r := bufio.NewReaderSize(out, 32<<10)
	b.SetBytes(int64(size))
	for b.Loop() {
		if _, err := fmt.Fprintf(in, "%s %d\n", way, size); err != nil {
			b.Fatal(err)
		}
		if err := receiveRaster(r, way, size); err != nil {
			b.Fatal(err)
		}
	}
	_ = in.Close()
	_ = cmd.Wait()
	_ = out.Close()
}

// rasterFolder is where temp files go: RECTO_BENCH_TEMP, for one on another
// file system, or the benchmark's own folder.
func rasterFolder(b *testing.B) string {
	if dir := os.Getenv("RECTO_BENCH_TEMP"); dir != "" {
		return dir
	}
	return b.TempDir()
}

// receiveRaster reads every pixel once, as an upload to the screen does.
func receiveRaster(r *bufio.Reader, way string, size int) error {
	var pix []byte
	if strings.HasPrefix(way, "pipe") {
		pix = make([]byte, size)
		if _, err := io.ReadFull(r, pix); err != nil {
			return err
		}
		return touch(pix)
	}
	name, err := r.ReadString('\n')
	if err != nil {
		return err
	}
	name = strings.TrimSpace(name)
	defer func() { _ = os.Remove(name) }()
	if way == "file" {
		if pix, err = os.ReadFile(name); err != nil {
			return err
		}
		return touch(pix)
	}
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	if pix, err = unix.Mmap(int(f.Fd()), 0, size, unix.PROT_READ, unix.MAP_PRIVATE); err != nil {
		return err
	}
	defer func() { _ = unix.Munmap(pix) }()
	return touch(pix)
}

func touch(pix []byte) error {
	var sum byte
	for i := 0; i < len(pix); i += 64 {
		sum += pix[i]
	}
	if sum == 1 {
		return fmt.Errorf("raster is not the one sent")
	}
	return nil
}

// sendRasters answers each line "way size" with so many bytes, or with the
// name of a file that holds them.
func sendRasters() {
	var pix []byte
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		var way string
		var size int
		if _, err := fmt.Sscan(lines.Text(), &way, &size); err != nil {
			panic(err)
		}
		if len(pix) != size {
			pix = make([]byte, size)
		}
		if strings.HasPrefix(way, "pipe") {
			_, err := os.Stdout.Write(pix)
			must(err)
			continue
		}
		name := filepath.Join(os.TempDir(), "raster")
		must(os.WriteFile(name, pix, 0o600))
		fmt.Println(name)
	}
}
