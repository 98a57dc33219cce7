package apitest

import (
	"context"
	"encoding/json"
	"io/fs"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"recto/api/swagger"
)

func docs() fs.FS { return os.DirFS("../../assets/openapi") }

// read gives a document as its JSON, which has to validate.
func read(t *testing.T, name string) (spec *openapi3.T, raw map[string]any) {
	t.Helper()
	text, err := swagger.Document(docs(), name)
	if err != nil {
		t.Fatal(err)
	}
	if spec, err = openapi3.NewLoader().LoadFromData(text); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if err := spec.Validate(context.Background()); err != nil {
		t.Errorf("%s: %v", name, err)
	}
	if err := json.Unmarshal(text, &raw); err != nil {
		t.Fatal(err)
	}
	return spec, raw
}

func TestEveryDocumentValidatesAndWorksOnAnyHostAndPort(t *testing.T) {
	for _, name := range swagger.Names() {
		spec, _ := read(t, name)
		if len(spec.Servers) != 1 || spec.Servers[0].URL != "/" {
			t.Errorf("%s: servers %v, want / alone", name, spec.Servers)
		}
		for path := range spec.Paths.Map() {
			version := strings.TrimSuffix(strings.TrimPrefix(name, "vision-"), "-read")
			if version == "v3.0-preview" || version == "v2.0-preview" { // as the containers served them
				version = strings.TrimSuffix(version, "-preview")
			}
			if strings.HasPrefix(path, "/vision/") && !strings.HasPrefix(path, "/vision/"+version) {
				t.Errorf("%s describes %s", name, path)
			}
		}
	}
}

func TestEverySchemaIsUsed(t *testing.T) {
	for _, name := range swagger.Names() {
		spec, raw := read(t, name)
		text, err := json.Marshal(raw)
		if err != nil {
			t.Fatal(err)
		}
		for schema := range spec.Components.Schemas {
			if !strings.Contains(string(text), `"#/components/schemas/`+schema+`"`) {
				t.Errorf("%s: nothing refers to %s", name, schema)
			}
		}
	}
}

func TestOperationsAreCalledAsTheContainersAre(t *testing.T) {
	v32, _ := read(t, "vision-v3.2-read")
	if got := v32.Paths.Value("/vision/v3.2/read/analyze").Post.OperationID; got != "Analyze" {
		t.Errorf("analyze is called %q", got)
	}
	v20, _ := read(t, "vision-v2.0-preview-read")
	if got := v20.Paths.Value("/vision/v2.0/read/core/asyncBatchAnalyze").Post.OperationID; got != "asyncBatchAnalyze" {
		t.Errorf("asyncBatchAnalyze is called %q", got)
	}
}

func TestBothDocumentsDescribeTheSameServiceRoutes(t *testing.T) {
	_, v32 := read(t, "vision-v3.2-read")
	_, v20 := read(t, "vision-v2.0-preview-read")
	service := func(raw map[string]any) map[string]any {
		routes := map[string]any{}
		for path, item := range raw["paths"].(map[string]any) {
			if !strings.HasPrefix(path, "/vision/") {
				routes[path] = item
			}
		}
		return routes
	}
	if a, b := service(v32), service(v20); len(a) < 10 || !reflect.DeepEqual(a, b) {
		t.Errorf("3.2 describes %d service routes, 2.0 %d, and they differ", len(a), len(b))
	}
	a, b := v32["components"].(map[string]any), v20["components"].(map[string]any)
	for _, part := range []string{"responses", "headers", "requestBodies", "securitySchemes"} {
		if !reflect.DeepEqual(a[part], b[part]) {
			t.Errorf("the %s of 3.2 and of 2.0 differ", part)
		}
	}
	for _, schema := range []string{"Error", "SyncFailure", "BoundingBox", "Usage", "Meter", "Ready", "Status", "Language"} {
		if !reflect.DeepEqual(a["schemas"].(map[string]any)[schema], b["schemas"].(map[string]any)[schema]) {
			t.Errorf("the schemas %s of 3.2 and of 2.0 differ", schema)
		}
	}
}

func TestEveryRouteThatTakesADocumentTakesAFileInTheBrowser(t *testing.T) {
	for _, name := range swagger.Names() {
		spec, _ := read(t, name)
		posts := 0
		for path, item := range spec.Paths.Map() {
			if item.Post == nil {
				continue
			}
			posts++
			content := item.Post.RequestBody.Value.Content
			for _, kind := range []string{"application/octet-stream", "application/json", "application/pdf", "image/*", "multipart/form-data"} {
				if content[kind] == nil {
					t.Errorf("%s: %s takes no %s", name, path, kind)
				}
			}
			if form := content["multipart/form-data"]; form != nil && form.Schema.Value.Properties["file"].Value.Format != "binary" {
				t.Errorf("%s: %s has no file in its form", name, path)
			}
			for _, status := range []int{400, 401, 404, 405, 413, 415, 429, 500, 503} {
				if item.Post.Responses.Status(status) == nil {
					t.Errorf("%s: %s does not know status %d", name, path, status)
				}
			}
		}
		if posts != 2 {
			t.Errorf("%s has %d routes that take a document, want 2", name, posts)
		}
	}
}
