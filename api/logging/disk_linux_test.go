package logging

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/DeRuina/timberjack"

	"recto/settings/container"
)

// place is the path of the log file below folder, whose folders are there.
func place(t *testing.T, folder string) string {
	t.Helper()
	path := filepath.Join(folder, "recto", "one", "log.json")
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestAFullDiskIsToldOnceAndTheLogGoesOn(t *testing.T) {
	folder := t.TempDir()
	if err := os.Symlink("/dev/full", place(t, folder)); err != nil {
		t.Fatal(err)
	}
	log, console, closeLog := open(t, container.Levels{}, folder)
	for range 10 {
		log.Info("m")
	}
	if err := closeLog(); err == nil || !strings.Contains(err.Error(), "10 records") {
		t.Errorf("close = %v, want an error that counts 10 records", err)
	}
	if text := console.String(); strings.Count(text, "cannot be written") != 1 || strings.Count(text, "info: Recto: m") != 10 {
		t.Errorf("console =\n%s\nwant ten records and one warning", text)
	}
}

func TestAFileThatCannotBeMadeIsToldAndTheLogGoesOn(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(folder, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	log, console, closeLog := open(t, container.Levels{}, folder)
	log.Info("m")
	if err := closeLog(); err == nil {
		t.Error("close = nil, want an error")
	}
	if text := console.String(); strings.Count(text, "\n") != 2 {
		t.Errorf("console =\n%s\nwant the record and one warning", text)
	}
}

func TestADiskThatHangsHoldsUpNobody(t *testing.T) {
	path := filepath.Join(t.TempDir(), "log.json")
	// Opening a pipe to write waits until somebody reads.
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	d := newDisk(path, 1, func(text string, _ ...any) { t.Error("unexpected report:", text) }, time.Millisecond)
	for i := range 2 * maxWaiting {
		if n, err := fmt.Fprintf(d, "%d\n", i); n == 0 || err != nil {
			t.Fatalf("Write = %d, %v", n, err)
		}
	}
	if err := d.close(); err == nil || !strings.Contains(err.Error(), "does not answer") {
		t.Errorf("close = %v, want an error: the disk hangs", err)
	}
	if lost := d.lost.Load(); lost < maxWaiting-1 {
		t.Errorf("%d lines are lost, want %d or one more", lost, maxWaiting-1)
	}

	reader, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	read := make(chan []byte)
	go func() {
		var all bytes.Buffer
		_, _ = all.ReadFrom(reader)
		read <- all.Bytes()
	}()
	<-d.done
	if all := <-read; !bytes.HasPrefix(all, []byte("0\n1\n2\n")) {
		t.Errorf("what waited was written as %.20q, want it in order", all)
	}
}

func TestALineThatWasTornDoesNotSpoilTheNext(t *testing.T) {
	path := filepath.Join(t.TempDir(), "log.json")
	var reports []string
	d := &disk{
		file:   &timberjack.Logger{Filename: path},
		report: func(text string, _ ...any) { reports = append(reports, text) },
		torn:   true, failing: true,
	}
	d.write([]byte("{}\n"))
	if err := d.file.Close(); err != nil {
		t.Fatal(err)
	}
	if text, err := os.ReadFile(path); err != nil || string(text) != "\n{}\n" {
		t.Errorf("file = %q, %v, want the record on a line of its own", text, err)
	}
	if len(reports) != 1 || !strings.Contains(reports[0], "again") {
		t.Errorf("reports = %q, want one that the file is written again", reports)
	}
}
