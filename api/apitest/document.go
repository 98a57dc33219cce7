package apitest

import (
	"fmt"
	"io/fs"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"

	"recto/api/swagger"
)

// answer is what is checked.
type answer struct {
	req  *http.Request
	resp *http.Response
	body []byte
}

// document is an OpenAPI document whose routes can be found.
type document struct {
	spec *openapi3.T
	// prefix is /vision/VERSION of the document's own Read routes, in lower
	// case; "" for Microsoft's, whose paths begin behind it.
	prefix string
	// routes stand in the order in which they are tried: those with fewer
	// parameters first.
	routes []route
}

// route is a path of a document; it matches cleaned paths.
type route struct {
	template string
	pattern  *regexp.Regexp
	item     *openapi3.PathItem
}

// load reads one of Recto's documents.
func load(docs fs.FS, name string) (*document, error) {
	text, err := swagger.Document(docs, name)
	if err != nil {
		return nil, err
	}
	spec, err := openapi3.NewLoader().LoadFromData(text)
	if err != nil {
		return nil, fmt.Errorf("OpenAPI document %q: %w", name, err)
	}
	d, err := newDocument(spec)
	if err != nil {
		return nil, err
	}
	for template := range spec.Paths.Map() {
		if prefix, _, ok := strings.Cut(template, "/read/"); ok {
			d.prefix = strings.ToLower(prefix)
		}
	}
	return d, nil
}

func newDocument(spec *openapi3.T) (*document, error) {
	d := &document{spec: spec}
	parameter := regexp.MustCompile(`\\\{[^}]*\\\}`)
	for template, item := range spec.Paths.Map() {
		pattern, err := regexp.Compile("^" + parameter.ReplaceAllString(regexp.QuoteMeta(strings.ToLower(template)), "[^/]+") + "$")
		if err != nil {
			return nil, fmt.Errorf("path %q: %w", template, err)
		}
		d.routes = append(d.routes, route{template, pattern, item})
	}
	slices.SortFunc(d.routes, func(a, b route) int {
		if n := strings.Count(a.template, "{") - strings.Count(b.template, "{"); n != 0 {
			return n
		}
		return strings.Compare(a.template, b.template)
	})
	return d, nil
}

// check tells what is wrong with an answer to a request for the cleaned path.
func (d *document) check(a answer, path string) error {
	i := slices.IndexFunc(d.routes, func(r route) bool { return r.pattern.MatchString(path) })
	if i < 0 {
		return d.refused(a, http.StatusNotFound)
	}
	found := d.routes[i]
	method := a.req.Method
	if method == http.MethodHead {
		method = http.MethodGet
	}
	operation := found.item.GetOperation(method)
	if operation == nil {
		return d.refused(a, http.StatusMethodNotAllowed)
	}
	return d.validate(a, &routers.Route{
		Spec: d.spec, Path: found.template, PathItem: found.item, Method: method, Operation: operation,
	})
}

// refused checks that a request that the document does not know was refused
// with the given status.
func (d *document) refused(a answer, status int) error {
	if a.resp.StatusCode != status {
		return fmt.Errorf("the document does not know it, so the status has to be %d", status)
	}
	schema, ok := d.spec.Components.Schemas["Error"]
	if !ok {
		return nil
	}
	responses := openapi3.NewResponses(openapi3.WithStatus(status, &openapi3.ResponseRef{
		Value: openapi3.NewResponse().WithDescription("refused").WithJSONSchemaRef(schema),
	}))
	return d.validate(a, &routers.Route{Spec: d.spec, Method: a.req.Method, Operation: &openapi3.Operation{Responses: responses}})
}

func (d *document) validate(a answer, route *routers.Route) error {
	input := &openapi3filter.ResponseValidationInput{
		RequestValidationInput: &openapi3filter.RequestValidationInput{Request: a.req, Route: route},
		Status:                 a.resp.StatusCode,
		Header:                 a.resp.Header,
		Options:                &openapi3filter.Options{IncludeResponseStatus: true},
	}
	return openapi3filter.ValidateResponse(a.req.Context(), input.SetBodyBytes(a.body))
}
