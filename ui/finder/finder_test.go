package finder

import (
	"fmt"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"recto/ocr/find"
	"recto/ui/uitest"
)

// told is a pane in a window, and all that it asked for.
type told struct {
	*Pane
	win  fyne.Window
	asks []string
}

func try(t *testing.T) *told {
	t.Helper()
	test.NewTempApp(t)
	p := &told{Pane: New()}
	say := func(format string, args ...any) { p.asks = append(p.asks, fmt.Sprintf(format, args...)) }
	p.OnQuery = func(q find.Query) {
		say("query %q case %v whole %v fuzzy %v", q.Text, q.Case, q.Whole, q.Fuzzy)
	}
	p.OnHit = func(n int) { say("hit %d", n); p.SetCurrent(n) }
	p.OnNext, p.OnPrevious, p.OnClose = func() { say("next") }, func() { say("previous") }, func() { say("close") }
	p.OnKey = func(e *fyne.KeyEvent) { say("key %s", e.Name) }
	p.OnShortcut = func(s fyne.Shortcut) { say("shortcut %s", s.ShortcutName()) }
	p.OnHint = func(hint string) { say("hint %s", hint) }
	p.win = test.NewTempWindow(t, p.Content)
	p.win.Resize(fyne.NewSize(380, 420))
	return p
}

// asked are the wishes since it was last asked.
func (p *told) asked() []string {
	asks := p.asks
	p.asks = nil
	return asks
}

func (p *told) expect(t *testing.T, after string, want ...string) {
	t.Helper()
	if got := p.asked(); !slices.Equal(got, want) {
		t.Errorf("after %s the pane asks %q, want %q", after, got, want)
	}
}

func (p *told) press(name fyne.KeyName, held fyne.KeyModifier) {
	p.Held = func() fyne.KeyModifier { return held }
	p.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: name})
}

// groups are pages of so many hits each.
func groups(hits ...int) []Group {
	var list []Group
	for i, n := range hits {
		g := Group{Title: fmt.Sprintf("report.pdf · page %d", i+1)}
		for j := range n {
			h := Hit{Before: "The second ", Text: "invoice", After: fmt.Sprintf(" of this year, number %d", j), Confidence: 0.96, Likeness: 1}
			if j%3 == 1 {
				h = Hit{Before: "What was said long before the ", Text: "lnvoice", After: " came", Confidence: 0.61, Likeness: 0.9}
			}
			g.Hits = append(g.Hits, h)
		}
		list = append(list, g)
	}
	return list
}

func TestTypingAndTogglesAskForTheQuery(t *testing.T) {
	p := try(t)
	p.Focus(p.win.Canvas())
	test.Type(p.entry, "ab")
	p.expect(t, "typing", `query "a" case false whole false fuzzy false`, `query "ab" case false whole false fuzzy false`)
	test.Tap(p.caseOf)
	test.Tap(p.whole)
	p.expect(t, "two toggles", `query "ab" case true whole false fuzzy false`, `query "ab" case true whole true fuzzy false`)
	test.Tap(p.fuzzy)
	p.expect(t, "the fuzzy toggle, which knows no case", `query "ab" case false whole true fuzzy true`)
	if !p.caseOf.Disabled() {
		t.Error("match case can be pressed beside a fuzzy query")
	}
	test.Tap(p.fuzzy)
	p.expect(t, "the fuzzy toggle again", `query "ab" case true whole true fuzzy false`)
	p.Focus(p.win.Canvas())
	test.Type(p.entry, "c")
	p.expect(t, "typing over the selected text", `query "c" case true whole true fuzzy false`)
	p.SetText("given")
	p.expect(t, "a text that was given", `query "given" case true whole true fuzzy false`)
}

func TestKeysInTheEntryMoveAmongTheHits(t *testing.T) {
	p := try(t)
	p.entry.SetText("invoice")
	p.SetGroups(groups(2, 1))
	p.SetCount(3)
	p.Focus(p.win.Canvas())
	p.asked()
	p.press(fyne.KeyReturn, 0)
	p.press(fyne.KeyReturn, fyne.KeyModifierShift)
	p.press(fyne.KeyEnter, 0)
	p.expect(t, "Enter, Shift+Enter, Enter", "next", "previous", "next")
	p.press(fyne.KeyUp, 0)
	p.press(fyne.KeyDown, 0)
	p.press(fyne.KeyDown, 0)
	p.press(fyne.KeyDown, 0)
	p.press(fyne.KeyUp, 0)
	p.expect(t, "Up and four times Down and Up", "hit 0", "hit 1", "hit 2", "hit 1")
	p.press(fyne.KeyF3, 0)
	p.press(fyne.KeyF8, fyne.KeyModifierShift)
	p.press(fyne.KeyEscape, 0)
	p.expect(t, "F3, Shift+F8, Escape", "key F3", "key F8", "close")
	p.entry.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyF, Modifier: fyne.KeyModifierShortcutDefault})
	p.expect(t, "Ctrl+F", "shortcut CustomDesktop:Control+F")
	if p.entry.Text != "invoice" {
		t.Errorf("the entry holds %q", p.entry.Text)
	}
}

