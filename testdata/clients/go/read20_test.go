package clients_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/Azure/azure-sdk-for-go/services/cognitiveservices/v2.0/computervision"
	"github.com/Azure/go-autorest/autorest"
)

func client20(t *testing.T) computervision.BaseClient {
	t.Helper()
	client := computervision.New(server(t))
	client.Authorizer = autorest.NewCognitiveServicesAuthorizer("none")
	return client
}

// result20 waits for the pages of an operation.
func result20(t *testing.T, client computervision.BaseClient, id string) []computervision.TextRecognitionResult {
	t.Helper()
	var result computervision.ReadOperationResult
	untilDone(t, func() bool {
		var err error
		if result, err = client.GetReadOperationResult(t.Context(), id); err != nil {
			t.Fatal(err)
		}
		return result.Status == computervision.Succeeded || result.Status == computervision.Failed
	})
	if result.Status != computervision.Succeeded || result.RecognitionResults == nil {
		t.Fatalf("status %s, results %v", result.Status, result.RecognitionResults)
	}
	return *result.RecognitionResults
}

func readFile20(t *testing.T, name string) []computervision.TextRecognitionResult {
	t.Helper()
	client := client20(t)
	answer, err := client.BatchReadFileInStream(t.Context(), open(t, name))
	return result20(t, client, idOf(t, answer, err))
}

func text20(pages ...computervision.TextRecognitionResult) string {
	var text []string
	for _, page := range pages {
		for _, line := range *page.Lines {
			text = append(text, *line.Text)
		}
	}
	return strings.Join(text, "\n")
}

func TestRead20OfAFileIsInPixels(t *testing.T) {
	pages := readFile20(t, "made/print.png")
	if len(pages) != 1 {
		t.Fatalf("got %d pages, want 1", len(pages))
	}
	page := pages[0]
	if *page.Page != 1 || page.Unit != computervision.Pixel || *page.Width != 1748 || *page.Height != 2480 {
		t.Errorf("got page %d of %v × %v %s, want page 1 of 1748 × 2480 pixel", *page.Page, *page.Width, *page.Height, page.Unit)
	}
	if turn := *page.ClockwiseOrientation; turn < 0 || turn >= 360 || min(turn, 360-turn) > 0.5 {
		t.Errorf("clockwiseOrientation is %v", turn)
	}
	for _, line := range *page.Lines {
		for _, word := range *line.Words {
			if len(*word.BoundingBox) != 8 || word.Confidence != "" && word.Confidence != computervision.Low {
				t.Errorf("%q has the box %v and the confidence %q", *word.Text, *word.BoundingBox, word.Confidence)
			}
		}
	}
	wantText(t, text20(pages...), truth(t, "made/print.gt.txt"), 0.01)
}

func TestRead20OfAnAddressIsFetched(t *testing.T) {
	client, url := client20(t), library(t)+"/made/print.png"
	answer, err := client.BatchReadFile(t.Context(), computervision.ImageURL{URL: &url})
	pages := result20(t, client, idOf(t, answer, err))
	wantText(t, text20(pages...), truth(t, "made/print.gt.txt"), 0.01)
}

func TestRead20OfAPDFIsInInches(t *testing.T) {
	pages := readFile20(t, "made/five.pdf")
	if len(pages) != 5 {
		t.Fatalf("got %d pages, want 5", len(pages))
	}
	for i, page := range pages {
		if int(*page.Page) != i+1 || page.Unit != computervision.Inch || int(*page.Width*10) != 82 {
			t.Errorf("got page %d, %v %s wide; want page %d, 8.27 inch", *page.Page, *page.Width, page.Unit, i+1)
		}
		wantText(t, text20(page), truth(t, fmt.Sprintf("made/five.%d.gt.txt", i+1)), 0.01)
	}
}

func TestRead20OfAReceipt(t *testing.T) {
	text := strings.ToUpper(text20(readFile20(t, "real/receipt.jpg")...))
	wantText(t, text, truth(t, "real/receipt.gt.txt"), 0.2)
}

func TestRead20SideBySide(t *testing.T) {
	for name, want := range lines {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			wantText(t, text20(readFile20(t, "made/"+name+".png")...), want, 0.05)
		})
	}
}

func TestRead20RefusesWhatIsNoDocument(t *testing.T) {
	for code, body := range map[string][]byte{
		"InvalidImageFormat":    []byte("this is not a picture, nor a document"),
		"InvalidImageDimension": tinyPNG(t),
	} {
		_, err := client20(t).BatchReadFileInStream(t.Context(), io.NopCloser(bytes.NewReader(body)))
		wantRefused(t, err, http.StatusBadRequest, code)
	}
}

func TestRead20RefusesAddresses(t *testing.T) {
	missing := library(t) + "/made/missing.png"
	for _, url := range []string{"/home/ada/scan.png", `C:\scans\page.png`, "file:///home/ada/scan.png", missing} {
		code := "InvalidImageUrl"
		if url == missing {
			code = "FailedToDownloadImage"
		}
		_, err := client20(t).BatchReadFile(t.Context(), computervision.ImageURL{URL: &url})
		wantRefused(t, err, http.StatusBadRequest, code)
	}
}

func TestRead20OfAnUnknownOperationIs404(t *testing.T) {
	_, err := client20(t).GetReadOperationResult(t.Context(), unknown)
	wantRefused(t, err, http.StatusNotFound, "NotFound")
}

func TestRead20KnowsItsStates(t *testing.T) {
	client := client20(t)
	answer, err := client.BatchReadFileInStream(t.Context(), open(t, "made/five.pdf"))
	id := idOf(t, answer, err)
	first, err := client.GetReadOperationResult(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Contains(computervision.PossibleTextOperationStatusCodesValues(), first.Status) {
		t.Errorf("the first look gives the status %q", first.Status)
	}
	result20(t, client, id)
}
