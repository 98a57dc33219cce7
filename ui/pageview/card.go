package pageview

import (
	"fmt"
	"math"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"recto/ocr"
	"recto/ocr/overlay"
)

// The hover card's times and measures, the latter in view units.
const (
	// cardDelay is how long the pointer rests on a word before its card comes;
	// nextDelay how long when the card of another word was there just now.
	cardDelay = 600 * time.Millisecond
	nextDelay = 200 * time.Millisecond

	cardGap   = 8 // between word and card, and inside the card
	cardEdge  = 4 // between the card and the edge of the view
	cardText  = 32
	cardTitle = 1.25 // of the theme's text size
)

// card says of the word under the pointer what is known of it. It never takes
// the pointer, and lies beside the word within the view.
type card struct {
	root  *fyne.Container
	mark  ocr.Mark
	timer *time.Timer
	turn  int
	delay time.Duration // cardDelay but in tests

	// shown is when a card was last seen.
	shown time.Time
}

func newCard() card {
	c := card{root: container.NewWithoutLayout(), mark: ocr.NoMark, delay: cardDelay}
	c.root.Hide()
	return c
}

// row is one fact of a card.
type row struct{ name, value string }

// factsOf are those of a word of a line; pageLanguage is "" where it is unknown,
// nameOf what people call a language.
func factsOf(line ocr.Line, word ocr.Word, pageLanguage string, nameOf func(code string) string) []row {
	sure := percent(word.Confidence)
	if word.Corrected {
		sure = lang.L("corrected by a person")
	}
	facts := []row{{lang.L("Confidence"), sure}}
	if style := line.Style; style != nil {
		name := lang.L("print")
		if style.Name == ocr.StyleHandwriting {
			name = lang.L("handwriting")
		}
		facts = append(facts, row{lang.L("Style"), name + ", " + percent(style.Confidence)})
	}
	language := line.Language
	if language == "" {
		language = pageLanguage
	}
	if language != "" {
		facts = append(facts, row{lang.L("Language"), nameOf(language)})
	}
	corners := ""
	for i, p := range word.Quad {
		if i > 0 {
			corners += "  "
		}
		corners += fmt.Sprintf("%.0f, %.0f", p.X, p.Y)
	}
	return append(facts, row{lang.L("Corners"), corners}, row{lang.L("Angle"), fmt.Sprintf("%.1f°", word.Quad.Angle()+0)})
}

func percent(share float64) string { return fmt.Sprintf("%.0f %%", 100*share) }

// waitForCard shows the card of a word when the pointer has rested on it.
func (v *PageView) waitForCard(m ocr.Mark) {
	if m == v.card.mark {
		return
	}
	delay := v.card.delay
	if v.card.root.Visible() || v.now().Sub(v.card.shown) < cardDelay {
		delay = min(delay, nextDelay)
	}
	v.hideCard()
	v.card.mark = m
	if m.Word < 0 || v.Post == nil {
		return
	}
	turn := v.card.turn
	v.card.timer = time.AfterFunc(delay, func() {
		v.Post(func() {
			if turn == v.card.turn {
				v.showCard(m)
			}
		})
	})
}

// hideCard hides the card, and has it come no more for this word.
func (v *PageView) hideCard() {
	v.card.turn++
	if v.card.timer != nil {
		v.card.timer.Stop()
	}
	if v.card.root.Visible() {
		v.card.shown = v.now()
		v.card.root.Hide()
	}
}

// showCard shows the card of a word that is in view.
func (v *PageView) showCard(m ocr.Mark) {
	word, ok := ocr.Page{Lines: v.scene.lines}.Word(m)
	at, size, seen := v.WordRect(m)
	if !ok || !seen {
		return
	}
	v.card.root.Objects = v.cardObjects(m, word)
	card := v.card.root.Objects[0].Size()
	v.card.root.Resize(card)
	v.card.root.Move(besideWord(at, size, card, v.Size()))
	v.card.root.Show()
	v.Refresh() // the canvas does not know the card before it was painted once
}

// besideWord is where a card of the given size lies: below the word, above it
// where there is no room below, and never outside the view where it fits.
func besideWord(at fyne.Position, word, card, view fyne.Size) fyne.Position {
	y := at.Y + word.Height + cardGap
	if y+card.Height > view.Height-cardEdge {
		y = at.Y - cardGap - card.Height
	}
	within := func(x, length, view float32) float32 {
		return max(min(x, view-cardEdge-length), cardEdge)
	}
	return fyne.NewPos(within(at.X, card.Width, view.Width), within(y, card.Height, view.Height))
}

// cardObjects are the card's back and, on it, its texts.
func (v *PageView) cardObjects(m ocr.Mark, word ocr.Word) []fyne.CanvasObject {
	th, variant := v.Theme(), fyne.CurrentApp().Settings().ThemeVariant()
	fore, faint := th.Color(theme.ColorNameForeground, variant), th.Color(theme.ColorNamePlaceHolder, variant)
	textSize := th.Size(theme.SizeNameCaptionText)
	text := func(s string) *canvas.Text {
		t := canvas.NewText(shortened(s), fore)
		t.TextSize = textSize
		return t
	}
	title := text(word.Text)
	title.TextSize, title.TextStyle = th.Size(theme.SizeNameText)*cardTitle, fyne.TextStyle{Bold: true}
	title.Move(fyne.NewPos(cardGap, cardGap/2))
	title.Resize(title.MinSize())
	objects := []fyne.CanvasObject{title}
	facts := factsOf(v.scene.lines[m.Line], word, v.language, v.nameOf)
	var names float32
	for _, f := range facts {
		names = max(names, text(f.name).MinSize().Width)
	}
	width, y := title.MinSize().Width, title.Position().Y+title.MinSize().Height+cardGap/4
	for _, f := range facts {
		name, value := text(f.name), text(f.value)
		name.Color = faint
		name.Move(fyne.NewPos(cardGap, y))
		value.Move(fyne.NewPos(cardGap+names+cardGap, y))
		name.Resize(name.MinSize())
		value.Resize(value.MinSize())
		objects = append(objects, name, value)
		width = max(width, names+cardGap+value.MinSize().Width)
		y += value.MinSize().Height
	}
	back := canvas.NewRectangle(th.Color(theme.ColorNameOverlayBackground, variant))
	back.CornerRadius, back.StrokeWidth = th.Size(theme.SizeNameInputRadius), 1
	back.StrokeColor = th.Color(theme.ColorNameInputBorder, variant)
	stripe := canvas.NewRectangle(overlay.BandOf(word.Confidence).Color())
	stripe.Move(fyne.NewPos(0, cardGap/2))
	stripe.Resize(fyne.NewSize(3, title.MinSize().Height))
	back.Resize(fyne.NewSize(ceil(width+2*cardGap), ceil(y+cardGap/2)))
	return append([]fyne.CanvasObject{back, stripe}, objects...)
}

func ceil(v float32) float32 { return float32(math.Ceil(float64(v))) }

// shortened is a text that is not too wide for a card.
func shortened(s string) string {
	runes := []rune(s)
	if len(runes) <= 2*cardText {
		return s
	}
	return string(runes[:cardText]) + "…" + string(runes[len(runes)-cardText/2:])
}
