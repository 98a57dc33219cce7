package main

import (
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
)

// layerPages is how many pages of text the document for it has: enough that
// starting the workers is a small part.
const layerPages = 40

// textLayer reads a PDF that holds its text, and the same as if it held none.
func (b *bench) textLayer(ctx context.Context, _ scan) error {
	file := filepath.Join(b.folder, "layer.pdf")
	pages := strings.TrimSuffix(strings.Repeat("1,", layerPages), ",")
	out, err := exec.CommandContext(ctx, "qpdf", "--empty", "--pages", filepath.Join(b.testdata, "made/layers.pdf"), pages, "--", file).CombinedOutput()
	if err != nil {
		return fmt.Errorf("qpdf: %w: %s", err, out)
	}
	var taken, read []float64
	for range b.rounds {
		layer, err := b.read(ctx, file)
		if err != nil {
			return err
		}
		never, err := b.read(ctx, "--text-layer", "never", file)
		if err != nil {
			return err
		}
		taken, read = append(taken, layer.cpu.Seconds()), append(read, never.cpu.Seconds())
	}
	row("processor time, text layer, s a page", fmt.Sprintf("%.3f", median(taken)/layerPages), "")
	row("ratio reading : text layer by processor time", fmt.Sprintf("%.1f", median(read)/median(taken)), "≥ 20")
	return nil
}
