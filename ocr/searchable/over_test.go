package searchable

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"recto/ocr"
	"recto/render"
)

// richPDF has two pages with all that may hang on them: a link, a form field, an
// outline, a named destination, page labels, an attachment, metadata. The
// second page inherits its resources and shares its content with the first.
func richPDF(t *testing.T) string {
	t.Helper()
	return makePDF(t,
		"<</Type /Catalog /Pages 2 0 R /Outlines 8 0 R /AcroForm <</Fields [10 0 R] /DA (/F 12 Tf)>> /Lang (en-GB) "+
			"/Names <</Dests <</Names [(second) [4 0 R /Fit]]>> /EmbeddedFiles <</Names [(note.txt) 11 0 R]>>>> "+
			"/PageLabels <</Nums [0 <</S /r>>]>> /Metadata 13 0 R /ViewerPreferences <</DisplayDocTitle true>>>>",
		"<</Type /Pages /Kids [3 0 R 4 0 R] /Count 2 /MediaBox [0 0 600 800] /Resources <</Font <</Recto 5 0 R>>>>>>",
		"<</Type /Page /Parent 2 0 R /Contents [6 0 R 6 0 R] /Annots [7 0 R 10 0 R] /Resources 14 0 R>>",
		"<</Type /Page /Parent 2 0 R /Contents 6 0 R /Rotate 90 /Tabs /S>>",
		"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>",
		"<<>> stream q 2 0 0 2 0 0 cm .5 g 10 10 20 20 re f", // leaves its state behind
		"<</Type /Annot /Subtype /Link /Rect [10 10 50 50] /A <</S /URI /URI (https://example.org/?a=\\(b\\))>>>>",
		"<</Type /Outlines /First 9 0 R /Last 9 0 R /Count 1>>",
		"<</Title (Chapter \\344) /Parent 8 0 R /Dest (second)>>",
		"<</Type /Annot /Subtype /Widget /FT /Tx /T (name) /V (Ada) /Rect [60 10 90 30] /P 3 0 R>>",
		"<</Type /Filespec /F (note.txt) /EF <</F 12 0 R>>>>",
		"<</Type /EmbeddedFile>> stream a note",
		"<</Type /Metadata /Subtype /XML>> stream <x:xmpmeta/>",
		"<</Font 15 0 R /ProcSet [/PDF]>>",
		"<</F 5 0 R>>",
	)
}

// contents lists a PDF in a form that does not depend on how its objects are
// numbered, without the words that were put on pages.
func contents(t *testing.T, path, password string) string {
	t.Helper()
	var list struct {
		QPDF []map[string]json.RawMessage `json:"qpdf"`
	}
	text := output(t, "qpdf", "--password="+password, "--json=2", "--json-stream-data=inline", "--decode-level=none", path)
	if err := json.Unmarshal([]byte(text), &list); err != nil {
		t.Fatal(err)
	}
	w := walk{objects: list.QPDF[1], seen: map[string]int{}}
	var trailer struct{ Value map[string]any }
	_ = json.Unmarshal(list.QPDF[1]["trailer"], &trailer)
	w.value(map[string]any{"root": trailer.Value["/Root"], "info": trailer.Value["/Info"]})
	return w.out.String()
}

// walk writes values in the order in which they refer to each other.
type walk struct {
	objects map[string]json.RawMessage
	seen    map[string]int
	out     strings.Builder
}

func (w *walk) value(v any) {
	switch v := v.(type) {
	case map[string]any:
		if v["/Type"] == "/Page" {
			v = w.withoutWords(v)
		}
		for _, key := range slices.Sorted(maps.Keys(v)) {
			fmt.Fprintf(&w.out, "%s ", key)
			w.value(v[key])
		}
		w.out.WriteString("end\n")
	case []any:
		for _, item := range v {
			w.value(item)
		}
		w.out.WriteString("]\n")
	case string:
		if !reference.MatchString(v) {
			fmt.Fprintf(&w.out, "%q\n", v)
			return
		}
		number, known := w.seen[v]
		if !known {
			number = len(w.seen)
			w.seen[v] = number
		}
		fmt.Fprintf(&w.out, "object %d\n", number)
		if !known {
			w.value(w.object(v))
		}
	default:
		fmt.Fprintf(&w.out, "%v\n", v)
	}
}

func (w *walk) object(ref string) any {
	var object struct {
		Value  any
		Stream map[string]any
	}
	_ = json.Unmarshal(w.objects["obj:"+ref], &object)
	if object.Stream != nil {
		return object.Stream
	}
	return object.Value
}

func (w *walk) resolved(v any) any {
	for ref, ok := v.(string); ok && reference.MatchString(ref); ref, ok = v.(string) {
		v = w.object(ref)
	}
	return v
}

