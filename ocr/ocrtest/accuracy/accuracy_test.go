package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"recto/ocr"
	"recto/ocr/ocrtest"
)

func TestEveryLineOfTheCommandIsALine(t *testing.T) {
	got := fromTSV("level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n" +
		"4\t1\t1\t1\t1\t0\t10\t20\t90\t10\t-1\t\n" +
		"5\t1\t1\t1\t1\t1\t10\t20\t40\t10\t96\t\"Quoted\n" +
		"5\t1\t1\t1\t1\t2\t60\t20\t40\t10\t96\ttext\n" +
		"5\t1\t1\t1\t2\t1\t10\t40\t5\t10\t95\t \n" +
		"5\t1\t1\t2\t1\t1\t10\t60\t40\t10\t95\tnext\n")
	if want := "\"Quoted text\nnext"; ocrtest.Fold(got.text) != ocrtest.Fold(want) || strings.Count(got.text, "\n") != 2 {
		t.Errorf("text %q, want %q", got.text, want)
	}
	if len(got.words) != 3 || got.words[1].Quad != ocr.Rect(60, 20, 100, 30) {
		t.Errorf("words %+v", got.words)
	}
}

func TestCapitalsOfATruthDoNotCount(t *testing.T) {
	want := truth{text: "TOTAL 12.50"}
	read := reading{text: "Total 12.50"}
	if s := score(want, kind{caseless: true}, read); s.Characters.Distance != 0 || s.Bag.F1() != 1 {
		t.Errorf("%+v", s)
	}
	if s := score(want, kind{}, read); s.Bag.Hits != 1 {
		t.Errorf("with case: %+v", s)
	}
	if s := score(want, kind{order: true}, reading{err: errors.New("unread")}); s.Characters.Rate() != 1 || s.wrong(kind{order: true}) != 1 {
		t.Errorf("a page that was not read counts as empty, not %+v", s)
	}
}

func rated(set string, pages, distance int) result {
	return result{Set: set, Order: true, Recto: Score{Pages: pages, Characters: ocrtest.Edits{Distance: distance, Length: 1000}}}
}

func TestASetThatGotWorseIsNamed(t *testing.T) {
	before := results{rated("books", 5, 20), rated("letters", 5, 20), rated("reports", 5, 20)}
	now := results{rated("books", 5, 23), rated("letters", 5, 24), rated("reports", 4, 500), rated("new", 1, 900)}
	if worse := now.worse(before); len(worse) != 1 || !strings.Contains(worse[0], "letters: the error was 2.0 %, and is 2.4 %") {
		t.Errorf("worse: %q", worse)
	}
}

func TestTheNewBaselineKeepsSetsThatWereNotRead(t *testing.T) {
	const tableFrom, tableTo = "<!-- table: make accuracy -->\n", "<!-- end of table -->\n"
	folder := t.TempDir()
	baseline, document := filepath.Join(folder, "a.json"), filepath.Join(folder, "a.md")
	if err := (results{rated("books", 5, 20), rated("letters", 5, 20)}).save(baseline); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(document, []byte("# Head\n"+tableFrom+"old\n"+tableTo+"tail\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := (results{rated("letters", 5, 10)}).publish(baseline, document); err != nil {
		t.Fatal(err)
	}
	all, err := loadResults(baseline)
	if err != nil || len(all) != 2 || all[0].Recto.Characters.Distance != 20 || all[1].Recto.Characters.Distance != 10 {
		t.Errorf("%+v, %v", all, err)
	}
	text, _ := os.ReadFile(document)
	if !strings.HasPrefix(string(text), "# Head\n"+tableFrom+"| set") || !strings.HasSuffix(string(text), tableTo+"tail\n") ||
		!strings.Contains(string(text), "| letters | 5 | 1.0 · 0.0 ") {
		t.Errorf("the document is %s", text)
	}
}

func TestTheProjectsOwnPagesAreASetForEveryMachine(t *testing.T) {
	chosen, pages, err := find("../../../testdata", "", 1, func(pack string) bool { return pack == "eng" || pack == "Latin" })
	if err != nil || len(chosen) != 2 {
		t.Fatalf("%d sets, %v", len(chosen), err)
	}
	if without, _, _ := find("../../../testdata", "", 1, func(pack string) bool { return pack == "eng" }); len(without) != 1 {
		t.Errorf("%d sets without the Latin script, want 1", len(without))
	}
	for i, s := range chosen {
		if len(pages[i]) < 3 {
			t.Errorf("%s has %d pages", s.name, len(pages[i]))
		}
	}
}
