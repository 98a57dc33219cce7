package main

import (
	"strconv"
	"strings"

	"recto/ocr/ocrtest/typeset"
)

// sheet is a page of 1700 by 2200 pixels that is drawn; at counts the words
// that were taken.
type sheet struct {
	*typeset.Page
	font  *typeset.Font
	words []string
	at    int
}

// text is the next n words.
func (s *sheet) text(n int) string {
	var list []string
	for range n {
		list = append(list, s.words[s.at%len(s.words)])
		s.at++
	}
	return strings.Join(list, " ")
}

// pen puts paragraphs and keeps the first error.
type pen struct {
	s   *sheet
	err error
}

func (p *pen) put(x, y, width int, size float64, align typeset.Align, text string) int {
	next, err := p.s.Put(p.s.font, x, y, width, size, align, 0, text)
	if p.err == nil {
		p.err = err
	}
	return next
}

// layouts are drawn in the order in which they are read.
var layouts = []struct {
	name string
	draw func(*sheet) error
}{
	{"journal", journal}, {"newspaper", newspaper}, {"sidebar", sidebar}, {"table", table}, {"narrow", narrow}, {"invoice", invoice},
}

// journal is two columns under a title, a running title, page numbers.
func journal(s *sheet) error {
	p := pen{s: s}
	p.put(100, 60, 500, 26, typeset.Left, "Annals of Reading")
	p.put(1540, 60, 60, 26, typeset.Right, "31")
	top := p.put(100, 130, 1500, 52, typeset.Middle, "A study of things seen and heard") + 20
	for _, x := range []int{100, 880} {
		y := p.put(x, top, 720, 30, typeset.Left, s.text(100))
		y = p.put(x, y+30, 720, 36, typeset.Left, "Of "+s.text(2)) + 10
		p.put(x, y, 720, 30, typeset.Left, s.text(130))
	}
	p.put(820, 2120, 60, 26, typeset.Middle, "400")
	return p.err
}

// newspaper is three columns under a headline, then two under another beside a
// third story.
func newspaper(s *sheet) error {
	p := pen{s: s}
	p.put(100, 60, 1500, 70, typeset.Middle, "The Daily Example")
	top := p.put(100, 190, 1500, 48, typeset.Left, "Council hears of new plans for the bridge") + 15
	low := 0
	for c := range 3 {
		low = max(low, p.put(100+520*c, top, 460, 26, typeset.Left, s.text(85)))
	}
	y := p.put(100, low+60, 980, 44, typeset.Left, "A second story over two of them") + 15
	p.put(100, y, 460, 26, typeset.Left, s.text(70))
	p.put(620, y, 460, 26, typeset.Left, s.text(60))
	p.put(1140, low+60, 460, 26, typeset.Left, s.text(90))
	return p.err
}

// sidebar is a narrow column of small print beside the text, and a caption.
func sidebar(s *sheet) error {
	p := pen{s: s}
	y := p.put(100, 140, 330, 34, typeset.Left, "In brief")
	p.put(100, y+15, 330, 24, typeset.Left, s.text(40))
	y = p.put(520, 140, 1080, 48, typeset.Left, "What the witnesses said") + 20
	y = p.put(520, y, 1080, 30, typeset.Left, s.text(120)) + 345
	y = p.put(560, y, 1000, 24, typeset.Middle, "Figure 1: "+s.text(12)) + 40
	p.put(520, y, 1080, 30, typeset.Left, s.text(100))
	return p.err
}

// table is a table of numbers within one of two columns.
func table(s *sheet) error {
	p := pen{s: s}
	y := p.put(100, 100, 720, 30, typeset.Left, s.text(100)) + 40
	y = p.put(100, y, 720, 28, typeset.Left, "Table 1: counts by year") + 15
	for r, row := range [][]string{{"Year", "Ships", "Tons", "Crew"}, nil, nil, nil, nil, nil, nil} {
		if row == nil {
			row = []string{strconv.Itoa(1900 + r), strconv.Itoa(11 * r), strconv.Itoa(1234 * r), strconv.Itoa(123 * r)}
		}
		next := 0
		for c, text := range row {
			align := typeset.Right
			if c == 0 {
				align = typeset.Left
			}
			next = p.put(100+180*c, y, 160, 28, align, text)
		}
		y = next + 8
	}
	p.put(100, y+40, 720, 30, typeset.Left, s.text(60))
	p.put(880, 100, 720, 30, typeset.Left, s.text(170))
	return p.err
}

// narrow is four columns of small print, each under a heading.
func narrow(s *sheet) error {
	p := pen{s: s}
	top := p.put(100, 60, 1500, 60, typeset.Left, "News of the day from everywhere") + 20
	for c := range 4 {
		y := p.put(100+385*c, top, 345, 34, typeset.Left, s.text(5)) + 8
		for range 3 {
			y = p.put(100+385*c, y, 345, 24, typeset.Left, s.text(45)) + 10
		}
	}
	return p.err
}

// invoice is rows of articles and prices.
func invoice(s *sheet) error {
	p := pen{s: s}
	y := p.put(100, 100, 1500, 44, typeset.Middle, "Invoice") + 60
	for _, row := range [][3]string{{"Article", "Pieces", "Price"}, {"Oak boards planed", "12", "48.00"}, {"Nails", "500", "9.50"}, {"Glue for wood", "3", "12.75"}} {
		next := p.put(100, y, 800, 28, typeset.Left, row[0])
		p.put(950, y, 150, 28, typeset.Right, row[1])
		p.put(1300, y, 250, 28, typeset.Right, row[2])
		y = next + 10
	}
	p.put(100, y+80, 1450, 28, typeset.Left, s.text(40))
	return p.err
}
