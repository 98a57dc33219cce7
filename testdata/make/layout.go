package main

import (
	"encoding/json"
	"image"
	"image/color"
	"image/draw"
	"strings"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goitalic"
	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// The Go fonts (Bigelow & Holmes, BSD licence) come with golang.org/x/image.
var (
	regular = goregular.TTF
	bold    = gobold.TTF
	italic  = goitalic.TTF
	mono    = gomono.TTF
)

// box is a word or line with the edges of its ink in pixels: right and bottom
// are the first column and row without ink.
type box struct {
	Text   string `json:"text"`
	Left   int    `json:"left"`
	Top    int    `json:"top"`
	Right  int    `json:"right"`
	Bottom int    `json:"bottom"`
	Words  []box  `json:"words,omitempty"`
}

// sheet is a white page that text is set on; it keeps where each word's ink is.
type sheet struct {
	*image.Gray
	dpi   float64
	lines []box
}

func newSheet(width, height int, dpi float64) *sheet {
	s := &sheet{Gray: image.NewGray(image.Rect(0, 0, width, height)), dpi: dpi}
	draw.Draw(s, s.Bounds(), image.White, image.Point{}, draw.Src)
	return s
}

// face is a font at the given size in points.
func (s *sheet) face(ttf []byte, points float64) font.Face {
	f, err := opentype.Parse(ttf)
	if err != nil {
		panic("make: " + err.Error())
	}
	face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: points, DPI: s.dpi, Hinting: font.HintingNone})
	if err != nil {
		panic("make: " + err.Error())
	}
	return face
}

// line sets words along the baseline y from x on and gives the x behind them.
func (s *sheet) line(face font.Face, x, y int, text string) int {
	line := box{Text: text}
	space := font.MeasureString(face, " ").Ceil()
	for word := range strings.FieldsSeq(text) {
		b := s.word(face, x, y, word)
		line.Words = append(line.Words, b)
		line = line.around(b)
		x += font.MeasureString(face, word).Ceil() + space
	}
	s.lines = append(s.lines, line)
	return x
}

// word draws one word on paper of its own first, to see its ink alone.
func (s *sheet) word(face font.Face, x, y int, word string) box {
	paper := image.NewGray(s.Bounds())
	draw.Draw(paper, paper.Bounds(), image.White, image.Point{}, draw.Src)
	d := font.Drawer{Dst: paper, Src: image.Black, Face: face, Dot: fixed.P(x, y)}
	ink, _ := d.BoundString(word)
	d.DrawString(word)
	b := box{Text: word, Left: 1 << 30, Top: 1 << 30}
	for py := ink.Min.Y.Floor() - 2; py < ink.Max.Y.Ceil()+2; py++ {
		for px := ink.Min.X.Floor() - 2; px < ink.Max.X.Ceil()+2; px++ {
			grey := paper.GrayAt(px, py).Y
			if !(image.Point{px, py}).In(s.Bounds()) || grey == 255 {
				continue
			}
			s.SetGray(px, py, color.Gray{min(grey, s.GrayAt(px, py).Y)})
			if grey < 128 {
				b.Left, b.Right = min(b.Left, px), max(b.Right, px+1)
				b.Top, b.Bottom = min(b.Top, py), max(b.Bottom, py+1)
			}
		}
	}
	return b
}

// column sets text in lines of at most width pixels from the baseline y on, and
// gives the baseline behind the last.
func (s *sheet) column(face font.Face, x, y, width, leading int, text string) int {
	var now []string
	flush := func() {
		if len(now) > 0 {
			s.line(face, x, y, strings.Join(now, " "))
			y += leading
			now = nil
		}
	}
	for word := range strings.FieldsSeq(text) {
		if font.MeasureString(face, strings.Join(append(now, word), " ")).Ceil() > width {
			flush()
		}
		now = append(now, word)
	}
	flush()
	return y
}

// text is the lines as they were set, a line feed behind each.
func (s *sheet) text() []byte {
	var b strings.Builder
	for _, l := range s.lines {
		b.WriteString(l.Text + "\n")
	}
	return []byte(b.String())
}

// boxes is the lines with their words as JSON.
func (s *sheet) boxes() []byte {
	data, err := json.MarshalIndent(s.lines, "", " ")
	if err != nil {
		panic("make: " + err.Error())
	}
	return append(data, '\n')
}

// around is b grown to hold other's edges.
func (b box) around(other box) box {
	if b.Right == 0 {
		b.Left, b.Top = other.Left, other.Top
	}
	b.Left, b.Right = min(b.Left, other.Left), max(b.Right, other.Right)
	b.Top, b.Bottom = min(b.Top, other.Top), max(b.Bottom, other.Bottom)
	return b
}
