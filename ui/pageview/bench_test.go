package pageview

import (
	"image"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"

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

// measured runs frames, and reports the processor's time for each beside the
// clock's.
func measured(b *testing.B, frame func()) {
	frame() // letters and tables are made once
	b.ResetTimer()
	before := cpuTime()
	n := 0
	for b.Loop() {
		frame()
		n++
	}
	b.ReportMetric(float64((cpuTime()-before).Microseconds())/1000/float64(n), "cpu-ms/op")
}

func benchmarkFrame(b *testing.B, zoom float64, change func(*scene)) {
	s, frame := crowdedScene(zoom)
	if change != nil {
		change(s)
	}
	step := -1.0
	measured(b, func() {
		if !s.port.pan(step, step) {
			step = -step
		}
		s.paint(frame, 1)
	})
}

func BenchmarkFrameOfTheWholePage(b *testing.B)    { benchmarkFrame(b, 0, nil) }
func BenchmarkFrameAtActualPixels(b *testing.B)    { benchmarkFrame(b, 1, nil) }
func BenchmarkFrameAtFourTimesActual(b *testing.B) { benchmarkFrame(b, 4, nil) }

func BenchmarkFrameOfAColourPicture(b *testing.B) {
	benchmarkFrame(b, 0, func(s *scene) { s.picture = image.NewRGBA(s.picture.Bounds()) })
}

func BenchmarkFrameOfATurnedPage(b *testing.B) {
	benchmarkFrame(b, 0, func(s *scene) {
		s.port.setTurn(1)
		s.picture = image.NewRGBA(image.Rectangle{Max: s.pictureSize(1)})
	})
}

func BenchmarkFrameWithAllLayersAndMarks(b *testing.B) {
	benchmarkFrame(b, 0, func(s *scene) {
		s.layers = overlay.Layers{Lines: true, Words: true, Confidence: true, Handwriting: true, Numbers: true, Corrected: true}
		s.marks.Selection = ocr.Page{Lines: s.lines}.WholeSpan()
		for i := range s.lines {
			s.marks.Hits = append(s.marks.Hits, ocr.Span{First: ocr.Mark{Line: i, Word: 3}, Last: ocr.Mark{Line: i, Word: 4}})
		}
	})
}

// The zoom frames have a picture of another size than the one that is shown.
func BenchmarkZoomFrameOfTheWholePage(b *testing.B)    { benchmarkZoom(b, 0, false) }
func BenchmarkZoomFrameAtActualPixels(b *testing.B)    { benchmarkZoom(b, 1, false) }
func BenchmarkZoomFrameAtFourTimesActual(b *testing.B) { benchmarkZoom(b, 4, false) }
func BenchmarkZoomFrameInColour(b *testing.B)          { benchmarkZoom(b, 1, true) }

func benchmarkZoom(b *testing.B, zoom float64, colour bool) {
	s, frame := crowdedScene(zoom)
	s.picture = image.NewGray(image.Rect(0, 0, 700, 990))
	if colour {
		s.picture = image.NewRGBA(image.Rect(0, 0, 700, 990))
	}
	at := zoom
	if at == 0 {
		at = s.port.zoom
	}
	factor := 1.001
	measured(b, func() {
		factor = 1 / factor
		s.port.zoomTo(at*factor, 440, 500)
		s.paint(frame, 1)
	})
}

// BenchmarkPageTurn is all that the user interface's goroutine does to show a
// page whose picture is at hand: the view's own work and one frame.
func BenchmarkPageTurn(b *testing.B) {
	test.NewTempApp(b)
	v := New()
	v.Resize(fyne.NewSize(880, 1000))
	lines := crowded()
	v.SetPage(nil, 2480, 3508)
	picture := image.NewRGBA(image.Rectangle{Max: v.scene.pictureSize(1)})
	measured(b, func() {
		v.SetPage(picture, 2480, 3508)
		v.SetLines(lines, 2480, 3508)
		v.draw(880, 1000)
	})
}

// BenchmarkWordUnderThePointer is what each move of the pointer costs.
func BenchmarkWordUnderThePointer(b *testing.B) {
	lines := crowded()
	measured(b, func() { wordAt(lines, ocr.Point{X: 1200, Y: 3400}) })
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
