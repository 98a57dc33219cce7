package main

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"slices"
	"strings"
)

const (
	aboutReading = "A page is read twice: first with the eye, which finds the columns, the headings and the " +
		"places where the ink stands close, and then with patience, word by word, from the top left to " +
		"the bottom right. A program does the same. It looks for dark marks on light paper, gathers " +
		"them into lines, and asks of every line which letters would look most like it."

	aboutPaper = "Paper is seldom straight. It lies a little turned under the lid of the scanner, it is " +
		"folded, it has yellowed at the edge, and somebody has written 17 July 1936 in the margin. A good " +
		"reader turns the sheet upright before it begins, and remembers by how much."

	aboutDoubt = "Doubt is worth keeping. Where two letters look alike, as the figure 1 and the small l do, " +
		"a reader that says how sure it is helps more than one that guesses in silence."
)

const aboutGerman = "Größe und Güte der Bücher lassen sich schwer messen. Wer über die Straße in die " +
	"Bücherei geht, findet Märchen, Gesänge und alte Wörterbücher; manches Blatt ist müde geworden und an den " +
	"Rändern gelb. Ein guter Leser übersieht die Flecken und liest weiter, Zeile für Zeile."

// pages draws the printed pages with known text and places.
func (m *maker) pages() {
	m.print()
	m.columns()
	m.german()
	m.five()
	m.fax()
}

// print is an A5 page at 300 dpi with the ink box of each word.
func (m *maker) print() {
	s := newSheet(1748, 2480, 300)
	body := s.face(regular, 11)
	s.line(s.face(bold, 18), 200, 330, "On reading pages")
	y := s.column(body, 200, 470, 1350, 66, aboutReading)
	y = s.column(body, 200, y+50, 1350, 66, aboutPaper)
	y = s.column(s.face(italic, 11), 200, y+50, 1350, 66, aboutDoubt)
	y = s.line2(y+60, "Sheet 12 of 240", "Box 7, shelf 31")
	s.column(s.face(mono, 9), 200, y+60, 1350, 60, "total 1,284.50 EUR (VAT 19 % included)")
	m.png(m.made, "print.png", s.four())
	m.write(m.made, "print.gt.txt", s.text())
	m.write(m.made, "print.boxes.json", s.boxes())
}

// line2 sets two pieces of a line far from each other and gives the next
// baseline.
func (s *sheet) line2(y int, left, right string) int {
	face := s.face(regular, 11)
	s.line(face, 200, y, left)
	s.line(face, 1050, y, right)
	return y + 66
}

// columns is a page of two columns under one heading, whose lines stand side
// by side, with its text in both orders.
func (m *maker) columns() {
	s := newSheet(1700, 1500, 200)
	body := s.face(regular, 10.5)
	s.line(s.face(bold, 17), 140, 170, "Two columns, two orders")
	const left, right, width = 140, 900, 660
	s.column(body, left, 290, width, 44, aboutReading+" "+aboutDoubt)
	s.column(body, right, 290, width, 44, aboutPaper+" "+aboutDoubt)
	m.png(m.made, "columns.png", s.four())
	m.write(m.made, "columns.natural.txt", s.text())
	m.write(m.made, "columns.boxes.json", s.boxes())
	slices.SortStableFunc(s.lines, func(a, b box) int {
		if d := row(a) - row(b); d != 0 {
			return d
		}
		return a.Left - b.Left
	})
	m.write(m.made, "columns.basic.txt", s.text())
}

// german is a page whose umlauts an English reader gets wrong.
func (m *maker) german() {
	s := newSheet(1654, 700, 200)
	s.line(s.face(bold, 16), 150, 150, "Über das Lesen")
	s.column(s.face(regular, 12), 150, 260, 1350, 52, aboutGerman)
	m.png(m.made, "german.png", s.four())
	m.write(m.made, "german.gt.txt", s.text())
}

// row is the number of the text row that a line of columns stands in: the
// middle of its ink wanders with its letters, by less than half the leading.
func row(b box) int { return (b.Bottom + b.Top + 44) / 2 / 44 }

// five is five pages of text for a fax-like TIFF and a PDF of the same.
func (m *maker) five() {
	for i, words := range []string{aboutReading, aboutPaper, aboutDoubt, aboutReading, aboutPaper} {
		s := newSheet(1654, 1170, 200)
		s.line(s.face(bold, 16), 150, 180, fmt.Sprintf("Page %d of five", i+1))
		s.column(s.face(regular, 12), 150, 300, 1350, 52, words)
		m.png(m.raw, fmt.Sprintf("five-%d.png", i+1), bilevel(s.Gray))
		m.write(m.made, fmt.Sprintf("five.%d.gt.txt", i+1), s.text())
	}
}

// fax is a page of 204 dpi across and 98 dpi down, as standard fax has it.
func (m *maker) fax() {
	s := newSheet(1728, 1200, 204)
	s.line(s.face(bold, 18), 150, 200, "FAX MESSAGE")
	s.column(s.face(regular, 14), 150, 330, 1430, 68, aboutDoubt+" "+aboutPaper)
	squeezed := image.NewGray(image.Rect(0, 0, 1728, 1200*98/204))
	for y := range squeezed.Rect.Max.Y {
		for x := range squeezed.Rect.Max.X {
			y0, y1 := y*204/98, (y+1)*204/98
			sum := 0
			for from := y0; from < y1; from++ {
				sum += int(s.GrayAt(x, from).Y)
			}
			squeezed.SetGray(x, y, color.Gray{uint8(sum / (y1 - y0))})
		}
	}
	m.png(m.raw, "fax.png", bilevel(squeezed))
	m.write(m.made, "fax.gt.txt", s.text())
}

// four is the page in 16 greys, which PNG packs into four bits.
func (s *sheet) four() image.Image {
	var greys color.Palette
	for i := range 16 {
		greys = append(greys, color.Gray{uint8(i * 17)})
	}
	p := image.NewPaletted(s.Bounds(), greys)
	for i, v := range s.Pix {
		p.Pix[i] = (v + 8) / 17
		if v > 247 {
			p.Pix[i] = 15
		}
	}
	return p
}

// bilevel is black where g is darker than the middle, else white.
func bilevel(g *image.Gray) image.Image {
	p := image.NewPaletted(g.Bounds(), color.Palette{color.Black, color.White})
	for i, v := range g.Pix {
		p.Pix[i] = v >> 7
	}
	return p
}

func (m *maker) png(folder, name string, img image.Image) {
	var b bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	m.check(encoder.Encode(&b, img))
	m.write(folder, name, b.Bytes())
}

// label is a small picture with one line of words, which tells formats apart.
func label(words string) *sheet {
	s := newSheet(700, 160, 150)
	s.line(s.face(regular, 16), 40, 95, strings.TrimSpace(words))
	return s
}
