package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"recto/ocr/ocrtest"
)

// result is what both made of a set.
type result struct {
	Set   string `json:"set"`
	Boxes bool   `json:"boxes,omitempty"`
	Order bool   `json:"order,omitempty"`
	Recto Score  `json:"recto"`
	Floor Score  `json:"tesseract"`
}

type results []result

// tableHead and row make a table in Markdown: Recto's figure, then that of the
// plain command, each in percent.
const tableHead = `| set | pages | character error | word error | word F1 | recall / precision at IoU 0.5 | processor seconds a page |
|---|---|---|---|---|---|---|`

func (r result) row() string {
	cells := []string{
		r.Set, fmt.Sprint(r.Recto.Pages),
		r.cell(func(s Score) string { return percent(s.Characters.Rate()) }),
		r.cell(func(s Score) string { return percent(s.Words.Rate()) }),
		r.cell(func(s Score) string { return percent(s.Bag.F1()) }),
		"",
		r.cell(func(s Score) string { return fmt.Sprintf("%.2f", s.Seconds/float64(max(1, s.Pages))) }),
	}
	if !r.Order {
		// Truth without an order: counted, and marked as not comparable.
		cells[2], cells[3] = "("+cells[2]+")", "("+cells[3]+")"
	}
	if r.Boxes {
		cells[5] = r.cell(func(s Score) string {
			return percent(s.Placed.Recall()) + "/" + percent(s.Placed.Precision())
		})
	}
	return "| " + strings.Join(cells, " | ") + " |"
}

func (r result) cell(of func(Score) string) string { return of(r.Recto) + " · " + of(r.Floor) }

func percent(share float64) string { return fmt.Sprintf("%.1f", 100*share) }

// main is the error that counts for the set, in [0, 1] or above.
func (r result) main(s Score) float64 { return s.wrong(kind{boxes: r.Boxes, order: r.Order}) }

// tolerance is by how much a set may come out worse and count as equal: other
// versions of a library read a word in some hundred otherwise.
const tolerance = 0.003

// worse tells which sets came out worse than before, where the same pages were
// read.
func (rs results) worse(before results) []string {
	var lines []string
	for _, r := range rs {
		i := slices.IndexFunc(before, func(b result) bool { return b.Set == r.Set })
		if i < 0 || before[i].Recto.Pages != r.Recto.Pages {
			continue
		}
		if now, then := r.main(r.Recto), before[i].main(before[i].Recto); now > then+tolerance {
			lines = append(lines, fmt.Sprintf("%s: the error was %s %%, and is %s %%", r.Set, percent(then), percent(now)))
		}
	}
	return lines
}

func loadResults(path string) (results, error) {
	var r results
	return r, ocrtest.ReadJSON(path, &r)
}

func (rs results) save(path string) error {
	content, err := json.MarshalIndent(rs, "", "\t")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, append(content, '\n'), 0o644)
}

// publish makes the results those of the baseline and of the document's table.
// Sets that were not read stay as they were.
func (rs results) publish(baseline, document string) error {
	all := slices.Clone(rs)
	if exists(baseline) {
		before, err := loadResults(baseline)
		if err != nil {
			return err
		}
		all = before.with(rs)
	}
	if err := all.save(baseline); err != nil {
		return err
	}
	table := tableHead + "\n"
	for _, r := range all {
		table += r.row() + "\n"
	}
	return ocrtest.PutTable(document, "make accuracy", table)
}

// with is rs with the newer results in the places of those of the same sets.
func (rs results) with(newer results) results {
	all := slices.Clone(rs)
	for _, r := range newer {
		if i := slices.IndexFunc(all, func(a result) bool { return a.Set == r.Set }); i >= 0 {
			all[i] = r
		} else {
			all = append(all, r)
		}
	}
	return all
}