// withoutWords takes our font and our stream off a page, and writes what is
// inherited and what may be an array or not in one way.
func (w *walk) withoutWords(page map[string]any) map[string]any {
	page = maps.Clone(page)
	resources, _ := w.resolved(page["/Resources"]).(map[string]any)
	if resources == nil {
		parent := w.resolved(page["/Parent"]).(map[string]any)
		resources, _ = w.resolved(parent["/Resources"]).(map[string]any)
	}
	resources = maps.Clone(resources)
	fonts, _ := w.resolved(resources["/Font"]).(map[string]any)
	fonts = maps.Clone(fonts)
	ours := false
	maps.DeleteFunc(fonts, func(_ string, font any) bool {
		d, _ := w.resolved(font).(map[string]any)
		is := d["/BaseFont"] == "/GlyphLessFont"
		ours = ours || is
		return is
	})
	resources["/Font"] = fonts
	page["/Resources"] = resources
	streams, ok := page["/Contents"].([]any)
	if !ok && page["/Contents"] != nil {
		streams = []any{page["/Contents"]}
	}
	if ours {
		streams = streams[1:]
	}
	page["/Contents"] = streams
	return page
}

func TestAllThatAPDFHasStaysAsItWas(t *testing.T) {
	needs(t, "qpdf", "pdftotext", "pdftoppm")
	source := richPDF(t)
	second := page(800, 600, "second")
	second.Number = 1
	path, result := mustWrite(t, pictures{}, ocr.PDFRequest{Path: source}, page(600, 800, "the first page"), second)
	if want := (ocr.PDFResult{Pages: 2, WithText: 2, Words: 4}); result != want {
		t.Errorf("result = %+v, want %+v", result, want)
	}
	before, after := contents(t, source, ""), contents(t, path, "")
	if before != after {
		t.Errorf("the PDF has changed:\n%s\n— was —\n%s", after, before)
	}
	for _, want := range []string{"https://example.org", `"u:Chapter ä"`, `"u:Ada"`, "note.txt", "/PageLabels", "DisplayDocTitle"} {
		if !strings.Contains(after, want) {
			t.Errorf("%s is not in the PDF", want)
		}
	}
	if got := strings.Fields(output(t, "pdftotext", "-raw", path, "-")); strings.Join(got, " ") != "the first page Ada second" {
		t.Errorf("text = %q", got)
	}
	if a, b := output(t, "pdftoppm", "-r", "50", source), output(t, "pdftoppm", "-r", "50", path); a != b {
		t.Error("the pages look different")
	}
}

func TestAPageThatWasNotReadIsLeftAsItIs(t *testing.T) {
	needs(t, "qpdf", "pdftotext")
	source := richPDF(t)
	path, result := mustWrite(t, pictures{}, ocr.PDFRequest{Path: source})
	if result.WithText != 0 || contents(t, source, "") != contents(t, path, "") {
		t.Errorf("result = %+v of no page, or the PDF has changed", result)
	}
}

func TestWordsThatAPageHasAreNotPutThereAgain(t *testing.T) {
	needs(t, "qpdf", "pdftotext")
	// "own" stands where the second word was read.
	source := onePage(t, "/Rotate 90 /MediaBox [100 100 500 700]", "BT /F 20 Tf 0 1 -1 0 160 185 Tm (own) Tj ET")
	read := page(600, 400, "three own words")
	for force, want := range map[bool]string{false: "three words own", true: "three own words own"} {
		path, result := mustWrite(t, pictures{}, ocr.PDFRequest{Path: source, Force: force}, read)
		if got := strings.Join(strings.Fields(output(t, "pdftotext", "-raw", path, "-")), " "); got != want {
			t.Errorf("with force %v the text is %q, want %q", force, got, want)
		}
		if present := map[bool]int{false: 1, true: 0}[force]; result.Present != present || result.Words != 3-present {
			t.Errorf("with force %v the result is %+v, want %d present", force, result, present)
		}
		again, result := mustWrite(t, pictures{}, ocr.PDFRequest{Path: path}, read)
		if result.Words != 0 || contents(t, again, "") != contents(t, path, "") {
			t.Errorf("a second time %d words were added", result.Words)
		}
	}
}