func TestClickInTheListChoosesTheHit(t *testing.T) {
	p := try(t)
	p.entry.SetText("invoice")
	p.SetGroups(groups(2, 1))
	p.SetCount(3)
	p.asked()
	p.list.Select(2)
	p.list.Select(3)
	p.expect(t, "the second hit, and the title of the second page", "hit 1", "hit 2")
	p.SetCurrent(0)
	p.expect(t, "a hit that became the current one")
	p.win.Canvas().Focus(p.list)
	p.press(fyne.KeyDown, 0)
	p.press(fyne.KeyF3, fyne.KeyModifierShift)
	p.press(fyne.KeyReturn, 0)
	p.expect(t, "Down, Shift+F3 and Enter in the list", "hit 1", "key F3", "next")
}

func TestCountTellsHowTheSearchStands(t *testing.T) {
	p := try(t)
	for _, step := range []struct {
		do    func()
		count string
		note  bool
	}{
		{func() {}, "", true},
		{func() { p.entry.SetText("x"); p.SetBusy(true) }, "Searching…", false},
		{func() { p.SetGroups(groups(3)); p.SetCount(3) }, "Hits: 3…", false},
		{func() { p.SetBusy(false) }, "Hits: 3", false},
		{func() { p.SetCurrent(1) }, "2 of 3", false},
		{func() { p.SetCount(20_000) }, "2 of 20000", false},
		{func() { p.SetCurrent(-1); p.SetGroups(groups(1)); p.SetCount(1) }, "Hits: 1", false},
		{func() { p.SetGroups(nil); p.SetCount(0) }, "No hits", true},
	} {
		step.do()
		if p.count.Text != step.count || p.note.Visible() != step.note {
			t.Errorf("the pane says %q, note %q; want %q, note %v", p.count.Text, p.note.Text, step.count, step.note)
		}
	}
	if !p.next.Disabled() || !p.previous.Disabled() {
		t.Error("one can go on among no hits")
	}
}

func TestHitsThatComeLaterMoveNothingThatIsSeen(t *testing.T) {
	p := try(t)
	p.entry.SetText("invoice")
	all := groups(30, 30, 30)
	p.SetGroups(all[1:2])
	p.list.ScrollToOffset(10*p.list.pitch() + 3)
	top, hidden := p.list.anchor()
	p.SetGroups(all)
	if now, nowHidden := p.list.anchor(); now.first != top.first || now.within != top.within || nowHidden != hidden {
		t.Errorf("hit %d is at the top with %v hidden, want %d and %v", now.within, nowHidden, top.within, hidden)
	}
	p.SetGroups(groups(40))
	if got := p.list.GetScrollOffset(); got != 0 {
		t.Errorf("another list begins at %v", got)
	}
}

func TestHintsTellWhatIsUnderThePointer(t *testing.T) {
	p := try(t)
	p.fuzzy.MouseIn(&desktop.MouseEvent{})
	p.fuzzy.MouseOut()
	p.expect(t, "the pointer over ≈", "hint "+p.fuzzy.hint, "hint ")
}

func TestPaneLooksAsItDid(t *testing.T) {
	for name, look := range uitest.Themes() {
		t.Run(name, func(t *testing.T) {
			p := try(t)
			fyne.CurrentApp().Settings().SetTheme(look)
			p.entry.SetText("invoice")
			test.Tap(p.fuzzy)
			p.SetGroups(groups(4, 2))
			p.SetCount(6)
			p.SetCurrent(1)
			p.win.Resize(fyne.NewSize(381, 420))
			test.AssertImageMatches(t, name+".png", p.win.Canvas().Capture())
		})
	}
}

func TestEmptyPaneSaysWhatItIsFor(t *testing.T) {
	p := try(t)
	fyne.CurrentApp().Settings().SetTheme(uitest.Themes()["light"])
	test.AssertImageMatches(t, "empty.png", p.win.Canvas().Capture())
	p.entry.SetText("no such word")
	test.AssertImageMatches(t, "nothing.png", p.win.Canvas().Capture())
}
