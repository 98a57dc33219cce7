package cli

import (
	"fmt"
	"strconv"
	"strings"

	"recto/ocr"
)

// parts are the parts of every page that are read. They are shares of the page,
// since the pages of one document differ in size, and those of a PDF have no
// pixels until they are drawn.
func (c readCommand) parts() (ocr.Parts, error) {
	parts := ocr.Parts{Shares: c.Area != "" || len(c.Ignore) > 0}
	var err error
	if c.Area != "" {
		if parts.Area, err = parseShares(c.Area); err != nil {
			return parts, fmt.Errorf("--area: %w", err)
		}
	}
	for _, text := range c.Ignore {
		q, err := parseShares(text)
		if err != nil {
			return parts, fmt.Errorf("--ignore: %w", err)
		}
		parts.Ignored = append(parts.Ignored, q)
	}
	return parts, nil
}

// parseShares is the rectangle that "x,y,w,h" means, each from 0 to 1 and with
// an area that lies on the page.
func parseShares(text string) (ocr.Quad, error) {
	wrong := fmt.Errorf("%q is not like 0.1,0,0.5,0.25 (left, top, width and height as shares of the page)", text)
	fields := strings.Split(text, ",")
	if len(fields) != 4 {
		return ocr.Quad{}, wrong
	}
	var v [4]float64
	for i, field := range fields {
		var err error
		if v[i], err = strconv.ParseFloat(strings.TrimSpace(field), 64); err != nil || !(v[i] >= 0 && v[i] <= 1) {
			return ocr.Quad{}, wrong
		}
	}
	const rounding = 1e-6
	if v[2] == 0 || v[3] == 0 || v[0]+v[2] > 1+rounding || v[1]+v[3] > 1+rounding {
		return ocr.Quad{}, wrong
	}
	return ocr.Rect(v[0], v[1], v[0]+v[2], v[1]+v[3]), nil
}
