package ocr

import (
	"context"
	"errors"
	"math"
	"slices"
	"sync"
	"testing"
)

func TestTextJoinsWordsByTheHabitOfTheirScript(t *testing.T) {
	for _, tt := range []struct {
		words []string
		want  string
	}{
		{[]string{"two", "words"}, "two words"},
		{[]string{"日本", "語"}, "日本語"},
		{[]string{"日本", "PDF", "文書"}, "日本 PDF 文書"},
		{[]string{"한국", "어"}, "한국 어"},
		{nil, ""},
	} {
		var line Line
		for _, w := range tt.words {
			line.Words = append(line.Words, Word{Text: w})
		}
		if got := line.Text(); got != tt.want {
			t.Errorf("Text of %q = %q, want %q", tt.words, got, tt.want)
		}
	}
}

func TestNormalizeAngleStaysInItsHalfOpenCircle(t *testing.T) {
	for _, tt := range []struct{ in, want float64 }{
		{0, 0}, {180, -180}, {-180, -180}, {179.99999, -180}, {360, 0}, {-540, -180}, {725, 5}, {-0.00001, 0}, {12.34567, 12.3457},
	} {
		if got := NormalizeAngle(tt.in); got != tt.want || math.Signbit(got) != math.Signbit(tt.want) {
			t.Errorf("NormalizeAngle(%v) = %v, want %v", tt.in, got, tt.want)
		}
	}
}

func TestSlantedTakesTheSlantOffTheBounds(t *testing.T) {
	for turns := range 4 {
		for _, slant := range []float64{0, 2, -3, 10} {
			angle := NormalizeAngle(float64(90*turns) + slant)
			// A word of 200 × 40 along that direction, and the bounds of its ink.
			word := Around([]Quad{Rect(0, 0, 200, 40).Map(func(p Point) Point {
				sin, cos := math.Sincos(angle * math.Pi / 180)
				return Point{500 + p.X*cos - p.Y*sin, 500 + p.X*sin + p.Y*cos}
			})}, angle)
			left, top, right, bottom := word.Bounds()
			got := Slanted(left, top, right, bottom, angle)
			for i := range got {
				// The corners of a sheared box differ from those of a turned one
				// by the height times the slant.
				if math.Hypot(got[i].X-word[i].X, got[i].Y-word[i].Y) > 1+40*math.Abs(math.Sin(slant*math.Pi/180)) {
					t.Errorf("at %v° corner %d = %v, want %v", angle, i, got[i], word[i])
				}
			}
			if off := NormalizeAngle(got.Angle() - angle); math.Abs(off) > 0.4 {
				t.Errorf("angle = %v, want %v", got.Angle(), angle)
			}
		}
	}
}

func TestAroundHoldsAllQuads(t *testing.T) {
	quads := []Quad{Rect(10, 10, 50, 30), Rect(60, 14, 90, 33)}
	for _, angle := range []float64{0, 3, 90, -120} {
		hull := Around(quads, angle)
		grown := hull.Map(func(p Point) Point { return p })
		for _, q := range quads {
			for _, p := range q {
				centre := Point{(hull[0].X + hull[2].X) / 2, (hull[0].Y + hull[2].Y) / 2}
				inner := Point{p.X + (centre.X-p.X)*1e-6, p.Y + (centre.Y-p.Y)*1e-6}
				if !grown.Contains(inner) {
					t.Errorf("Around at %v° leaves %v out", angle, p)
				}
			}
		}
		if off := NormalizeAngle(hull.Angle() - angle); math.Abs(off) > 1e-3 {
			t.Errorf("Around at %v° runs at %v°", angle, hull.Angle())
		}
	}
}

func TestConfidenceWeighsLongWordsMore(t *testing.T) {
	page := Page{Lines: []Line{{Words: []Word{{Text: "abcd", Confidence: 1}, {Text: "ab", Confidence: 0.4}}}}}
	if got := page.Confidence(); math.Abs(got-0.8) > 1e-9 {
		t.Errorf("Confidence = %v, want 0.8", got)
	}
	if got := (Page{}).Confidence(); got != 0 {
		t.Errorf("Confidence of no words = %v, want 0", got)
	}
}

