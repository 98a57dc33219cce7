package clients_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/Azure/azure-sdk-for-go/services/cognitiveservices/v3.1/computervision"
	"github.com/Azure/go-autorest/autorest"
	"github.com/gofrs/uuid"
)

func client31(t *testing.T) computervision.BaseClient {
	t.Helper()
	client := computervision.New(server(t))
	client.Authorizer = autorest.NewCognitiveServicesAuthorizer("none")
	return client
}

// result31 waits for the pages of an operation.
func result31(t *testing.T, client computervision.BaseClient, id string) computervision.AnalyzeResults {
	t.Helper()
	var result computervision.ReadOperationResult
	untilDone(t, func() bool {
		var err error
		if result, err = client.GetReadResult(t.Context(), uuid.Must(uuid.FromString(id))); err != nil {
			t.Fatal(err)
		}
		return result.Status == computervision.Succeeded || result.Status == computervision.Failed
	})
	if result.Status != computervision.Succeeded || result.AnalyzeResult == nil || result.AnalyzeResult.ReadResults == nil {
		t.Fatalf("status %s, result %v", result.Status, result.AnalyzeResult)
	}
	if result.CreatedDateTime == nil || result.LastUpdatedDateTime == nil {
		t.Errorf("created %v, last updated %v", result.CreatedDateTime, result.LastUpdatedDateTime)
	}
	return *result.AnalyzeResult
}

func readFile31(t *testing.T, name string, language computervision.OcrDetectionLanguage) []computervision.ReadResult {
	t.Helper()
	client := client31(t)
	answer, err := client.ReadInStream(t.Context(), open(t, name), language)
	return *result31(t, client, idOf(t, answer, err)).ReadResults
}

func text31(pages ...computervision.ReadResult) string {
	var text []string
	for _, page := range pages {
		for _, line := range *page.Lines {
			text = append(text, *line.Text)
		}
	}
	return strings.Join(text, "\n")
}

func TestRead31OfAFileIsInPixels(t *testing.T) {
	client := client31(t)
	answer, err := client.ReadInStream(t.Context(), open(t, "made/print.png"), "")
	result := result31(t, client, idOf(t, answer, err))
	pages := *result.ReadResults
	if *result.Version != "3.1.0" || len(pages) != 1 {
		t.Fatalf("got %d pages of version %s, want 1 of 3.1.0", len(pages), *result.Version)
	}
	page := pages[0]
	if *page.Page != 1 || page.Unit != computervision.Pixel || *page.Width != 1748 || *page.Height != 2480 {
		t.Errorf("got page %d of %v × %v %s, want page 1 of 1748 × 2480 pixel", *page.Page, *page.Width, *page.Height, page.Unit)
	}
	for _, line := range *page.Lines {
		for _, word := range *line.Words {
			if len(*word.BoundingBox) != 8 || *word.Confidence < 0 || *word.Confidence > 1 {
				t.Errorf("%q has the box %v and the confidence %v", *word.Text, *word.BoundingBox, *word.Confidence)
			}
		}
	}
	wantText(t, text31(page), truth(t, "made/print.gt.txt"), 0.01)
}

func TestRead31TakesALanguage(t *testing.T) {
	pages := readFile31(t, "made/german.png", computervision.De)
	wantText(t, text31(pages...), truth(t, "made/german.gt.txt"), 0.01)
}

func TestRead31OfAnAddressIsFetched(t *testing.T) {
	client, url := client31(t), library(t)+"/made/print.png"
	answer, err := client.Read(t.Context(), computervision.ImageURL{URL: &url}, computervision.En)
	result := result31(t, client, idOf(t, answer, err))
	wantText(t, text31(*result.ReadResults...), truth(t, "made/print.gt.txt"), 0.01)
}

func TestRead31OfAPDFIsInInches(t *testing.T) {
	pages := readFile31(t, "made/five.pdf", "")
	if len(pages) != 5 {
		t.Fatalf("got %d pages, want 5", len(pages))
	}
	for i, page := range pages {
		if int(*page.Page) != i+1 || page.Unit != computervision.Inch || int(*page.Width*10) != 82 {
			t.Errorf("got page %d, %v %s wide; want page %d, 8.27 inch", *page.Page, *page.Width, page.Unit, i+1)
		}
		wantText(t, text31(page), truth(t, fmt.Sprintf("made/five.%d.gt.txt", i+1)), 0.01)
	}
}

func TestRead31SideBySide(t *testing.T) {
	for name, want := range lines {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			wantText(t, text31(readFile31(t, "made/"+name+".png", "")...), want, 0.05)
		})
	}
}

func TestRead31RefusesWhatIsNoDocument(t *testing.T) {
	for code, body := range map[string][]byte{
		"InvalidImageFormat":    []byte("this is not a picture, nor a document"),
		"InvalidImageDimension": tinyPNG(t),
	} {
		_, err := client31(t).ReadInStream(t.Context(), io.NopCloser(bytes.NewReader(body)), "")
		wantRefused(t, err, http.StatusBadRequest, code)
	}
}

func TestRead31RefusesAnUnknownLanguage(t *testing.T) {
	_, err := client31(t).ReadInStream(t.Context(), open(t, "made/bit1.png"), "klingon")
	wantRefused(t, err, http.StatusBadRequest, "NotSupportedLanguage")
}

func TestRead31RefusesAPath(t *testing.T) {
	url := "/home/ada/scan.png"
	_, err := client31(t).Read(t.Context(), computervision.ImageURL{URL: &url}, "")
	wantRefused(t, err, http.StatusBadRequest, "InvalidImageUrl")
}

func TestRead31OfAnUnknownOperationIs404(t *testing.T) {
	_, err := client31(t).GetReadResult(t.Context(), uuid.Must(uuid.FromString(unknown)))
	wantRefused(t, err, http.StatusNotFound, "NotFound")
}

// inspect32 sends what the client of 3.1 says to 3.2, for which the SDK has no
// package, with the query that 3.2 knows.
func inspect32(query string) autorest.PrepareDecorator {
	return func(next autorest.Preparer) autorest.Preparer {
		return autorest.PreparerFunc(func(request *http.Request) (*http.Request, error) {
			request, err := next.Prepare(request)
			if err == nil {
				request.URL.Path = strings.Replace(request.URL.Path, "/v3.1/", "/v3.2/", 1)
				request.URL.RawPath = ""
				if request.Method == http.MethodPost {
					request.URL.RawQuery = query
				}
			}
			return request, err
		})
	}
}

func TestRead32ByWayOfTheClientOf31(t *testing.T) {
	client := client31(t)
	client.RequestInspector = inspect32("pages=2,3&readingOrder=natural")
	answer, err := client.ReadInStream(t.Context(), open(t, "made/five.pdf"), "")
	result := result31(t, client, idOf(t, answer, err))
	pages := *result.ReadResults
	if *result.Version != "3.2.0" || len(pages) != 2 || *pages[0].Page != 2 || *pages[1].Page != 3 {
		t.Fatalf("got version %s and %d pages, want 3.2.0 and the pages 2 and 3", *result.Version, len(pages))
	}
	wantText(t, text31(pages...), truth(t, "made/five.2.gt.txt")+truth(t, "made/five.3.gt.txt"), 0.01)

	client.RequestInspector = inspect32("pages=3-1")
	_, err = client.ReadInStream(t.Context(), open(t, "made/five.pdf"), "")
	wantRefused(t, err, http.StatusBadRequest, "InvalidPageRange")
}
