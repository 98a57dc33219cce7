package pageview

import (
	"image"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/software"

	"recto/ocr"
	"recto/ocr/overlay"
)

// crowded is a slightly slanted page of 2,480 × 3,508 pixels with 2,000 words.
func crowded() []ocr.Line {
	lines := make([]ocr.Line, 100)
	for i := range lines {
		y := 120 + float64(i)*33
		for j := range 20 {
			x := 120 + float64(j)*112
			q := ocr.Quad{{X: x, Y: y + x*0.01}, {X: x + 100, Y: y + (x+100)*0.01}, {X: x + 100, Y: y + 26 + (x+100)*0.01}, {X: x, Y: y + 26 + x*0.01}}
			lines[i].Words = append(lines[i].Words, ocr.Word{Text: "word", Quad: q, Confidence: float64((i*20+j)%10) / 9})
		}
		first, last := lines[i].Words[0].Quad, lines[i].Words[19].Quad
		lines[i].Quad = ocr.Quad{first[0], last[1], last[2], first[3]}
	}
	return lines
}

func crowdedScene(zoom float64) (*scene, *image.RGBA) {
	s := sceneOf(crowded())
	s.port.resize(880, 1000)
	s.port.setPage(2480, 3508, true)
	if zoom > 0 {
		s.port.zoomTo(zoom, 440, 500)
	}
	s.picture = image.NewGray(image.Rectangle{Max: s.sheet(1).Size()})
	return s, image.NewRGBA(image.Rect(0, 0, 880, 1000))
}

func benchmarkFrame(b *testing.B, zoom float64) {
	s, frame := crowdedScene(zoom)
	for b.Loop() {
		s.port.pan(-1, -1)
		s.paint(frame, 1)
	}
}

func BenchmarkFrameOfTheWholePage(b *testing.B)    { benchmarkFrame(b, 0) }
func BenchmarkFrameAtActualPixels(b *testing.B)    { benchmarkFrame(b, 1) }
func BenchmarkFrameAtFourTimesActual(b *testing.B) { benchmarkFrame(b, 4) }

func BenchmarkFrameBeforeTheSharpPicture(b *testing.B) {
	s, frame := crowdedScene(1)
	s.picture = image.NewGray(image.Rect(0, 0, 700, 990))
	for b.Loop() {
		s.paint(frame, 1)
	}
}

// BenchmarkRectanglesInstead is the other design: a canvas object a word, which
// cannot even slant. Software painter, so the figure is an upper bound for the
// drawing but not for laying out and walking 2,000 objects.
func BenchmarkRectanglesInstead(b *testing.B) {
	s, _ := crowdedScene(0)
	c := software.NewCanvas()
	c.SetPadded(false)
	var objects []fyne.CanvasObject
	for _, line := range s.lines {
		for _, word := range line.Words {
			left, top, right, bottom := word.Quad.Map(s.port.toView).Bounds()
			r := canvas.NewRectangle(overlay.BandOf(word.Confidence).Color())
			r.Move(fyne.NewPos(float32(left), float32(top)))
			r.Resize(fyne.NewSize(float32(right-left), float32(bottom-top)))
			objects = append(objects, r)
		}
	}
	box := container.NewWithoutLayout(objects...)
	c.SetContent(box)
	c.Resize(fyne.NewSize(880, 1000))
	for b.Loop() {
		box.Move(box.Position().AddXY(-1, -1))
		c.Capture()
	}
}
