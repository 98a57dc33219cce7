package apitest

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"strings"

	"github.com/getkin/kin-openapi/openapi2"
	"github.com/getkin/kin-openapi/openapi2conv"

	"recto/ocr/wire"
)

// streamed marks the routes whose body is the document itself; Microsoft keeps
// them under x-ms-paths, told apart by a query that nobody sends.
const streamed = "?overload=stream"

// specNames are Microsoft's documents by version. That of 3.0 is not kept: its
// answers have the shape of 3.1's. That of the 3.1 previews is not kept either,
// and of theirs only the appearance is unlike 3.1, which leaves it open.
func specNames() map[wire.Version]string {
	return map[wire.Version]string{
		wire.V20: "Ocr-v2.0.json", wire.V21: "Ocr-v2.1.json",
		wire.V30: "Ocr-v3.1.json", wire.V31Preview: "Ocr-v3.1.json", wire.V31: "Ocr-v3.1.json",
		wire.V32Preview: "Ocr-v3.2-preview.2.json", wire.V32: "Ocr-v3.2.json",
	}
}

// loadSpec reads a document of Microsoft, which is Swagger 2.0 with additions
// of their own, and bends it where it does not say what it means:
//   - the routes of x-ms-paths become paths;
//   - an enum that x-ms-enum calls open (modelAsString) is no enum: the error
//     codes know none for an unknown operation or a wrong method.
func loadSpec(dir, name string) (*document, error) {
	text, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		return nil, fmt.Errorf("specification: %w", err)
	}
	var raw map[string]any
	if err := json.Unmarshal(text, &raw); err != nil {
		return nil, fmt.Errorf("specification %s: %w", name, err)
	}
	paths, ok := raw["paths"].(map[string]any)
	more, okMore := raw["x-ms-paths"].(map[string]any)
	if !ok || !okMore {
		return nil, fmt.Errorf("specification %s: no paths or no x-ms-paths", name)
	}
	maps.Copy(paths, more)
	openEnums(raw)
	if text, err = json.Marshal(raw); err != nil {
		return nil, fmt.Errorf("specification %s: %w", name, err)
	}
	var old openapi2.T
	if err := json.Unmarshal(text, &old); err != nil {
		return nil, fmt.Errorf("specification %s: %w", name, err)
	}
	spec, err := openapi2conv.ToV3(&old)
	if err != nil {
		return nil, fmt.Errorf("specification %s: %w", name, err)
	}
	return newDocument(spec)
}

// openEnums takes the enums away that are declared open.
func openEnums(value any) {
	switch v := value.(type) {
	case map[string]any:
		if how, ok := v["x-ms-enum"].(map[string]any); ok && how["modelAsString"] == true {
			delete(v, "enum")
		}
		for _, member := range v {
			openEnums(member)
		}
	case []any:
		for _, element := range v {
			openEnums(element)
		}
	}
}

// specRoute is the method and path under which Microsoft's document describes
// an answer to a path that ends in rest; false where it describes none. What
// the synchronous routes give is described with the poll, and each generation
// knows one name of the poll.
func specRoute(v wire.Version, rest string, a answer) (method, path string, ok bool) {
	submit, poll := "/read/analyze", "/read/analyzeresults/"
	if v.Is2() {
		submit, poll = "/read/core/asyncbatchanalyze", "/read/operations/"
	}
	method = a.req.Method
	if method == http.MethodPost {
		contentType := strings.ToLower(a.req.Header.Get("Content-Type"))
		switch {
		case isSync(rest) && a.resp.StatusCode == http.StatusOK:
			return http.MethodGet, poll + "id", true
		case rest == submit && strings.HasPrefix(contentType, "application/json"):
			return method, submit, true
		}
		return method, submit + streamed, rest == submit
	}
	for _, collection := range []string{"/read/analyzeresults/", "/read/operations/"} {
		if id, found := strings.CutPrefix(rest, collection); found && method == http.MethodGet {
			return method, poll + id, true
		}
	}
	return "", "", false
}
