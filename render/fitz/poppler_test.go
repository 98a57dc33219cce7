package fitz

import (
	"maps"
	"testing"
)

func TestScanResolutionsAreThoseOfTheLargeImages(t *testing.T) {
	list := `page   num  type   width height color comp bpc  enc interp  object ID x-ppi y-ppi size ratio
--------------------------------------------------------------------------------------------
   1     0 image    2550  3300  gray    1   1  jbig2  no        11  0   300   300 69.4K 6.8%
   1     1 image      64    64  rgb     3   8  image  no        12  0  1200  1200 1.2K  10%
   2     0 stencil  1728  1143  -       1   1  ccitt  no        13  0   204    98 9.4K 3.8%
   3     0 smask    2550  3300  gray    1   8  image  no        14  0   600   600 1.4K 0.1%
`
	got, want := scanResolutions([]byte(list)), map[int]float64{1: 300, 2: 204}
	if !maps.Equal(got, want) {
		t.Errorf("scanResolutions = %v, want %v", got, want)
	}
}

func TestTypicalHeightsAreTheLowerQuartileOfEachPage(t *testing.T) {
	output := `<doc>
  <page width="420.000000" height="595.000000">
    <word xMin="40.0" yMin="10.0" xMax="60.0" yMax="18.0">a</word>
    <word xMin="40.0" yMin="30.0" xMax="60.0" yMax="38.0">b</word>
    <word xMin="40.0" yMin="50.0" xMax="60.0" yMax="74.0">c</word>
    <word xMin="40.0" yMin="80.0" xMax="60.0" yMax="104.0">d</word>
  </page>
  <page width="420.000000" height="595.000000">
  </page>
  <page width="420.000000" height="595.000000">
    <word xMin="40.0" yMin="10.0" xMax="60.0" yMax="22.5">e</word>
  </page>
</doc>`
	got, want := typicalHeights([]byte(output), 7), map[int]float64{7: 8, 9: 12.5}
	if !maps.Equal(got, want) {
		t.Errorf("typicalHeights = %v, want %v", got, want)
	}
}
