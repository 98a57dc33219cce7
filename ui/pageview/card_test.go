package pageview

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"recto/ocr"
)

// said are the texts of the card.
func (s *shown) said() string {
	var texts []string
	for _, o := range s.card.root.Objects {
		if t, ok := o.(*canvas.Text); ok {
			texts = append(texts, t.Text)
		}
	}
	return strings.Join(texts, " | ")
}

// posts has cards come at once, each when its function is run.
func (s *shown) posts() <-chan func() {
	posts := make(chan func(), 8)
	s.Post = func(f func()) { posts <- f }
	s.card.delay = 0
	return posts
}

func TestACardSaysWhatIsKnownOfTheWordThePointerRestsOn(t *testing.T) {
	s := show(t)
	posts := s.posts()
	s.SetLanguage("en")
	s.SetNames(func(code string) string { return map[string]string{"en": "English"}[code] })
	s.scene.lines[0].Style = &ocr.Style{Name: ocr.StyleHandwriting, Confidence: 0.77}
	test.MoveMouse(s.window.Canvas(), s.at(400, 120))
	if s.card.root.Visible() {
		t.Fatal("the card does not wait")
	}
	(<-posts)()
	if !s.card.root.Visible() {
		t.Fatal("no card")
	}
	for _, want := range []string{"two", "40 %", "handwriting, 77 %", "English", "300, 100", "0.0°"} {
		if !strings.Contains(s.said(), want) {
			t.Errorf("the card says %q, want %q in it", s.said(), want)
		}
	}
	// Within the word it stays as it is.
	root := s.card.root.Objects[0]
	test.MoveMouse(s.window.Canvas(), s.at(420, 125))
	if !s.card.root.Visible() || s.card.root.Objects[0] != root {
		t.Error("the card flickers within its word")
	}
	test.MoveMouse(s.window.Canvas(), s.at(50, 900))
	if s.card.root.Visible() {
		t.Error("the card stays when the pointer leaves the word")
	}
}

func TestACardThatCameTooLateIsNotShown(t *testing.T) {
	for name, leave := range map[string]func(*shown){
		"pointer left": func(s *shown) { s.MouseOut() },
		"pressed": func(s *shown) {
			s.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: s.at(400, 120)}, Button: desktop.MouseButtonPrimary})
		},
		"zoomed":       func(s *shown) { s.ZoomBy(2) },
		"another page": func(s *shown) { s.SetPage(nil, 800, 1200) },
	} {
		s := show(t)
		posts := s.posts()
		test.MoveMouse(s.window.Canvas(), s.at(400, 120))
		late := <-posts
		leave(s)
		if late(); s.card.root.Visible() {
			t.Errorf("%s: the card is shown", name)
		}
	}
}

func TestTheNextWordsCardTakesTheFirstOnesPlace(t *testing.T) {
	s := show(t)
	posts := s.posts()
	s.showCard(ocr.Mark{Line: 0, Word: 0})
	s.hover(ocr.Mark{Line: 0, Word: 1})
	if s.card.root.Visible() {
		t.Error("the old card stays")
	}
	(<-posts)()
	if !strings.HasPrefix(s.said(), "two") {
		t.Errorf("the card says %q", s.said())
	}
}

func TestACardNeverLeavesTheView(t *testing.T) {
	view, size := fyne.NewSize(400, 300), fyne.NewSize(150, 80)
	for _, word := range []fyne.Position{{X: 0, Y: 0}, {X: 390, Y: 290}, {X: -30, Y: 150}, {X: 395, Y: 10}, {X: 200, Y: 200}} {
		at := besideWord(word, fyne.NewSize(60, 14), size, view)
		if at.X < 0 || at.Y < 0 || at.X+size.Width > view.Width || at.Y+size.Height > view.Height {
			t.Errorf("card of the word at %v at %v, outside the view", word, at)
		}
		if covers := at.Y < word.Y+14 && at.Y+size.Height > word.Y && at.X < word.X+60 && at.X+size.Width > word.X; covers {
			t.Errorf("card at %v covers its word at %v", at, word)
		}
	}
}

func TestACorrectedWordHasNoConfidenceOfAnEngine(t *testing.T) {
	test.NewTempApp(t)
	facts := factsOf(ocr.Line{}, ocr.Word{Text: "x", Confidence: 1, Corrected: true}, "", nil)
	if facts[0].value != "corrected by a person" {
		t.Errorf("confidence is %q", facts[0].value)
	}
}
