package worker

import "slices"

// waiter is a request that waits for its turn.
type waiter struct {
	group  string
	path   string
	urgent bool
	prompt bool

	// turn gets the idle child to use, or nil where one must be started.
	turn chan *child
}

// queue hands out turns: the urgent first, then one to the prompt and one to
// the others; in each of these lanes round robin between groups, first come
// first served within one. Of the urgent the newest is served first: it is what
// a person looks at now, the others are what they have passed. The zero queue is
// empty.
type queue struct {
	urgent         []*waiter
	prompt, normal fairQueue

	wasPrompt bool // the last turn that was not urgent
}

func (q *queue) lane(w *waiter) *fairQueue {
	if w.prompt {
		return &q.prompt
	}
	return &q.normal
}

func (q *queue) push(w *waiter) {
	if w.urgent {
		q.urgent = append(q.urgent, w)
		return
	}
	q.lane(w).push(w)
}

// remove takes a waiter out; false where it is in there no more.
func (q *queue) remove(w *waiter) bool {
	if !w.urgent {
		return q.lane(w).remove(w)
	}
	i := slices.Index(q.urgent, w)
	if i < 0 {
		return false
	}
	q.urgent = slices.Delete(q.urgent, i, i+1)
	return true
}

// pop is the next waiter, nil if there is none. Among groups whose turn has
// come alike, one that waits for the document path is preferred.
func (q *queue) pop(path string) *waiter {
	if last := len(q.urgent) - 1; last >= 0 {
		w := q.urgent[last]
		q.urgent[last] = nil
		q.urgent = q.urgent[:last]
		return w
	}
	lanes := []*fairQueue{&q.prompt, &q.normal}
	if q.wasPrompt {
		slices.Reverse(lanes)
	}
	for _, lane := range lanes {
		if w := lane.pop(path); w != nil {
			q.wasPrompt = lane == &q.prompt
			return w
		}
	}
	return nil
}

// fairQueue is round robin told by counting: the group that was served least
// is next. Groups stand in the order in which they came.
type fairQueue struct {
	groups []*group
	served int // of the group that was served last, before that
}

type group struct {
	name    string
	served  int
	waiting []*waiter
}

func (q *fairQueue) push(w *waiter) {
	i := slices.IndexFunc(q.groups, func(g *group) bool { return g.name == w.group })
	if i < 0 {
		i = len(q.groups)
		// A newcomer starts level with the others: being away earns nothing.
		q.groups = append(q.groups, &group{name: w.group, served: q.served})
	}
	q.groups[i].waiting = append(q.groups[i].waiting, w)
}

func (q *fairQueue) pop(path string) *waiter {
	best := -1
	for i, g := range q.groups {
		switch {
		case best < 0 || g.served < q.groups[best].served:
			best = i
		case g.served == q.groups[best].served && path != "" &&
			g.waiting[0].path == path && q.groups[best].waiting[0].path != path:
			best = i
		}
	}
	if best < 0 {
		return nil
	}
	g := q.groups[best]
	w := g.waiting[0]
	q.served = g.served
	g.served++
	g.waiting[0] = nil
	g.waiting = g.waiting[1:]
	q.drop(best)
	return w
}

func (q *fairQueue) remove(w *waiter) bool {
	for i, g := range q.groups {
		if at := slices.Index(g.waiting, w); at >= 0 {
			g.waiting = slices.Delete(g.waiting, at, at+1)
			q.drop(i)
			return true
		}
	}
	return false
}

// drop forgets a group in which nothing waits.
func (q *fairQueue) drop(i int) {
	if len(q.groups[i].waiting) == 0 {
		q.groups = slices.Delete(q.groups, i, i+1)
	}
}
