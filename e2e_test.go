package main_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"recto/ocr"
	"recto/ocr/ocrtest"
	"recto/ocr/wire"
)

func TestMain(m *testing.M) {
	code := m.Run()
	if builtIn != "" {
		_ = os.RemoveAll(builtIn)
	}
	os.Exit(code)
}

// builtIn is the folder of a program that was built for this run.
var builtIn string

// builtRecto is the program under test: RECTO_BIN, or one built for this run.
var builtRecto = sync.OnceValues(func() (string, error) {
	if bin := os.Getenv("RECTO_BIN"); bin != "" {
		return bin, nil
	}
	folder, err := os.MkdirTemp("", "recto-e2e-")
	if err != nil {
		return "", err
	}
	builtIn = folder
	bin := filepath.Join(folder, "recto")
	out, err := exec.Command("go", "build", "-o", bin, ".").CombinedOutput()
	if err != nil {
		return "", errors.New(string(out))
	}
	return bin, nil
})

// outcome is what a run of recto gave.
type outcome struct {
	stdout, stderr string
	code           int
}

// recto runs the built program with its own temp and home folders and checks
// that it leaves nothing in the former.
func recto(t *testing.T, args ...string) outcome {
	t.Helper()
	bin, err := builtRecto()
	if err != nil {
		t.Fatal(err)
	}
	temp := t.TempDir()
	cmd := exec.CommandContext(t.Context(), bin, args...)
	cmd.Env = append(os.Environ(), "TMPDIR="+temp, "XDG_CONFIG_HOME="+t.TempDir(), "DISPLAY=", "WAYLAND_DISPLAY=")
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	var exit *exec.ExitError
	if err := cmd.Run(); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	left, err := os.ReadDir(temp)
	if err != nil || len(left) > 0 {
		t.Errorf("recto %v left %v in the temp folder (%v)", args, left, err)
	}
	return outcome{stdout.String(), stderr.String(), cmd.ProcessState.ExitCode()}
}

// readPages reads a file as JSON and gives its pages as they came over the wire.
func readPages(t *testing.T, args ...string) []wire.ReadResult {
	t.Helper()
	out := recto(t, append([]string{"read", "--quiet", "--format", "json"}, args...)...)
	if out.code != 0 {
		t.Fatalf("recto read %v: exit %d: %s", args, out.code, out.stderr)
	}
	var result wire.ReadOperationResult
	if err := json.Unmarshal([]byte(out.stdout), &result); err != nil {
		t.Fatal(err)
	}
	return result.AnalyzeResult.ReadResults
}

