package main

import (
	"fmt"
	"math"
	"path/filepath"

	"recto/ocr"
	"recto/ocr/ocrtest/styled"
)

// set is a folder of pages, and how the style of their lines is known.
type set struct {
	name string
	how  func(p *styled.Page, stem string) error
	fit  bool // pages of it were fitted to: the figure says little
}

var sets = []set{
	{"c_handwriting_en/stanford_mixed_1905", boxes, false},
	{"c_handwriting_en/iam_forms", form, false},
	{"c_handwriting_en/iam_lines", all(true), false},
	{"c_handwriting_en/iam_para_azure", all(true), false},
	{"c_handwriting_en/csafe_lowres", all(true), false},
	{"c_handwriting_en/cursive_photos", all(true), false},
	{"c_handwriting_en/washington_1755", all(true), false},
	{"c_handwriting_en/hooker_1900", written, false},
	{"g_azure/hand_print_forms", filled, true},
	{"g_azure/typed_forms", all(false), false},
	{"a_printed_en/funsd", all(false), false},
	{"a_printed_en/isri_unlv", all(false), false},
	{"a_printed_en/scribe_bench", boxes, false},
	{"a_printed_en/ehri_en", boxes, true},
	{"a_printed_en/fondue_en", all(false), true},
	{"b_receipts/sroie", boxes, true},
	{"d_tables/pubtabnet", all(false), false},
	{"e_multilingual/ehri_de", boxes, true},
	{"e_multilingual/ehri_da", boxes, true},
	{"e_multilingual/fondue_fr", all(false), false},
	{"e_multilingual/fondue_es", all(false), false},
	{"e_multilingual/fondue_it", all(false), false},
	{"e_multilingual/pt_br_books", all(false), false},
	{"e_multilingual/de_fraktur", all(false), true},
}

// pages are the set's, each every-th one.
func (s set) pages(data string, every int) ([]styled.Page, error) {
	stems, paths, err := styled.Pictures(filepath.Join(data, s.name))
	if err != nil {
		return nil, err
	}
	var pages []styled.Page
	for i := 0; i < len(paths); i += every {
		p := styled.Page{Set: s.name, Path: paths[i]}
		if err := s.how(&p, stems[i]); err != nil {
			return nil, fmt.Errorf("truth of %q: %w", paths[i], err)
		}
		pages = append(pages, p)
	}
	return pages, nil
}

// all: the whole page is of one style.
func all(hand bool) func(*styled.Page, string) error {
	return func(p *styled.Page, _ string) error {
		p.Elsewhere = &hand
		return nil
	}
}

// boxes: they say the style, or are print.
func boxes(p *styled.Page, stem string) (err error) {
	p.Segments, err = styled.Boxes(stem + ".boxes.json")
	return err
}

// written: boxes without a style are handwriting.
func written(p *styled.Page, stem string) error {
	err := boxes(p, stem)
	for i := range p.Segments {
		p.Segments[i].Hand = true
	}
	return err
}

// form: a page of the IAM has print above its written lines, which have boxes.
// What is below them (a name, a signature) is not known.
func form(p *styled.Page, stem string) error {
	if err := boxes(p, stem); err != nil {
		return err
	}
	top, right := math.Inf(1), 0.0
	for _, s := range p.Segments {
		_, t, r, _ := s.Quad.Bounds()
		top, right = min(top, t), max(right, r)
	}
	p.Segments = append(p.Segments, styled.Segment{Quad: ocr.Rect(0, 0, 2*right, top)})
	return nil
}

// filled: a form filled in by hand.
func filled(p *styled.Page, stem string) (err error) {
	p.Segments, err = styled.Filled(stem)
	return err
}
