// Package identify tells the language of text by its script, its three-letter
// pieces and its short words, limited to the languages of the script. It is
// made for what an engine read: short lines, wrong letters, lost marks.
package identify

import (
	"bytes"
	"compress/flate"
	_ "embed" // the profiles
	"encoding/binary"
	"io"
	"slices"
	"strings"
	"sync"
	"unicode"
)

// Guess is a language and how well it fits.
type Guess struct {
	// Code is the language's BCP-47 code.
	Code string

	// Score is how much likelier (natural logarithm) the text is in this
	// language than in an average one of its script.
	Score float64
}

// PerNat is by how much the profiles' numbers are larger than natural logarithms.
const PerNat = 4

//go:embed profiles.bin
var packed []byte

// profile holds a script's grams, each with a number for every language:
// PerNat times the logarithm of how much more frequent the gram is there.
type profile struct {
	codes []string
	rows  map[string][]int8
}

// profiles are by the scripts' names.
var profiles = sync.OnceValue(func() map[string]profile {
	all, err := unpack(packed)
	if err != nil {
		panic("identify: the embedded profiles: " + err.Error())
	}
	return all
})

// ScriptOf is the script that most letters of text are written in, nil where
// there is none that Recto has data for, and their number.
func ScriptOf(text string) (*Script, int) {
	var counts [64]int
	for _, r := range text {
		if r < unicode.MaxASCII {
			if r|0x20 >= 'a' && r|0x20 <= 'z' {
				counts[0]++
			}
			continue
		}
		if !unicode.Is(unicode.L, r) {
			continue
		}
		for i := range Scripts {
			if unicode.In(r, Scripts[i].tables...) {
				counts[i]++
				break
			}
		}
	}
	best := 0
	for i, n := range counts {
		if n > counts[best] {
			best = i
		}
	}
	if counts[best] == 0 {
		return nil, 0
	}
	return &Scripts[best], counts[best]
}

// Rank sorts the languages of the text's script, the likeliest first; none
// where the text has no letters. A language alone in its script has the score 0.
func Rank(text string) []Guess {
	s, _ := ScriptOf(text)
	if s == nil {
		return nil
	}
	guesses := make([]Guess, len(s.Codes))
	for i, code := range s.Codes {
		guesses[i].Code = code
	}
	if p, ok := profiles()[s.Name]; ok {
		Grams(text, s, func(gram string) {
			for i, v := range p.rows[gram] {
				guesses[i].Score += float64(v) / PerNat
			}
		})
	}
	slices.SortStableFunc(guesses, func(a, b Guess) int {
		switch {
		case a.Score > b.Score:
			return -1
		case a.Score < b.Score:
			return 1
		}
		return 0
	})
	return guesses
}

// Pack writes profiles in the form of profiles.bin: deflated, for every script
// its name and codes (a line, spaces between them), its grams (a line) and for
// every language a byte for each gram. train calls it.
func Pack(w io.Writer, s Script, grams []string, values [][]int8) error {
	head := s.Name + " " + strings.Join(s.Codes, " ") + "\n" + strings.Join(grams, " ") + "\n"
	if _, err := io.WriteString(w, head); err != nil {
		return err
	}
	for _, column := range values {
		if err := binary.Write(w, binary.LittleEndian, column); err != nil {
			return err
		}
	}
	return nil
}

func unpack(data []byte) (map[string]profile, error) {
	plain, err := io.ReadAll(flate.NewReader(bytes.NewReader(data)))
	if err != nil {
		return nil, err
	}
	all := map[string]profile{}
	in := bytes.NewBuffer(plain)
	for in.Len() > 0 {
		head, err := in.ReadString('\n')
		if err != nil {
			return nil, err
		}
		list, err := in.ReadString('\n')
		if err != nil {
			return nil, err
		}
		names, grams := strings.Fields(head), strings.Fields(list)
		p := profile{codes: names[1:], rows: make(map[string][]int8, len(grams))}
		n := len(p.codes)
		cells := make([]int8, n*len(grams))
		columns := in.Next(len(cells))
		if len(columns) < len(cells) {
			return nil, io.ErrUnexpectedEOF
		}
		for i, gram := range grams {
			row := cells[i*n : (i+1)*n]
			for l := range row {
				row[l] = int8(columns[l*len(grams)+i])
			}
			p.rows[gram] = row
		}
		all[names[0]] = p
	}
	return all, nil
}
