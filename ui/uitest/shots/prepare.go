package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
)

// prepare puts files and settings where the window finds them.
func (t *tour) prepare(ctx context.Context) error {
	for _, folder := range []string{t.files, t.made, filepath.Join(t.files, "drop"), filepath.Join(t.Folder("config"), "recto")} {
		if err := os.MkdirAll(folder, 0o700); err != nil {
			return err
		}
	}
	for to, from := range map[string]string{
		"sample.pdf": "assets/sample.pdf", "broken.pdf": "testdata/made/broken-page.pdf", "drop/german.png": "testdata/made/german.png",
		"scan.pdf": "testdata/made/five.pdf",
	} {
		if err := copyFile(filepath.Join(t.files, to), from); err != nil {
			return err
		}
	}
	if err := os.WriteFile(filepath.Join(t.files, "notes.xyz"), []byte("no page at all\n"), 0o600); err != nil {
		return err
	}
	locked := t.Command("qpdf", "--encrypt", "recto", "owner", "256", "--", "scan.pdf", "locked.pdf")
	locked.Dir = t.files
	if out, err := locked.CombinedOutput(); err != nil {
		return fmt.Errorf("qpdf: %w, %s", err, out)
	}
	port, err := freePort(ctx)
	if err != nil {
		return err
	}
	t.port = port
	chosen := map[string]any{"theme": t.look.theme, "uiScale": t.look.scale, "windowLanguage": t.look.language, "apiPort": port}
	text, err := json.Marshal(chosen)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(t.Folder("config"), "recto", "settings.json"), text, 0o600)
}

func copyFile(to, from string) error {
	source, err := os.Open(from)
	if err != nil {
		return err
	}
	defer source.Close()
	copied, err := os.Create(to)
	if err != nil {
		return err
	}
	if _, err := io.Copy(copied, source); err != nil {
		_ = copied.Close()
		return err
	}
	return copied.Close()
}

// freePort is one that nobody listens on.
func freePort(ctx context.Context) (int, error) {
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}
