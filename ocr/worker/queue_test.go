package worker

import (
	"fmt"
	"slices"
	"testing"
)

func fill(q *queue, specs ...string) []*waiter {
	var all []*waiter
	for _, spec := range specs {
		w := &waiter{group: spec[:1], path: spec, urgent: spec[0] == 'U'}
		q.push(w)
		all = append(all, w)
	}
	return all
}

func drain(q *queue, path string) (order []string) {
	for w := q.pop(path); w != nil; w = q.pop(path) {
		order = append(order, w.path)
	}
	return order
}

func TestGroupsTakeTurns(t *testing.T) {
	var q queue
	fill(&q, "a1", "a2", "a3", "b1", "b2", "U1", "c1", "U2")
	if got, want := drain(&q, ""), []string{"U2", "U1", "a1", "b1", "c1", "a2", "b2", "a3"}; !slices.Equal(got, want) {
		t.Errorf("order %v, want %v", got, want)
	}
}

func TestANewGroupNeitherWaitsNorOvertakesForLong(t *testing.T) {
	var q queue
	fill(&q, "a1", "a2", "a3", "a4", "a5", "a6")
	for range 3 {
		q.pop("")
	}
	fill(&q, "b1", "b2", "b3", "b4")
	if got, want := drain(&q, ""), []string{"b1", "a4", "b2", "a5", "b3", "a6", "b4"}; !slices.Equal(got, want) {
		t.Errorf("order %v, want %v", got, want)
	}
}

func TestAGroupThatComesBackEachTimeTakesTurns(t *testing.T) {
	var q queue
	fill(&q, "a1", "a2", "a3", "a4")
	var order []string
	for i := range 4 {
		fill(&q, fmt.Sprint("b", i+1))
		order = append(order, q.pop("").path, q.pop("").path)
	}
	a := slices.DeleteFunc(slices.Clone(order[:6]), func(s string) bool { return s[0] != 'a' })
	if len(a) < 2 {
		t.Errorf("order %v starves a", order)
	}
}

func TestAmongEqualsTheDocumentAtHandIsPreferred(t *testing.T) {
	var q queue
	fill(&q, "a1", "a2", "b1", "c1")
	if got, want := drain(&q, "b1"), []string{"b1", "a1", "c1", "a2"}; !slices.Equal(got, want) {
		t.Errorf("order %v, want %v", got, want)
	}
}

func TestAWaiterCanLeave(t *testing.T) {
	var q queue
	all := fill(&q, "a1", "a2", "b1", "U1")
	for _, w := range []*waiter{all[0], all[2], all[3]} {
		if !q.remove(w) {
			t.Errorf("remove(%s) = false", w.path)
		}
		if q.remove(w) {
			t.Errorf("second remove(%s) = true", w.path)
		}
	}
	if got, want := drain(&q, ""), []string{"a2"}; !slices.Equal(got, want) {
		t.Errorf("order %v, want %v", got, want)
	}
}

func TestEverySecondTurnGoesToThosePagesThatSomebodyWaitsFor(t *testing.T) {
	var q queue
	for i := range 6 {
		q.push(&waiter{group: fmt.Sprint("document ", i)})
	}
	for i := range 2 {
		q.push(&waiter{group: fmt.Sprint("caller ", i), prompt: true})
	}
	q.push(&waiter{group: "seen", urgent: true})
	var got []string
	for w := q.pop(""); w != nil; w = q.pop("") {
		got = append(got, w.group)
	}
	want := []string{"seen", "caller 0", "document 0", "caller 1", "document 1", "document 2", "document 3", "document 4", "document 5"}
	if !slices.Equal(got, want) {
		t.Errorf("turns %q, want %q", got, want)
	}
}

func TestThePageThatAPersonCameToLastIsServedFirst(t *testing.T) {
	var q queue
	q.push(&waiter{group: "document"})
	var passed []*waiter
	for i := range 3 {
		passed = append(passed, &waiter{group: "document", path: fmt.Sprint(i), urgent: true})
		q.push(passed[i])
	}
	if !q.remove(passed[1]) || q.remove(passed[1]) {
		t.Error("a page that was given up is not taken out once")
	}
	var got []string
	for w := q.pop("document"); w != nil; w = q.pop("document") {
		got = append(got, w.path)
	}
	if want := []string{"2", "0", ""}; !slices.Equal(got, want) {
		t.Errorf("turns %q, want %q", got, want)
	}
}
