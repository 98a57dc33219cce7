package swagger

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
)

// The two documents that are written out; the others are made of them.
const (
	read32 = "vision-v3.2-read"
	read20 = "vision-v2.0-preview-read"
)

// variant is a document that is another one with its patch (RFC 7386) applied
// and its routes under another version.
type variant struct{ of, from, to string }

// variants are the documents that are made of another, by their names.
func variants() map[string]variant {
	return map[string]variant{
		"vision-v3.2-preview-read": {read32, "/vision/v3.2/", "/vision/v3.2-preview.2/"},
		"vision-v3.1-read":         {read32, "/vision/v3.2/", "/vision/v3.1/"},
		"vision-v3.1-preview-read": {read32, "/vision/v3.2/", "/vision/v3.1-preview.2/"},
		"vision-v3.0-preview-read": {read32, "/vision/v3.2/", "/vision/v3.0/"},
		"vision-v2.1-read":         {read20, "/vision/v2.0/", "/vision/v2.1/"},
	}
}

// Names are the documents that Document gives, in no order.
func Names() []string {
	names := []string{read32, read20}
	for name := range variants() {
		names = append(names, name)
	}
	return names
}

// Document is the OpenAPI document of the given name, as JSON: one of Names.
// docs holds those that are written out as NAME.json, and the patches that
// make the others as NAME.patch.json.
func Document(docs fs.FS, name string) ([]byte, error) {
	v, ok := variants()[name]
	if !ok {
		text, err := fs.ReadFile(docs, name+".json")
		if err != nil {
			return nil, fmt.Errorf("OpenAPI document %q: %w", name, err)
		}
		return text, nil
	}
	base, err := fs.ReadFile(docs, v.of+".json")
	if err != nil {
		return nil, fmt.Errorf("OpenAPI document %q: %w", name, err)
	}
	patch, err := fs.ReadFile(docs, name+".patch.json")
	if err != nil {
		return nil, fmt.Errorf("OpenAPI document %q: %w", name, err)
	}
	var document, changes map[string]any
	if err := json.Unmarshal(bytes.ReplaceAll(base, []byte(v.from), []byte(v.to)), &document); err != nil {
		return nil, fmt.Errorf("OpenAPI document %q: %s.json: %w", name, v.of, err)
	}
	if err := json.Unmarshal(patch, &changes); err != nil {
		return nil, fmt.Errorf("OpenAPI document %q: patch: %w", name, err)
	}
	text, err := json.MarshalIndent(merge(document, changes), "", "  ")
	if err != nil {
		return nil, fmt.Errorf("OpenAPI document %q: %w", name, err)
	}
	return text, nil
}

// merge applies a merge patch as RFC 7386 says: null takes a member away,
// objects are merged, and all else is replaced.
func merge(target any, patch any) any {
	changes, ok := patch.(map[string]any)
	if !ok {
		return patch
	}
	members, _ := target.(map[string]any)
	merged := maps.Clone(members)
	if merged == nil {
		merged = map[string]any{}
	}
	for name, change := range changes {
		if change == nil {
			delete(merged, name)
		} else {
			merged[name] = merge(merged[name], change)
		}
	}
	return merged
}
