package saved

import (
	"errors"
	"io"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"recto/ocr"
	"recto/ocr/language"
	"recto/ocr/wire"
)

// Bounds of what is taken of an hOCR file.
const (
	maxDepth = 200
	maxToken = 1 << 20 // bytes of one tag or text
	maxLines = 2_000_000
	maxWords = 5_000_000
)

// recto is how Recto's own files name what wrote them.
const recto = "Recto"

// hocrReader takes an hOCR file tag by tag. Properties are those of the standard,
// and Recto's own where it wrote the file (x_quad, x_unit, x_dpi, x_angle, x_block,
// x_style, x_corrected).
type hocrReader struct {
	doc  Document
	open []*element

	// block counts areas, for files that do not number them.
	block int

	// lines and words are how many more of them are taken.
	lines, words int
}

// element is an open tag. Fields are set for the elements that its role has.
type element struct {
	tag  string
	role role
	lang string
	line lineProperties
	text strings.Builder
	word ocr.Word
}

type role int

const (
	other role = iota
	pageRole
	areaRole
	lineRole
	wordRole
)

// roles are the roles of hOCR's classes.
var roles = map[string]role{
	"ocr_page": pageRole, "ocr_carea": areaRole, "ocrx_block": areaRole,
	"ocr_line": lineRole, "ocrx_line": lineRole, "ocr_header": lineRole, "ocr_footer": lineRole,
	"ocr_caption": lineRole, "ocr_textfloat": lineRole, "ocrx_word": wordRole, "ocr_word": wordRole,
}