func TestParsePagesFollowsTheContractsGrammar(t *testing.T) {
	for _, tt := range []struct {
		in    string
		count int
		want  []int
	}{
		{"", 3, []int{0, 1, 2}},
		{"2", 3, []int{1}},
		{"1-2,4-", 6, []int{0, 1, 3, 4, 5}},
		{"-2", 5, []int{0, 1}},
		{"3,1,2-3, 3", 5, []int{0, 1, 2}},
		{"4-", 3, nil},
		{"1-99999999999", 2, []int{0, 1}},
	} {
		set, err := ParsePages(tt.in)
		if got := set.Of(tt.count); err != nil || !slices.Equal(got, tt.want) {
			t.Errorf("ParsePages(%q).Of(%d) = %v, %v, want %v", tt.in, tt.count, got, err, tt.want)
		}
	}
	for _, in := range []string{"0", "3-1", "abc", "1;2", "1,,2", "-", "1-2-3", "99999999999999999999", "1-0", ","} {
		if set, err := ParsePages(in); err == nil {
			t.Errorf("ParsePages(%q) = %v, want an error", in, set)
		}
	}
}

// scripted reads page 1 at once and the others when the gate is open.
type scripted struct {
	mu      sync.Mutex
	running int
	most    int
	gate    chan struct{}
}

var errBroken = errors.New("broken")

func (s *scripted) Recognize(ctx context.Context, req Request) (Page, error) {
	s.mu.Lock()
	s.running++
	s.most = max(s.most, s.running)
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		s.running--
		s.mu.Unlock()
	}()
	if req.Page != 1 {
		select {
		case <-s.gate:
		case <-ctx.Done():
			return Page{}, ctx.Err()
		}
	}
	if req.Page == 3 {
		return Page{}, errBroken
	}
	return Page{Width: req.Page}, nil
}

func TestPagesComeInOrderAndAFailedOneDoesNotStopTheOthers(t *testing.T) {
	s := &scripted{gate: make(chan struct{})}
	close(s.gate)
	var numbers []int
	for page, err := range Pages(t.Context(), s, Request{}, []int{5, 3, 1, 7}, 2) {
		numbers = append(numbers, page.Number)
		if (page.Number == 3) != errors.Is(err, errBroken) {
			t.Errorf("page %d: %v", page.Number, err)
		}
	}
	if !slices.Equal(numbers, []int{5, 3, 1, 7}) || s.most > 2 {
		t.Errorf("pages %v, %d at a time, want 5, 3, 1, 7, 2 at a time", numbers, s.most)
	}
}

func TestThePaceMayChangeWhilePagesAreRead(t *testing.T) {
	s := &scripted{gate: make(chan struct{})}
	close(s.gate)
	read, most := 0, 0
	pace := func() int { return 1 + read }
	for _, err := range PagesPaced(t.Context(), s, Request{}, []int{1, 2, 4, 5, 6, 7, 8}, pace) {
		if err != nil {
			t.Error(err)
		}
		s.mu.Lock()
		most = max(most, s.most)
		if s.most > 1+read {
			t.Errorf("after %d pages %d ran at a time", read, s.most)
		}
		s.mu.Unlock()
		read++
	}
	if read != 7 {
		t.Errorf("%d pages came, want 7", read)
	}
}

func TestBreakingTheLoopEndsWhatIsUnderWay(t *testing.T) {
	s := &scripted{gate: make(chan struct{})}
	for page, err := range Pages(t.Context(), s, Request{}, []int{1, 2, 4, 5, 6}, 3) {
		if page.Number != 1 || err != nil {
			t.Errorf("first came page %d, %v, want 1", page.Number, err)
		}
		break
	}
	if s.running != 0 {
		t.Errorf("%d pages are still being read", s.running)
	}
}

func TestTheEndOfTheContextEndsTheLoop(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	s := &scripted{gate: make(chan struct{})}
	n := 0
	for _, err := range Pages(ctx, s, Request{}, []int{1, 2, 4, 5}, 2) {
		n++
		if n == 1 {
			cancel()
		} else if !errors.Is(err, context.Canceled) {
			t.Errorf("err = %v, want Canceled", err)
		}
	}
	if n > 2 {
		t.Errorf("%d pages came after the end", n-1)
	}
}
