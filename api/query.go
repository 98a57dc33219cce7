package api

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"recto/api/operation"
	"recto/ocr"
	"recto/ocr/language"
)

// maxPageItems bounds the list of page ranges, which is worked through for
// each document.
const maxPageItems = 1000

var modelVersion = regexp.MustCompile(`^(latest|\d{4}-\d{2}-\d{2})(-preview)?$`)

// wanted is what the query asks for (contract read.md 2.2); 2.x has no query.
// Names count in any letter case, unknown ones and empty values not at all.
func (h *Handler) wanted(c *call) (operation.Want, error) {
	want := operation.Want{
		Version: c.route.version, Languages: h.o.Languages, TextLayer: h.o.TextLayer,
		Order: ocr.OrderBasic, Client: clientOf(c.Request),
	}
	if c.route.version.Is2() {
		return want, nil
	}
	query, err := url.ParseQuery(strings.ReplaceAll(c.URL.RawQuery, ";", "%3B"))
	if err != nil {
		return want, failure{http.StatusBadRequest, codeBadArgument, "The query of the address cannot be understood."}
	}
	if code := last(query, "language"); code != "" {
		found, ok := language.Lookup(code)
		if !ok {
			return want, failure{http.StatusBadRequest, codeLanguage, fmt.Sprintf("The language %q is not supported.", printable(code))}
		}
		want.Languages = []string{found.Code}
	}
	if want.Pages, err = pageRange(values(query, "pages")); err != nil {
		return want, err
	}
	switch order := strings.ToLower(last(query, "readingorder")); order {
	case "", string(ocr.OrderBasic):
	case string(ocr.OrderNatural):
		want.Order = ocr.OrderNatural
	default:
		return want, failure{http.StatusBadRequest, codeReadingOrder,
			fmt.Sprintf("The reading order %q is not known: it is basic or natural.", printable(order))}
	}
	for _, name := range []string{"model-version", "modelversion"} {
		if model := last(query, name); model != "" && !modelVersion.MatchString(model) {
			return want, failure{http.StatusBadRequest, codeBadArgument,
				fmt.Sprintf("The model version %q is not known: it is latest, or a date such as 2022-04-30.", printable(model))}
		}
	}
	return want, nil
}

// pageRange checks the ranges, which clients repeat or list with commas, the
// previews with blanks too.
func pageRange(given []string) (string, error) {
	items := strings.FieldsFunc(strings.Join(given, " "), func(r rune) bool { return r == ' ' })
	text := strings.Join(items, ",")
	// A blank beside a comma separates no more than the comma does.
	for strings.Contains(text, ",,") && !slices.ContainsFunc(given, func(s string) bool { return strings.Contains(s, ",,") }) {
		text = strings.ReplaceAll(text, ",,", ",")
	}
	bad := failure{http.StatusBadRequest, codePageRange,
		fmt.Sprintf("The page range %q is not like 1, 1-3, 7- or -2, with commas between.", printable(text))}
	if strings.Count(text, ",") >= maxPageItems {
		bad.message = fmt.Sprintf("The page range has more than %d parts.", maxPageItems)
		return "", bad
	}
	if _, err := ocr.ParsePages(text); err != nil {
		return "", bad
	}
	return text, nil
}

// values are those of a name in any letter case, without empty ones.
func values(query url.Values, name string) []string {
	var found []string
	for _, key := range slices.Sorted(maps.Keys(query)) { // the same answer each time
		if strings.EqualFold(key, name) {
			for _, value := range query[key] {
				if value = strings.TrimSpace(value); value != "" {
					found = append(found, value)
				}
			}
		}
	}
	return found
}

func last(query url.Values, name string) string {
	if list := values(query, name); len(list) > 0 {
		return list[len(list)-1]
	}
	return ""
}
