package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"recto/ocr/ocrtest"
)

// set is a folder of pages with truth of one kind.
type set struct {
	name string // its folder within the data
	kind kind

	// language is what the peer, and Recto on request, is told; "" means
	// English, "name" that each page's name begins with its traineddata.
	language string
}

// kind says what of a set can be compared.
type kind struct {
	caseless bool // the truth is in capitals
	boxes    bool // the truth has boxes of words
	order    bool // the truth is in reading order: error rates mean something
}

var (
	prose = kind{order: true}
	rows  = kind{}
)

// sets are those of ../shared/data that hold text to compare with.
var sets = []set{
	{"a_printed_en/funsd", kind{boxes: true}, ""},
	{"a_printed_en/isri_unlv", prose, ""},
	{"a_printed_en/ehri_en", prose, ""},
	{"a_printed_en/fondue_en", prose, ""},
	{"a_printed_en/scribe_bench", kind{boxes: true}, ""},
	{"b_receipts/sroie", kind{caseless: true}, ""},
	{"d_tables/pubtabnet", rows, ""},
	{"d_tables/checkboxes", rows, ""},
	{"g_azure/hand_print_forms", rows, ""},
	{"g_azure/published", rows, ""},
	{"g_azure/vision_samples", rows, "Latin"},
	{"c_handwriting_en/csafe_lowres", prose, ""},
	{"c_handwriting_en/cursive_photos", prose, ""},
	{"c_handwriting_en/hooker_1900", prose, ""},
	{"c_handwriting_en/iam_forms", prose, ""},
	{"c_handwriting_en/iam_lines", prose, ""},
	{"c_handwriting_en/iam_para_azure", prose, ""},
	{"c_handwriting_en/stanford_mixed_1905", prose, ""},
	{"c_handwriting_en/washington_1755", prose, ""},
	{"e_multilingual/ehri_de", prose, "deu"},
	{"e_multilingual/ehri_da", prose, "dan"},
	{"e_multilingual/fondue_fr", prose, "fra"},
	{"e_multilingual/fondue_es", prose, "spa"},
	{"e_multilingual/fondue_it", prose, "ita"},
	{"e_multilingual/pt_br_books", prose, "por"},
	{"e_multilingual/arabic_lines", prose, "ara"},
	{"e_multilingual/de_fraktur", prose, "frk"},
	{"e_multilingual/manga_jpn", prose, "jpn"},
	{"e_multilingual/scripts_small", prose, "name"},
}

// small are the project's own pages, where there is no other data.
var small = []set{
	{"real", kind{caseless: true}, "Latin"},
	{"made", prose, ""},
}

// page is a page, or a document, with its truth.
type page struct {
	path  string // of its picture or PDF
	truth truth
	lang  string // traineddata that the peer is told
}

// find lists the sets whose name holds only, with their pages, each every-th
// one, those that the peer has traineddata for (readable tells). A set whose
// folder is missing is an error.
func find(data, only string, every int, readable func(pack string) bool) ([]set, [][]page, error) {
	from := sets
	if _, err := os.Stat(filepath.Join(data, "made")); err == nil {
		from = small
	}
	var chosen []set
	var all [][]page
	for _, s := range from {
		if !strings.Contains(s.name, only) {
			continue
		}
		pages, err := s.pages(data, every)
		if err != nil {
			return nil, nil, err
		}
		left := slices.DeleteFunc(slices.Clone(pages), func(p page) bool { return !readable(p.lang) })
		if n := len(pages) - len(left); n > 0 {
			fmt.Fprintf(os.Stderr, "%s: %d of %d pages left out, whose traineddata are not installed\n", s.name, n, len(pages))
		}
		if len(left) > 0 {
			chosen, all = append(chosen, s), append(all, left)
		}
	}
	if len(chosen) == 0 {
		return nil, nil, fmt.Errorf("no set in %q has a name with %q", data, only)
	}
	return chosen, all, nil
}

func (s set) pages(data string, every int) ([]page, error) {
	folder := filepath.Join(data, s.name)
	texts, err := filepath.Glob(filepath.Join(folder, "*.gt.txt"))
	if err != nil || len(texts) == 0 {
		return nil, fmt.Errorf("no pages with truth in %q", folder)
	}
	slices.Sort(texts)
	var pages []page
	for i := 0; i < len(texts); i += every {
		stem := strings.TrimSuffix(texts[i], ".gt.txt")
		path, ok := ocrtest.Picture(stem)
		if !ok {
			continue // a text for several pictures
		}
		t, err := load(stem, s.kind)
		if err != nil {
			return nil, err
		}
		pages = append(pages, page{path, t, s.pack(filepath.Base(stem))})
	}
	return pages, nil
}

// packs are the traineddata of names that do not say it themselves.
var packs = map[string]string{
	"chs": "chi_sim", "cht": "chi_tra", "eur": "Latin", "fas": "fas", "ko": "kor", "ja": "jpn",
}

// pack is the traineddata for the page of that name.
func (s set) pack(name string) string {
	switch s.language {
	case "":
		return "eng"
	case "name":
		prefix, _, _ := strings.Cut(name, "_")
		if pack, ok := packs[prefix]; ok {
			return pack
		}
		return prefix
	default:
		return s.language
	}
}
