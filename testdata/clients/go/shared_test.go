// Package clients_test runs Microsoft's Go SDK, unmodified, against a running
// recto serve, whose address is in RECTO_URL.
package clients_test

import (
	"encoding/base64"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/Azure/go-autorest/autorest"
	"github.com/Azure/go-autorest/autorest/azure"
)

// data is testdata, seen from here.
const data = "../.."

// unknown is the id of no operation.
const unknown = "e56ffa6e-1ee4-4042-bc07-993db706c95f"

// tiny is a white PNG of 10 by 10 pixels.
const tiny = "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKAQAAAAClSfIQAAAADklEQVR4nGP4/58BNwIAKwET7WVtUbgAAAAASUVORK5CYII="

// lines are pictures of one line and what they say.
var lines = map[string]string{
	"bit1": "One bit is enough", "palette": "Letters from a palette", "alpha": "Black ink on nothing",
	"grey16": "Sixteen bits of grey", "rgb16": "Sixteen bits of colour", "palette-clear": "Clear palette paper",
}

// server is the address of the server under test.
func server(t *testing.T) string {
	t.Helper()
	url := os.Getenv("RECTO_URL")
	if url == "" {
		t.Fatal("RECTO_URL must be the address of a running recto serve")
	}
	return url
}

// library serves the fixtures on a free port of 127.0.0.1.
func library(t *testing.T) string {
	t.Helper()
	shelf := httptest.NewServer(http.FileServer(http.Dir(data)))
	t.Cleanup(shelf.Close)
	return shelf.URL
}

func open(t *testing.T, name string) *os.File {
	t.Helper()
	file, err := os.Open(filepath.Join(data, name))
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func truth(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(data, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func tinyPNG(t *testing.T) []byte {
	t.Helper()
	picture, err := base64.StdEncoding.DecodeString(tiny)
	if err != nil {
		t.Fatal(err)
	}
	return picture
}

var location = regexp.MustCompile(`^http://[^/]+/vision/v[^?]+/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)

// idOf cuts an operation's id from the answer to a submit as the samples do.
func idOf(t *testing.T, answer autorest.Response, err error) string {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	url := answer.Header.Get("Operation-Location")
	if !location.MatchString(url) {
		t.Fatalf("Operation-Location is %q", url)
	}
	return url[strings.LastIndex(url, "/")+1:]
}

// untilDone looks at an operation, and again, until done says so.
func untilDone(t *testing.T, done func() bool) {
	t.Helper()
	again := time.NewTicker(200 * time.Millisecond)
	defer again.Stop()
	end := time.After(2 * time.Minute)
	for !done() {
		select {
		case <-again.C:
		case <-end:
			t.Fatal("the operation does not end")
		}
	}
}

// wantRefused fails unless err tells the status and the code, and a message.
func wantRefused(t *testing.T, err error, status int, code string) {
	t.Helper()
	var detailed autorest.DetailedError
	if !errors.As(err, &detailed) {
		t.Errorf("got %v, want %d %s", err, status, code)
		return
	}
	var request *azure.RequestError
	if !errors.As(detailed.Original, &request) || request.ServiceError == nil {
		t.Errorf("got %v without a service error, want %d %s", err, status, code)
		return
	}
	if detailed.StatusCode != status || request.ServiceError.Code != code {
		t.Errorf("got %v %s, want %d %s", detailed.StatusCode, request.ServiceError.Code, status, code)
	}
	if !strings.Contains(request.ServiceError.Message, " ") {
		t.Errorf("%s: the message %q says nothing", code, request.ServiceError.Message)
	}
}

// wantText fails unless got is want but for a part of errors.
func wantText(t *testing.T, got, want string, part float64) {
	t.Helper()
	if rate := errorRate(got, want); rate > part {
		t.Errorf("error rate %.3f, want %v at most; read:\n%s", rate, part, got)
	}
}

// errorRate is the edit distance of got from want in parts of want's length.
func errorRate(got, want string) float64 {
	a := []rune(strings.Join(strings.Fields(got), " "))
	b := []rune(strings.Join(strings.Fields(want), " "))
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j := range b {
			changed := diagonal
			if a[i] != b[j] {
				changed++
			}
			diagonal = row[j+1]
			row[j+1] = min(changed, row[j+1]+1, row[j]+1)
		}
	}
	return float64(row[len(b)]) / float64(len(b))
}