// void are the tags that have no end.
var void = []string{"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}

// errDeep tells that tags are nested deeper than any hOCR is.
var errDeep = errors.New("tags are nested too deep")

func readHOCR(r io.Reader) (Document, error) {
	h := &hocrReader{doc: Document{Kind: KindHOCR}, lines: maxLines, words: maxWords}
	return h.read(r)
}

func (h *hocrReader) read(r io.Reader) (Document, error) {
	tokens := html.NewTokenizer(r)
	tokens.SetMaxBuf(maxToken)
	for {
		kind := tokens.Next()
		var err error
		switch kind {
		case html.ErrorToken:
			if err = tokens.Err(); !errors.Is(err, io.EOF) {
				return Document{}, err
			}
			for len(h.open) > 0 {
				h.close()
			}
			if h.tooMuch() {
				return Document{}, wire.ErrTooMuch
			}
			return h.doc, nil
		case html.StartTagToken, html.SelfClosingTagToken:
			err = h.start(tokens.Token(), kind == html.SelfClosingTagToken)
		case html.EndTagToken:
			h.end(tokens.Token().Data)
		case html.TextToken:
			h.text(string(tokens.Text()))
		}
		if err == nil && h.tooMuch() {
			err = wire.ErrTooMuch
		}
		if err != nil {
			return Document{}, err
		}
	}
}

// tooMuch reports whether the file has more than is taken.
func (h *hocrReader) tooMuch() bool { return h.lines < 0 || h.words < 0 }

func (h *hocrReader) start(token html.Token, closed bool) error {
	a := attributes(token)
	if token.Data == "meta" {
		h.meta(a)
	}
	if slices.Contains(void, token.Data) {
		return nil
	}
	if len(h.open) == maxDepth {
		return errDeep
	}
	e := &element{tag: token.Data, lang: h.languageOf(a)}
	for class := range strings.FieldsSeq(a["class"]) {
		if r, ok := roles[class]; ok {
			e.role = r
			break
		}
	}
	h.open = append(h.open, e)
	if err := h.begin(parseProperties(a["title"])); err != nil {
		return err
	}
	if closed {
		h.close()
	}
	return nil
}

func attributes(token html.Token) map[string]string {
	a := make(map[string]string, len(token.Attr))
	for _, attr := range token.Attr {
		a[attr.Key] = attr.Val
	}
	return a
}

// languageOf is an element's language. Others than Recto write the names of
// Tesseract's data there ("deu").
func (h *hocrReader) languageOf(a map[string]string) string {
	lang := a["lang"]
	if lang == "" {
		lang = a["xml:lang"]
	}
	if known, ok := language.Lookup(lang); ok && !h.byRecto() && !strings.Contains(lang, "-") {
		return known.Code
	}
	return lang
}

// meta notes what the file says of itself.
func (h *hocrReader) meta(a map[string]string) {
	switch strings.ToLower(a["name"]) {
	case "ocr-system":
		h.doc.Software = tidy(a["content"])
	case "ocr-langs":
		h.doc.Languages = strings.FieldsFunc(a["content"], func(r rune) bool { return r == ' ' || r == '+' || r == ',' })
	}
}

// byRecto reports whether the file is Recto's own, whose places are exact.
func (h *hocrReader) byRecto() bool {
	return h.doc.Software == recto || strings.HasPrefix(h.doc.Software, recto+" ")
}

// begin takes the properties of the element that was opened last.
func (h *hocrReader) begin(p properties) error {
	e := h.open[len(h.open)-1]
	switch e.role {
	case pageRole:
		if len(h.doc.Pages) == maxPages {
			return wire.ErrTooMuch
		}
		h.beginPage(e, p)
	case areaRole:
		if n, ok := p.number("x_block"); ok {
			h.block = int(n)
		} else {
			h.block++
		}
	case lineRole:
		h.lines--
		if h.page() != nil {
			e.line = newLineProperties(p)
			h.page().Lines = append(h.page().Lines, ocr.Line{
				Quad: e.line.quad(p, h.byRecto()), Style: p.style(), Language: h.lineLanguage(), Block: max(0, h.block),
			})
		}
	case wordRole:
		h.words--
		e.word = h.newWord(p)
	}
	return nil
}

// maxPages is how many pages of a file are taken.
const maxPages = 20_000

func (h *hocrReader) beginPage(e *element, p properties) {
	page := ocr.Page{Number: len(h.doc.Pages), Unit: ocr.UnitPixel, Language: e.lang, Lines: []ocr.Line{}}
	if n, ok := p.number("ppageno"); ok && n >= 0 && n < maxNumber {
		page.Number = int(n)
	}
	if _, _, right, bottom, ok := p.box(); ok {
		page.Width, page.Height = side(right), side(bottom)
	}
	for _, name := range []string{"scan_res", "x_dpi"} {
		if dpi := p.numbers(name); len(dpi) == 2 && dpi[0] > 0 && dpi[1] > 0 {
			page.DPIX, page.DPIY = dpi[0], dpi[1]
		}
	}
	if p["x_unit"] == string(ocr.UnitInch) {
		page.Unit = ocr.UnitInch
	}
	if angle, ok := p.number("x_angle"); ok {
		page.Angle = ocr.NormalizeAngle(angle)
	}
	h.doc.Pages = append(h.doc.Pages, page)
	h.doc.images = append(h.doc.images, p.image())
	h.block = -1
}

// page is the page that is read; nil outside one.
func (h *hocrReader) page() *ocr.Page {
	if h.find(pageRole) == nil {
		return nil
	}
	return &h.doc.Pages[len(h.doc.Pages)-1]
}

// find is the innermost open element of a role, nil without one.
func (h *hocrReader) find(r role) *element {
	for i := len(h.open) - 1; i >= 0; i-- {
		if h.open[i].role == r {
			return h.open[i]
		}
	}
	return nil
}

// lineLanguage is the language of what is open within the page, where it is
// another than the page's.
func (h *hocrReader) lineLanguage() string {
	for i := len(h.open) - 1; i >= 0 && h.open[i].role != pageRole; i-- {
		if lang := h.open[i].lang; lang != "" && lang != h.page().Language {
			return lang
		}
	}
	return ""
}

// newWord is a word without its text yet.
func (h *hocrReader) newWord(p properties) ocr.Word {
	word := ocr.Word{Confidence: 1, Corrected: p["x_corrected"] == "1"}
	if percent, ok := p.number("x_wconf"); ok {
		word.Confidence = percent / 100
	}
	line := lineProperties{}
	if e := h.find(lineRole); e != nil {
		line = e.line
	}
	word.Quad = line.quad(p, h.byRecto())
	return word
}

// text belongs to the word or, where a line has no words, to the line.
func (h *hocrReader) text(text string) {
	e := h.find(wordRole)
	if e == nil {
		e = h.find(lineRole)
	}
	if e != nil && e.text.Len()+len(text) <= maxToken {
		e.text.WriteString(text)
	}
}

// end closes the innermost element of that tag with all in it; one that was
// never opened is passed over.
func (h *hocrReader) end(tag string) {
	for i := len(h.open) - 1; i >= 0; i-- {
		if h.open[i].tag == tag {
			for len(h.open) > i {
				h.close()
			}
			return
		}
	}
}

// close closes the innermost element.
func (h *hocrReader) close() {
	e := h.open[len(h.open)-1]
	text := tidy(e.text.String())
	if page := h.page(); page != nil && len(page.Lines) > 0 {
		line := &page.Lines[len(page.Lines)-1]
		switch {
		case e.role == wordRole && h.find(lineRole) != nil && text != "":
			e.word.Text = text
			line.Words = append(line.Words, e.word)
		case e.role == lineRole && len(line.Words) == 0 && text != "":
			if h.words -= strings.Count(text, " ") + 1; !h.tooMuch() { // before they take memory
				line.Words = parted(text, line.Quad)
			}
		}
	}
	h.open = h.open[:len(h.open)-1]
}

// parted are the words of a line that tells none, each as wide as it has
// characters.
func parted(text string, q ocr.Quad) []ocr.Word {
	all := float64(len([]rune(text)))
	at := func(a, b ocr.Point, n int) ocr.Point {
		share := float64(n) / all
		return ocr.Point{X: a.X + (b.X-a.X)*share, Y: a.Y + (b.Y-a.Y)*share}
	}
	var words []ocr.Word
	from := 0
	for part := range strings.SplitSeq(text, " ") {
		to := from + len([]rune(part))
		if part != "" {
			words = append(words, ocr.Word{Text: part, Confidence: 1,
				Quad: ocr.Quad{at(q[0], q[1], from), at(q[0], q[1], to), at(q[3], q[2], to), at(q[3], q[2], from)}})
		}
		from = to + 1
	}
	return words
}