func truth(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestRealAndMadePagesReadAsTheirTruth(t *testing.T) {
	for _, tt := range []struct {
		file, truth, language string
		most                  float64 // character error rate
	}{
		{"real/novel.png", "real/novel.gt.txt", "en", 0.06},
		{"real/languages.png", "real/languages.gt.txt", "en,de", 0.30},
		{"made/print.png", "made/print.gt.txt", "en", 0.01},
		{"made/german.png", "made/german.gt.txt", "de", 0.02},
		{"made/fax.tif", "made/fax.gt.txt", "en", 0.03},
		{"made/columns.png", "made/columns.natural.txt", "en", 0.03},
	} {
		out := recto(t, "read", "--quiet", "--language", tt.language, filepath.Join("testdata", tt.file))
		if e := ocrtest.Characters(truth(t, tt.truth), out.stdout); out.code != 0 || e.Rate() > tt.most {
			t.Errorf("%s: exit %d, character error %.3f, want 0 and at most %.3f\n%s", tt.file, out.code, e.Rate(), tt.most, out.stdout)
		}
	}
}

func TestAReceiptGivesItsWordsWhateverTheirOrder(t *testing.T) {
	out := recto(t, "read", "--quiet", "testdata/real/receipt.jpg")
	want := strings.ToUpper(truth(t, "real/receipt.gt.txt"))
	if f1 := ocrtest.Bag(want, strings.ToUpper(out.stdout)).F1(); f1 < 0.5 {
		t.Errorf("F1 of words = %.2f, want at least 0.5\n%s", f1, out.stdout)
	}
}

func TestTheTwoOrdersDifferOnTwoColumns(t *testing.T) {
	for _, order := range []string{"basic", "natural"} {
		out := recto(t, "read", "--quiet", "--reading-order", order, "testdata/made/columns.png")
		want := truth(t, "made/columns."+order+".txt")
		if e := ocrtest.Characters(want, out.stdout); e.Rate() > 0.03 {
			t.Errorf("--reading-order %s: character error %.3f, want at most 0.03\n%s", order, e.Rate(), out.stdout)
		}
	}
}

func TestEveryKindOfPictureAndDocumentIsRead(t *testing.T) {
	for _, tt := range []struct{ file, want string }{
		{"bit1.png", "One bit is enough"},
		{"palette.png", "Letters from a palette"},
		{"palette-clear.png", "Clear palette paper"},
		{"alpha.png", "Black ink on nothing"},
		{"grey16.png", "Sixteen bits of grey"},
		{"rgb16.png", "Sixteen bits of colour"},
		{"cmyk.jpg", "Four inks make a print"},
		{"progressive.jpg", "First blurred then sharp"},
		{"frames.gif", "The first frame counts"},
		{"lossy.webp", "The web has pictures"},
		{"clear.webp", "Ink without any paper"},
		{"colour.bmp", "A bitmap from Windows"},
		{"kinds.tif", "Page one is packed|Page two is a photograph|Page three is deep|Page four has four inks|Page five is tiled"},
		{"g3.tif", "Lines run after lines"},
		{"form.pdf", "Ada Lovelace|RECEIVED|Call back on Monday"},
		{"owner-password.pdf", "Behind the lock|The second page"},
		{"rotated.pdf", "Turned by 0 degrees|Turned by 90 degrees|Turned by 180 degrees|Turned by 270 degrees|" +
			"Two points to the unit|Cropped beyond its edge|Corners in odd order"},
		{"drawing.svg", "Drawn with vectors"},
		{"comic.cbz", "First picture of two|Second picture of two"},
		{"book.epub", "A book that flows"},
	} {
		out := recto(t, "read", "--quiet", filepath.Join("testdata/made", tt.file))
		for want := range strings.SplitSeq(tt.want, "|") {
			if out.code != 0 || !strings.Contains(out.stdout, want) {
				t.Errorf("%s: exit %d, got %q %s, want %q", tt.file, out.code, out.stdout, out.stderr, want)
			}
		}
		for _, hidden := range []string{"Invisible ink", "Outside the crop box"} {
			if strings.Contains(out.stdout, hidden) {
				t.Errorf("%s shows %q, which no viewer does", tt.file, hidden)
			}
		}
	}
}

func TestATypedFormShowsItsAnswers(t *testing.T) {
	var keys map[string]string
	if err := json.Unmarshal([]byte(truth(t, "real/form-typed.keys.json")), &keys); err != nil {
		t.Fatal(err)
	}
	out := recto(t, "read", "--quiet", "testdata/real/form-typed.pdf")
	found := 0
	for _, answer := range keys {
		if strings.Contains(ocrtest.Fold(out.stdout), ocrtest.Fold(answer)) {
			found++
		}
	}
	if found*100 < len(keys)*85 {
		t.Errorf("%d of %d answers were read, want 85 %%\n%s", found, len(keys), out.stdout)
	}
}

func TestAFivePageScanIsReadAsTIFFAndAsPDF(t *testing.T) {
	for _, tt := range []struct {
		file string
		unit ocr.Unit
	}{{"five.tif", ocr.UnitPixel}, {"five.pdf", ocr.UnitInch}} {
		pages := readPages(t, filepath.Join("testdata/made", tt.file))
		if len(pages) != 5 {
			t.Fatalf("%s has %d pages, want 5", tt.file, len(pages))
		}
		for i, page := range pages {
			want := truth(t, "made/five."+string(rune('1'+i))+".gt.txt")
			if e := ocrtest.Characters(want, page.Page().Text()); e.Rate() > 0.03 || page.Number != i+1 || page.Unit != tt.unit {
				t.Errorf("%s page %d: number %d, unit %s, character error %.3f", tt.file, i+1, page.Number, page.Unit, e.Rate())
			}
		}
	}
}

func TestPagesAreChosenAndKeepTheirNumbers(t *testing.T) {
	var numbers []int
	for _, page := range readPages(t, "--pages", "2,4-", "testdata/made/five.tif") {
		numbers = append(numbers, page.Number)
	}
	if len(numbers) != 3 || numbers[0] != 2 || numbers[1] != 4 || numbers[2] != 5 {
		t.Errorf("--pages 2,4- gave pages %v, want 2, 4, 5", numbers)
	}
}
