package export

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"recto/ocr"
)

// altoSchema is what the ALTO 4.4 schema says of the elements that are written:
// which may stand in one, in this order, and the attributes it must have.
var altoSchema = map[string]struct{ children, required []string }{
	"alto":                      {children: []string{"Description", "Styles", "Tags", "ReadingOrder", "Layout"}},
	"Description":               {children: []string{"MeasurementUnit", "sourceImageInformation", "OCRProcessing", "Processing"}},
	"MeasurementUnit":           {},
	"sourceImageInformation":    {children: []string{"fileName", "fileIdentifier", "documentIdentifier"}},
	"fileName":                  {},
	"processingCategory":        {},
	"processingDateTime":        {},
	"processingStepDescription": {},
	"Processing": {required: []string{"ID"}, children: []string{
		"processingCategory", "processingDateTime", "processingAgency", "processingStepDescription", "processingStepSettings", "processingSoftware",
	}},
	"processingSoftware": {children: []string{"softwareCreator", "softwareName", "softwareVersion", "applicationDescription"}},
	"softwareName":       {},
	"softwareVersion":    {},
	"Tags":               {children: []string{"OtherTag"}},
	"OtherTag":           {required: []string{"ID", "LABEL"}},
	"Layout":             {children: []string{"Page"}},
	"Page":               {required: []string{"ID", "PHYSICAL_IMG_NR"}, children: []string{"TopMargin", "PrintSpace"}},
	"PrintSpace":         {children: []string{"Shape", "TextBlock"}},
	"TextBlock":          {required: []string{"ID"}, children: []string{"Shape", "TextLine"}},
	"TextLine":           {children: []string{"Shape", "String", "SP", "HYP"}}, // of String and SP below
	"Shape":              {children: []string{"Polygon"}},
	"Polygon":            {required: []string{"POINTS"}},
	"String":             {required: []string{"CONTENT"}, children: []string{"Shape", "ALTERNATIVE", "Glyph"}},
	"SP":                 {},
}

// altoElement is one element with what stands in it.
type altoElement struct {
	XMLName    xml.Name
	Attributes []xml.Attr    `xml:",any,attr"`
	Children   []altoElement `xml:",any"`
	Text       string        `xml:",chardata"`
}

func (e altoElement) attribute(name string) string {
	for _, a := range e.Attributes {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// all are the elements of that name, e included, in the document's order.
func (e altoElement) all(name string) (list []altoElement) {
	if e.XMLName.Local == name {
		list = append(list, e)
	}
	for _, child := range e.Children {
		list = append(list, child.all(name)...)
	}
	return list
}

// fits fails unless the element and all in it are as the schema has them.
func (e altoElement) fits(t *testing.T, ids map[string]bool) {
	t.Helper()
	name := e.XMLName.Local
	rule, known := altoSchema[name]
	if !known || e.XMLName.Space != "http://www.loc.gov/standards/alto/ns-v4#" {
		t.Errorf("element %v is unknown", e.XMLName)
	}
	for _, required := range rule.required {
		if e.attribute(required) == "" && required != "CONTENT" {
			t.Errorf("%s without %s", name, required)
		}
	}
	if id := e.attribute("ID"); id != "" {
		if ids[id] {
			t.Errorf("id %s is not unique", id)
		}
		ids[id] = true
	}
	e.childrenFit(t, rule.children)
	for _, child := range e.Children {
		child.fits(t, ids)
	}
}

// childrenFit fails unless what stands in the element may, in this order.
func (e altoElement) childrenFit(t *testing.T, allowed []string) {
	t.Helper()
	name, last := e.XMLName.Local, 0
	for i, child := range e.Children {
		at := slices.Index(allowed, child.XMLName.Local)
		if at < 0 || (at < last && name != "TextLine") {
			t.Errorf("%s may not stand here in %s", child.XMLName.Local, name)
		}
		if child.XMLName.Local == "SP" && e.Children[i-1].XMLName.Local != "String" {
			t.Error("a space that follows no word")
		}
		last = max(last, at)
	}
	if name == "TextLine" && len(e.all("String")) == 0 {
		t.Error("a line without words")
	}
}

func alto(t *testing.T, text string) altoElement {
	t.Helper()
	var root altoElement
	d := xml.NewDecoder(strings.NewReader(text))
	if err := d.Decode(&root); err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	if _, err := d.Token(); err != nil && !errors.Is(err, io.EOF) {
		t.Error(err)
	}
	return root
}

func TestALTOIsAsItWasLookedAt(t *testing.T) {
	isGolden(t, "sample.alto.xml", written(t, FormatALTO, about, sample()...))
}

func TestALTOIsMadeAsItsSchemaSaysWhateverWasRead(t *testing.T) {
	odd := hostile()
	odd.Number = 9
	text := written(t, FormatALTO, about, append(sample(), odd)...)
	alto(t, text).fits(t, map[string]bool{})
	alto(t, written(t, FormatALTO, Document{}, ocr.Page{})).fits(t, map[string]bool{})
	xmllint(t, text)
}

func TestALTOHoldsEveryWordWithItsPlaceAndConfidence(t *testing.T) {
	pages := sample()
	root := alto(t, written(t, FormatALTO, about, pages...))
	var got, want []string
	for _, s := range root.all("String") {
		got = append(got, fmt.Sprintf("%s %s %s,%s %sx%s corrected %v", s.attribute("CONTENT"), s.attribute("WC"),
			s.attribute("HPOS"), s.attribute("VPOS"), s.attribute("WIDTH"), s.attribute("HEIGHT"), s.attribute("CS") == "true"))
	}
	for _, page := range pages {
		for _, line := range page.Lines {
			for _, w := range line.Words {
				l, t, r, b := w.Quad.Map(wholePixels).Bounds()
				want = append(want, fmt.Sprintf("%s %s %.0f,%.0f %.0fx%.0f corrected %v", w.Text, decimal(w.Confidence, 3), l, t, r-l, b-t, w.Corrected))
			}
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	lines := root.all("TextLine")
	if tag := lines[1].attribute("TAGREFS"); tag != "handwriting" || lines[0].attribute("TAGREFS") != "" {
		t.Errorf("the handwriting is tagged %q", tag)
	}
	if len(lines[1].all("Polygon")) != 3 || len(lines[0].all("Polygon")) != 0 {
		t.Error("what slants has no polygon of its own, or what does not has one")
	}
	if turned := root.all("TextBlock")[2].attribute("ROTATION"); turned != "90" {
		t.Errorf("the block that runs up is turned by %q, want 90", turned)
	}
}

func TestALTOSpacesStandBetweenWordsButNotInScriptsWithout(t *testing.T) {
	root := alto(t, written(t, FormatALTO, Document{}, sample()...))
	for i, want := range []int{1, 1, 0, 0, 1} {
		spaces := root.all("TextLine")[i].all("SP")
		if len(spaces) != want {
			t.Errorf("line %d has %d spaces, want %d", i, len(spaces), want)
		}
	}
	if sp := root.all("SP")[0]; sp.attribute("HPOS") != "120" || sp.attribute("WIDTH") != "10" {
		t.Errorf("the first space is %v", sp.Attributes)
	}
	if sp := root.all("TextLine")[4].all("SP")[0]; sp.attribute("HPOS") != "1980" || sp.attribute("WIDTH") != "20" {
		t.Errorf("the space of text from right to left is %v", sp.Attributes)
	}
}
