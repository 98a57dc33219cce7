package ui

// step goes to the next hit behind what is shown and selected, or to the last
// one before it; behind the last comes the first.
func (f *finding) step(by int) {
	count := f.search.Kept()
	if count == 0 {
		return
	}
	number, ok := f.current()
	if ok {
		number += by
	} else {
		number = f.near(by)
	}
	f.goTo((number + count) % count)
}

// near is the number of the first hit behind what is selected on the shown
// page, or of the last one before it.
func (f *finding) near(by int) int {
	at, ok := f.shown()
	number := f.search.Before(at)
	if ok {
		selection := f.w.session.Doc().Selection
		for _, h := range f.search.Hits(at) {
			if selection.Empty() || h.Span.First.Compare(selection.First) > 0 {
				break
			}
			number++
		}
	}
	if by < 0 {
		number--
	}
	return number
}

// goTo turns to the hit of a number and selects it.
func (f *finding) goTo(number int) {
	at, within, ok := f.search.At(number)
	if !ok {
		return
	}
	key, span := f.keys[at], f.search.Hits(at)[within].Span
	f.on, f.within = true, within
	f.w.turnTo(key, span)
	f.show()
}