func TestALockedPDFStaysLocked(t *testing.T) {
	needs(t, "qpdf", "pdftotext")
	plain := richPDF(t)
	for _, lock := range [][]string{{"40"}, {"128"}, {"128", "--use-aes=y"}, {"256", "--print=none"}} {
		t.Run(strings.Join(lock, " "), func(t *testing.T) {
			source := filepath.Join(t.TempDir(), "locked.pdf")
			args := append([]string{"--allow-weak-crypto", "--encrypt", "open", "owner"}, lock...)
			output(t, "qpdf", append(args, "--", plain, source)...)
			for _, password := range []string{"open", "owner"} {
				path, result := mustWrite(t, pictures{}, ocr.PDFRequest{Path: source, Password: password}, page(600, 800, "words"))
				if !result.Encrypted {
					t.Error("the result does not say that the PDF is locked")
				}
				// Both passwords open it, and they allow what they did.
				for _, opens := range []string{"open", "owner"} {
					was := output(t, "qpdf", "--show-encryption", "--password="+opens, source)
					if is := output(t, "qpdf", "--show-encryption", "--password="+opens, path); is != was {
						t.Errorf("opened with %q: %s, was %s", opens, is, was)
					}
				}
				if contents(t, source, "open") != contents(t, path, "open") {
					t.Error("the PDF has changed")
				}
			}
			for password, want := range map[string]error{"": render.ErrPassword, "wrong": render.ErrWrongPassword} {
				if _, _, err := write(t, pictures{}, ocr.PDFRequest{Path: source, Password: password}); !errors.Is(err, want) {
					t.Errorf("with password %q: %v, want %v", password, err, want)
				}
			}
		})
	}
}

func TestSignaturesAreTold(t *testing.T) {
	needs(t, "qpdf", "pdftotext")
	source := makePDF(t,
		"<</Type /Catalog /Pages 2 0 R /AcroForm <</SigFlags 3 /Fields [4 0 R]>>>>",
		"<</Type /Pages /Kids [3 0 R] /Count 1>>",
		"<</Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] /Annots [4 0 R]>>",
		"<</Type /Annot /Subtype /Widget /FT /Sig /T (s) /Rect [0 0 0 0] /V 5 0 R>>",
		"<</Type /Sig /Filter /Adobe.PPKLite /ByteRange [0 10 20 10] /Contents <00>>>",
	)
	if _, result := mustWrite(t, pictures{}, ocr.PDFRequest{Path: source}, page(100, 100, "x")); !result.Signed || result.Encrypted {
		t.Errorf("result = %+v, want it signed", result)
	}
	if _, result := mustWrite(t, pictures{}, ocr.PDFRequest{Path: richPDF(t)}); result.Signed || result.Encrypted {
		t.Errorf("result = %+v, want neither signed nor locked", result)
	}
}

func TestADamagedPDFIsRepairedOrRefused(t *testing.T) {
	needs(t, "qpdf", "pdftotext")
	data, err := os.ReadFile(onePage(t, "/MediaBox [0 0 600 800]", ""))
	if err != nil {
		t.Fatal(err)
	}
	noTable := filepath.Join(t.TempDir(), "-no table.pdf")
	text, _, _ := strings.Cut(string(data), "xref")
	for content, want := range map[string]error{text + "trailer\n<</Root 1 0 R>>\n": nil, "%PDF-1.4\nnothing": render.ErrDamaged} {
		if err := os.WriteFile(noTable, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, _, err := write(t, pictures{}, ocr.PDFRequest{Path: noTable}, page(600, 800, "words")); !errors.Is(err, want) {
			t.Errorf("WritePDF = %v, want %v", err, want)
		}
	}
}

func TestWhatIsMissingIsTold(t *testing.T) {
	needs(t, "qpdf", "pdftotext")
	source := onePage(t, "/MediaBox [0 0 600 800]", "")
	beyond := page(10, 10, "x")
	beyond.Number = 1
	if _, _, err := write(t, pictures{}, ocr.PDFRequest{Path: source}, beyond); !errors.Is(err, render.ErrNoPage) {
		t.Errorf("a page that is not there gives %v, want %v", err, render.ErrNoPage)
	}
	if _, _, err := write(t, pictures{}, ocr.PDFRequest{Path: source + "x"}); !errors.Is(err, render.ErrNotFound) {
		t.Errorf("a missing file gives %v, want %v", err, render.ErrNotFound)
	}
	for _, target := range []string{t.TempDir(), "/dev/full"} {
		_, err := (&Writer{Renderer: pictures{}}).WritePDF(t.Context(), ocr.PDFRequest{Path: source, Target: target}, sequence(nil))
		if !errors.Is(err, render.ErrTemp) {
			t.Errorf("the target %q gives %v, want %v", target, err, render.ErrTemp)
		}
	}
	t.Setenv("PATH", "")
	if _, _, err := write(t, pictures{}, ocr.PDFRequest{Path: source}); !errors.Is(err, render.ErrTool) {
		t.Errorf("without qpdf the error is %v, want %v", err, render.ErrTool)
	}
}
