package archive

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"recto/ocr"
	"recto/ocr/correct"
)

// wanted makes the document's results last wanted so long ago.
func (f fixture) wanted(t *testing.T, key Key, ago time.Duration) {
	t.Helper()
	at := time.Now().Add(-ago)
	must(t, os.Chtimes(filepath.Join(f.folder, "results", string(key)), at, at))
}

func TestTheSweepRemovesWhatIsOldAndWhatIsTooMuchButNoCorrections(t *testing.T) {
	for _, tt := range []struct {
		name         string
		limit        Limit
		keepA, keepB bool
	}{
		{"all fits", DefaultLimit, true, true},
		{"a is too old", Limit{time.Hour, MaxBytes}, false, true},
		{"no room for both", Limit{MaxAge, 300}, false, true},
		{"no room", Limit{MaxAge, 1}, false, false},
	} {
		a := open(t)
		for _, key := range []Key{keyA, keyB} {
			must(t, a.KeepResult(key, Result{german, page(0, "one")}))
			must(t, a.KeepCorrections(t.Context(), key, "x", 0, []correct.Correction{slip}))
		}
		a.wanted(t, keyA, 2*time.Hour)
		must(t, a.Sweep(t.Context(), tt.limit))
		if got := len(a.Results(keyA)) > 0; got != tt.keepA {
			t.Errorf("%s: results of a kept = %v, want %v", tt.name, got, tt.keepA)
		}
		if got := len(a.Results(keyB)) > 0; got != tt.keepB {
			t.Errorf("%s: results of b kept = %v, want %v", tt.name, got, tt.keepB)
		}
		for _, key := range []Key{keyA, keyB} {
			if got, err := a.Corrections(t.Context(), key); err != nil || len(got) != 1 {
				t.Errorf("%s: corrections %v, %v", tt.name, got, err)
			}
		}
	}
}

func TestLookingAtResultsKeepsThemLonger(t *testing.T) {
	a := open(t)
	must(t, a.KeepResult(keyA, Result{german, page(0, "one")}))
	a.wanted(t, keyA, 2*time.Hour)
	a.Results(keyA)
	must(t, a.Sweep(t.Context(), Limit{time.Hour, MaxBytes}))
	if len(a.Results(keyA)) == 0 {
		t.Error("they are gone")
	}
}

func TestTheSweepRemovesHalfFilesAndOldPicturesThatWereNotOpen(t *testing.T) {
	a := open(t)
	must(t, a.Sweep(t.Context(), DefaultLimit))
	var paths []string
	for _, name := range []string{"pasted/open.png", "pasted/old.png", "results/" + string(keyA) + "/1.part", "pasted/new.png"} {
		path := filepath.Join(a.folder, name)
		writeFile(t, path, "x")
		if !strings.Contains(name, "new") {
			must(t, os.Chtimes(path, time.Time{}, time.Now().Add(-2*time.Hour)))
		}
		paths = append(paths, path)
	}
	must(t, a.KeepSession(t.Context(), Session{Documents: []Open{{Path: paths[0]}}}))
	must(t, a.Sweep(t.Context(), Limit{time.Hour, MaxBytes}))
	for i, want := range []bool{true, false, false, true} {
		if _, err := os.Stat(paths[i]); (err == nil) != want {
			t.Errorf("%s: %v, kept should be %v", paths[i], err, want)
		}
	}
}

// fullPage is a page of 45 lines with 11 words each, slightly askew.
func fullPage(number int) ocr.Page {
	rng := rand.New(rand.NewPCG(uint64(number), 7))
	p := ocr.Page{Number: number, Width: 2480, Height: 3508, Unit: ocr.UnitInch, DPIX: 300, DPIY: 300, Angle: 0.1234}
	for i := range 45 {
		x, y := 200.0, 150+70*float64(i)
		line := ocr.Line{Block: i / 9}
		var quads []ocr.Quad
		for range 11 {
			var text []byte
			for range 2 + rng.IntN(8) {
				text = append(text, "etaoinshrdlucmfw"[rng.IntN(16)])
			}
			w := float64(len(text))*21 + float64(rng.IntN(9))
			quad := ocr.Slanted(x, y, x+w, y+50, p.Angle)
			line.Words = append(line.Words, ocr.Word{Text: string(text), Quad: quad, Confidence: rng.Float64()})
			quads = append(quads, quad)
			x += w + 20
		}
		line.Quad = ocr.Around(quads, p.Angle)
		p.Lines = append(p.Lines, line)
	}
	return p
}

// BenchmarkKeepingAndLoadingPages keeps and loads 2,000 full pages a round.
func BenchmarkKeepingAndLoadingPages(b *testing.B) {
	const pages = 2000
	folder := b.TempDir()
	a := New(folder, nil)
	var keeping, loading time.Duration
	for b.Loop() {
		start := time.Now()
		for i := range pages {
			if err := a.KeepResult(keyA, Result{german, fullPage(i)}); err != nil {
				b.Fatal(err)
			}
		}
		keeping += time.Since(start)
		start = time.Now()
		for _, i := range a.Results(keyA) {
			if _, err := a.Result(keyA, i); err != nil {
				b.Fatal(err)
			}
		}
		loading += time.Since(start)
	}
	b.ReportMetric(keeping.Seconds()/float64(b.N), "s-keep")
	b.ReportMetric(loading.Seconds()/float64(b.N), "s-load")
	b.ReportMetric(float64(a.Holding().Bytes)/1e6, "MB")
}

// BenchmarkHashing hashes a file of 256 MB that is in the cache of the system.
func BenchmarkHashing(b *testing.B) {
	path := filepath.Join(b.TempDir(), "big")
	if err := os.WriteFile(path, make([]byte, 256<<20), 0o600); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(256 << 20)
	for b.Loop() {
		if _, err := hash(b.Context(), path); err != nil {
			b.Fatal(fmt.Errorf("hash: %w", err))
		}
	}
}
