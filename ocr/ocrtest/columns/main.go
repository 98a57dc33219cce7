// Command columns draws pages of columns, headlines, sidebars, tables and
// addresses whose reading order is known, reads them, and prints the character
// error in that order beside the plain tesseract command's; and it counts the
// lines that run across cells on pages whose tables are known.
//
//	go run ./ocr/ocrtest/columns -recto bin/recto -data ../shared/data
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"

	"recto/ocr"
	"recto/ocr/ocrtest"
	"recto/ocr/ocrtest/typeset"
	"recto/ocr/worker"
)

func main() {
	bin := flag.String("recto", "bin/recto", "built recto")
	data := flag.String("data", "../shared/data", "folder of the sets with tables")
	words := flag.String("words", "testdata/real/novel.gt.txt", "text whose words are set")
	fonts := flag.String("fonts", "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf,/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf", "font files, parted by commas")
	out := flag.String("out", "out/columns", "folder of the pages")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *bin, *data, *words, strings.Split(*fonts, ","), *out); err != nil {
		fmt.Fprintln(os.Stderr, "columns:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, bin, data, words string, fonts []string, out string) error {
	text, err := os.ReadFile(words)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	pool, err := worker.New(worker.Options{Command: []string{bin, "worker"}, Env: []string{"OMP_THREAD_LIMIT=1"}})
	if err != nil {
		return err
	}
	defer pool.Close()
	fmt.Println("| layout | pages | character error, natural | tesseract | basic |\n|---|---|---|---|---|")
	for _, l := range layouts {
		var natural, basic, peer ocrtest.Edits
		for i, path := range fonts {
			font, err := typeset.Load(path)
			if err != nil {
				return err
			}
			s := sheet{typeset.New(1700, 2200), font, strings.Fields(string(text)), 40 * i}
			if err := l.draw(&s); err != nil {
				return err
			}
			picture := filepath.Join(out, fmt.Sprintf("%s%d.png", l.name, i))
			if err := ocrtest.WritePNG(picture, s.Gray); err != nil {
				return err
			}
			truth := strings.Join(s.Truth, "\n")
			for order, sum := range map[ocr.Order]*ocrtest.Edits{ocr.OrderNatural: &natural, ocr.OrderBasic: &basic} {
				page, err := pool.Recognize(ctx, ocr.Request{Path: picture, Order: order, Languages: []string{"en"}})
				if err != nil {
					return err
				}
				*sum = sum.Add(ocrtest.Characters(truth, page.Text()))
			}
			cmd := exec.CommandContext(ctx, "tesseract", picture, "stdout")
			cmd.Env = append(os.Environ(), "OMP_THREAD_LIMIT=1")
			alone, err := cmd.Output()
			if err != nil {
				return fmt.Errorf("tesseract: %w", err)
			}
			peer = peer.Add(ocrtest.Characters(truth, string(alone)))
		}
		fmt.Printf("| %s | %d | %.1f | %.1f | %.1f |\n", l.name, len(fonts), 100*natural.Rate(), 100*peer.Rate(), 100*basic.Rate())
	}
	return cells(ctx, pool, data)
}
