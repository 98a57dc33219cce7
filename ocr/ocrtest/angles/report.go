package main

import (
	"fmt"
	"path/filepath"
	"strings"

	"recto/ocr/ocrtest"
	"recto/ocr/ocrtest/distort"
)

// reportTurned prints the table of turned pages and tells whether the pages
// together met the goal.
func reportTurned(pages []page, kinds []distort.Kind) (ok bool) {
	fmt.Print("| page | tesseract | 0° |")
	for _, kind := range kinds {
		fmt.Printf(" %s |", kind.Name)
	}
	fmt.Print(" angles found |\n|---|" + strings.Repeat("---|", len(kinds)+3) + "\n")
	total := make([]ocrtest.Edits, len(kinds)+1)
	var peer ocrtest.Edits
	for _, p := range pages {
		if p.recto == nil {
			continue
		}
		peer = peer.Add(p.tesseract[0].edits)
		fmt.Printf("| %s/%s | %.2f |", filepath.Base(p.set), filepath.Base(p.path), 100*p.tesseract[0].edits.Rate())
		var found []float64
		for i, r := range p.recto {
			total[i] = total[i].Add(r.edits)
			found = append(found, r.angle)
			fmt.Printf(" %.2f%s |", 100*r.edits.Rate(), mark(r.edits, p.recto[0].edits))
		}
		fmt.Printf(" %.1f |\n", found)
	}
	ok = true
	fmt.Printf("| all | %.2f |", 100*peer.Rate())
	for _, e := range total {
		missed := mark(e, total[0])
		ok = ok && missed == ""
		fmt.Printf(" %.2f%s |", 100*e.Rate(), missed)
	}
	fmt.Println(" |")
	return ok
}

// mark is " !" for an error rate above the goal.
func mark(e, upright ocrtest.Edits) string {
	if e.Rate() > 1.1*upright.Rate()+0.01 {
		return " !"
	}
	return ""
}

// leastF1 is the goal for the words of damaged pages.
const leastF1 = 0.8

// reportDamaged prints a row for each kind of damage, over all pages: word F1
// and character error in percent, of Recto and of the tesseract command, then
// the F1 of each page. It tells whether all kinds met the goal.
func reportDamaged(pages []page, kinds []distort.Kind) (ok bool) {
	var read []page
	for i, p := range pages {
		if p.recto != nil {
			read = append(read, p)
			fmt.Printf("%c: %s/%s\n", 'A'+i, filepath.Base(p.set), filepath.Base(p.path))
		}
	}
	fmt.Print("\n| copies | word F1 | tesseract | character error | tesseract |")
	for i := range read {
		fmt.Printf(" %c |", 'A'+i)
	}
	fmt.Print("\n|---|" + strings.Repeat("---|", 4+len(read)) + "\n")
	ok = true
	for i := range len(kinds) + 1 {
		name := "as they are"
		if i > 0 {
			name = kinds[i-1].Name
		}
		f1, rate := together(read, func(p page) reading { return p.recto[i] })
		peerF1, peerRate := together(read, func(p page) reading { return p.tesseract[i] })
		missed := ""
		if f1 < leastF1 || f1 < peerF1 {
			missed, ok = " !", false
		}
		fmt.Printf("| %s | %.1f%s | %.1f | %.1f | %.1f |", name, 100*f1, missed, 100*peerF1, 100*rate, 100*peerRate)
		for _, p := range read {
			fmt.Printf(" %.0f |", 100*p.recto[i].f1)
		}
		fmt.Println()
	}
	return ok
}

// together is the mean word F1 of the pages and the rate of all their characters.
func together(pages []page, of func(page) reading) (f1, rate float64) {
	var edits ocrtest.Edits
	for _, p := range pages {
		r := of(p)
		f1 += r.f1
		edits = edits.Add(r.edits)
	}
	if len(pages) == 0 {
		return 0, 0
	}
	return f1 / float64(len(pages)), edits.Rate()
}
