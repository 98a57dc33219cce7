package export

import (
	"encoding/xml"
	"strings"

	"recto/ocr"
)

// The elements of a page, in the order of the schema.
type (
	altoPage struct {
		XMLName    xml.Name   `xml:"Page"`
		ID         string     `xml:"ID,attr"`
		Processing string     `xml:"PROCESSINGREFS,attr"`
		Height     int        `xml:"HEIGHT,attr"`
		Width      int        `xml:"WIDTH,attr"`
		Number     int        `xml:"PHYSICAL_IMG_NR,attr"`
		Confidence string     `xml:"PC,attr,omitempty"`
		Language   string     `xml:"LANG,attr,omitempty"`
		Print      altoSpaces `xml:"PrintSpace"`
	}
	altoSpaces struct {
		altoBox
		Blocks []altoBlock `xml:"TextBlock"`
	}
	altoBlock struct {
		ID string `xml:"ID,attr"`
		altoBox
		Rotation string     `xml:"ROTATION,attr,omitempty"`
		Lines    []altoLine `xml:"TextLine"`
	}
	altoLine struct {
		ID   string `xml:"ID,attr"`
		Tags string `xml:"TAGREFS,attr,omitempty"`
		altoBox
		Baseline  string     `xml:"BASELINE,attr"`
		Language  string     `xml:"LANG,attr,omitempty"`
		Direction string     `xml:"BASEDIRECTION,attr,omitempty"`
		Shape     *altoShape `xml:"Shape"`
		Words     []any      // altoString and altoSpace
	}
	altoString struct {
		XMLName xml.Name `xml:"String"`
		ID      string   `xml:"ID,attr"`
		altoBox
		Content    string     `xml:"CONTENT,attr"`
		Confidence string     `xml:"WC,attr"`
		Corrected  string     `xml:"CS,attr,omitempty"`
		Shape      *altoShape `xml:"Shape"`
	}
	altoSpace struct {
		XMLName xml.Name `xml:"SP"`
		altoBox
	}
	altoBox struct {
		Height int `xml:"HEIGHT,attr"`
		Width  int `xml:"WIDTH,attr"`
		Left   int `xml:"HPOS,attr"`
		Top    int `xml:"VPOS,attr"`
	}
	altoShape struct {
		Polygon struct {
			Points string `xml:"POINTS,attr"`
		}
	}
)

func altoBoxOf(left, top, right, bottom float64) altoBox {
	x, y := pixel(left), pixel(top)
	return altoBox{Left: x, Top: y, Width: pixel(right) - x, Height: pixel(bottom) - y}
}

// altoShapeOf is nil where the quad is nothing but its bounds.
func altoShapeOf(q ocr.Quad) *altoShape {
	whole := q.Map(wholePixels)
	if whole == ocr.Rect(whole.Bounds()) {
		return nil
	}
	shape := &altoShape{}
	shape.Polygon.Points = points(whole[:]...)
	return shape
}

func points(list ...ocr.Point) string {
	var all []string
	for _, p := range list {
		all = append(all, decimal(p.X, 0)+","+decimal(p.Y, 0))
	}
	return strings.Join(all, " ")
}
