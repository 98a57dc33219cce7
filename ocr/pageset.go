package ocr

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// PageSet is a choice of pages; the zero value chooses all.
type PageSet []PageRange

// PageRange is a closed range of page numbers as people count them, from 1;
// Last is math.MaxInt where the range is open.
type PageRange struct{ First, Last int }

var pageItem = regexp.MustCompile(`^(\d+|\d+-\d+|\d+-|-\d+)$`)

// ParsePages reads a choice of pages such as "1-3,7-" or "-2,5" (the grammar
// of the contract, read.md 2.2). Ranges may overlap; "" chooses all. A zero, a
// reversed range and anything else is an error that names the item.
func ParsePages(s string) (PageSet, error) {
	var set PageSet
	if strings.TrimSpace(s) == "" {
		return nil, nil
	}
	for item := range strings.SplitSeq(s, ",") {
		item = strings.TrimSpace(item)
		r, ok := parseRange(item)
		if !ok {
			return nil, fmt.Errorf("page range %q is not like 1, 1-3, 7- or -2", item)
		}
		set = append(set, r)
	}
	return set, nil
}

func parseRange(item string) (PageRange, bool) {
	if !pageItem.MatchString(item) {
		return PageRange{}, false
	}
	first, last, isRange := strings.Cut(item, "-")
	r := PageRange{First: 1, Last: math.MaxInt}
	var err error
	if first != "" {
		if r.First, err = strconv.Atoi(first); err != nil {
			return PageRange{}, false
		}
	}
	if !isRange {
		r.Last = r.First
	} else if last != "" {
		if r.Last, err = strconv.Atoi(last); err != nil {
			return PageRange{}, false
		}
	}
	return r, r.First >= 1 && r.Last >= r.First
}

// Of lists the chosen pages of a document of count pages, counted from 0, in
// rising order and each once. Numbers past the end are left out.
func (s PageSet) Of(count int) []int {
	if s == nil {
		s = PageSet{{1, math.MaxInt}}
	}
	var pages []int
	for _, r := range s {
		for n := r.First; n <= min(r.Last, count); n++ {
			pages = append(pages, n-1)
		}
	}
	slices.Sort(pages)
	return slices.Compact(pages)
}
