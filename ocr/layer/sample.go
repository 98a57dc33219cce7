package layer

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"

	"github.com/agnivade/levenshtein"
	"golang.org/x/text/unicode/norm"

	"recto/ocr"
)

// Sample is a stretch of a line that is read to compare it with the layer.
type Sample struct {
	// Quad is its place in pixels of the page, Text what the layer says.
	Quad ocr.Quad
	Text string

	// Size is that of its type in pixels.
	Size float64

	font   int
	weight float64 // the letters for which it speaks
}

const (
	// maxSamples is how many stretches are read, maxSampleLetters how long each
	// is at most: reading a letter takes about half a millisecond.
	maxSamples       = 4
	maxSampleLetters = 28

	// leastFont is the share of the letters from which on a font is looked at.
	leastFont = 0.06
)

// Samples are stretches of the layer, one for each font that sets much of the
// page, and more of the one that sets most where there is room. None
// where no line runs along or across the page.
func (l Layer) Samples() []Sample {
	letters, all := map[int]int{}, 0
	l.each(func(w *word) { letters[w.font] += w.letters; all += w.letters })
	var fonts []int
	for f, n := range letters {
		if float64(n) >= leastFont*float64(all) {
			fonts = append(fonts, f)
		}
	}
	slices.SortFunc(fonts, func(a, b int) int { return cmp.Or(cmp.Compare(letters[b], letters[a]), cmp.Compare(a, b)) })
	if len(fonts) > maxSamples {
		fonts = fonts[:maxSamples]
	}
	candidates := map[int][]Sample{}
	for _, from := range l.lines {
		for _, s := range from.stretches() {
			candidates[s.font] = append(candidates[s.font], s)
		}
	}
	var samples []Sample
	for rank, f := range fonts {
		wanted := 1
		if rank == 0 {
			wanted = max(1, maxSamples-len(fonts))
		}
		chosen := spread(candidates[f], wanted)
		for i := range chosen {
			chosen[i].weight = float64(letters[f]) / float64(len(chosen))
		}
		samples = append(samples, chosen...)
	}
	return samples
}

// stretches are the parts of a line that may be samples: neighbouring words of
// one font, enough letters and not too many.
func (l line) stretches() []Sample {
	if off := ocr.NormalizeAngle(l.angle - 90*math.Round(l.angle/90)); math.Abs(off) > 3 {
		return nil
	}
	var list []Sample
	for begin := 0; begin < len(l.words); {
		end, letters := begin, 0
		for end < len(l.words) && l.words[end].font == l.words[begin].font && (end == begin || letters+l.words[end].letters <= maxSampleLetters) {
			letters += l.words[end].letters
			end++
		}
		list = append(list, sampleOf(l.words[begin:end], l.angle))
		begin = end
	}
	return list
}

func sampleOf(words []word, angle float64) Sample {
	s := Sample{font: words[0].font}
	var quads []ocr.Quad
	var texts []string
	for _, w := range words {
		quads, texts = append(quads, w.quad), append(texts, w.text)
		s.Size = max(s.Size, w.size)
	}
	s.Quad, s.Text = ocr.Around(quads, angle), strings.Join(texts, " ")
	return s
}

// spread are up to n of the better half of the samples, evenly over the page.
func spread(samples []Sample, n int) []Sample {
	if len(samples) == 0 {
		return nil
	}
	values := make([]int, len(samples))
	for i, s := range samples {
		values[i] = len(fold(s.Text))
	}
	limit := slices.Sorted(slices.Values(values))[len(values)/2]
	var good []Sample
	for i, s := range samples {
		if values[i] >= limit && values[i] > 0 {
			good = append(good, s)
		}
	}
	if len(good) <= n {
		return good
	}
	var chosen []Sample
	for i := range n {
		chosen = append(chosen, good[(2*i+1)*len(good)/(2*n)])
	}
	return chosen
}

// Agreement is how far what was read of the samples says the same as the layer,
// each weighed by the letters for which it speaks: 1 for all of it, 0 for
// nothing; and the least of any font that sets a fifth or more of the page.
// Letter case, spaces, punctuation and accents do not count.
func Agreement(samples []Sample, read []string) (mean, least float64) {
	byFont := map[int][2]float64{} // what agrees, of how much
	var sum, weight float64
	for i, s := range samples {
		a := alike(s.Text, read[i])
		sum, weight = sum+a*s.weight, weight+s.weight
		f := byFont[s.font]
		byFont[s.font] = [2]float64{f[0] + a*s.weight, f[1] + s.weight}
	}
	if weight == 0 {
		return 0, 0
	}
	least = 1
	for _, f := range byFont {
		if f[1] >= 0.2*weight {
			least = min(least, f[0]/f[1])
		}
	}
	return sum / weight, least
}

// alike is one minus the share of letters by which two texts differ.
func alike(a, b string) float64 {
	a, b = fold(a), fold(b)
	longest := max(len([]rune(a)), len([]rune(b)))
	if longest == 0 {
		return 1
	}
	return 1 - float64(levenshtein.ComputeDistance(a, b))/float64(longest)
}

// fold is the letters and digits of a text alone, small and without accents.
func fold(text string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(text) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}
