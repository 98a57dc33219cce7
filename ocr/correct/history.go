package correct

import "slices"

// Code says what kind of change was made.
type Code string

// The kinds of changes.
const (
	Replaced Code = "replaced" // Old became New
	Deleted  Code = "deleted"  // Old is gone
	Joined   Code = "joined"   // the words of Old became one, New
	Added    Code = "added"    // New was added
	Removed  Code = "removed"  // corrections were taken back; Old and New are ""
)

// Change says what a person changed, to be put into words.
type Change struct {
	Code Code

	// Page counts from 0.
	Page int

	// Old and New are the texts before and after.
	Old, New string
}

// maxSteps is how many changes can be undone.
const maxSteps = 500

// step is a change with the corrections of its page before and after.
type step struct {
	change        Change
	before, after []Correction
}

// history is what was done and what was undone, the latest last.
type history struct{ done, undone []step }

// do makes after the corrections of the change's page.
func (d *Document) do(change Change, after []Correction) {
	h := &d.history
	h.done = append(h.done, step{change, d.pages[change.Page], after})
	if len(h.done) > maxSteps {
		h.done = slices.Delete(h.done, 0, len(h.done)-maxSteps)
	}
	h.undone = nil
	d.set(change.Page, after)
}

// NextUndo is the change that Undo takes back; false where there is none.
func (d *Document) NextUndo() (Change, bool) { return last(d.history.done) }

// NextRedo is the change that Redo makes again; false where there is none.
func (d *Document) NextRedo() (Change, bool) { return last(d.history.undone) }

// Undo takes the latest change back and says which; false where there is none.
func (d *Document) Undo() (Change, bool) {
	change, ok := d.NextUndo()
	if ok {
		h := &d.history
		s := h.done[len(h.done)-1]
		h.done, h.undone = h.done[:len(h.done)-1], append(h.undone, s)
		d.set(change.Page, s.before)
	}
	return change, ok
}

// Redo makes the change again that was undone last, and says which; false
// where there is none.
func (d *Document) Redo() (Change, bool) {
	change, ok := d.NextRedo()
	if ok {
		h := &d.history
		s := h.undone[len(h.undone)-1]
		h.undone, h.done = h.undone[:len(h.undone)-1], append(h.done, s)
		d.set(change.Page, s.after)
	}
	return change, ok
}

func last(steps []step) (Change, bool) {
	if len(steps) == 0 {
		return Change{}, false
	}
	return steps[len(steps)-1].change, true
}
