// Package api is the face that Recto shows to programs: an http.Handler that
// answers as the containers of the Read OCR API do, in their versions 2.0 to
// 3.2, and serves a home page for people. It parses no document; package
// operation keeps what was accepted.
package api

import (
	"context"
	"crypto/subtle"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"recto/api/fetch"
	"recto/api/operation"
	"recto/api/swagger"
	"recto/api/usage"
	"recto/ocr"
)

// Options are what a Handler works with. Operations, Usage, Fetch, Docs and
// Home are needed; the zero value of the others is fit for use.
type Options struct {
	Operations *operation.Service
	Usage      *usage.Book
	Fetch      *fetch.Fetcher

	// Docs holds the OpenAPI documents, Home the files of the home page.
	Docs, Home fs.FS

	// Ready is nil where the engines can work now; a nil one is always ready.
	Ready func(context.Context) error

	// Loopback refuses names of other hosts, so that a page of the web cannot
	// reach a server of this machine under a name of its own (DNS rebinding).
	Loopback bool

	// AllowedHosts are further names under which the server is asked; where
	// it is not on loopback alone, none means all.
	AllowedHosts []string

	// AllowedOrigins are the origins whose pages may ask (CORS), "*" for all.
	AllowedOrigins []string

	// Key is what clients must send in Ocp-Apim-Subscription-Key, "" for none.
	Key string

	// MaxBody is the most bytes that a document may have; 0 is 500 MB.
	MaxBody int64

	// AnalyzeResults puts "analyzeResults" into Operation-Location rather than
	// "operations".
	AnalyzeResults bool

	// Languages are those of a request that names none; none, or "auto", is
	// what each page shows.
	Languages []string

	// TextLayer is what becomes of text that documents hold.
	TextLayer ocr.TextLayer

	// Log is told of requests; nil discards.
	Log *slog.Logger
}

// Handler is the API over HTTP.
type Handler struct {
	o       Options
	log     *slog.Logger
	origins *http.CrossOriginProtection
	swagger *swagger.UI
	pace    pace

	// pictures has a place for each picture that is drawn at once.
	pictures chan struct{}
}

// defaultMaxBody is the container's limit from May 2022 on (contract read.md 2.3).
const defaultMaxBody = 500 << 20

// New makes the handler. An allowed origin that is none is left out and logged.
func New(o Options) *Handler {
	if o.MaxBody == 0 {
		o.MaxBody = defaultMaxBody
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	h := &Handler{
		o: o, log: o.Log, origins: http.NewCrossOriginProtection(),
		swagger: swagger.Handler(o.Docs), pace: defaultPace, pictures: make(chan struct{}, 2),
	}
	for _, origin := range o.AllowedOrigins {
		if origin == "*" {
			continue
		}
		if err := h.origins.AddTrustedOrigin(origin); err != nil {
			h.log.Warn("not an origin", "origin", origin, "error", err)
		}
	}
	return h
}

// call is one request under way.
type call struct {
	*http.Request
	w     http.ResponseWriter
	id    string // of the request, for its error
	route route
	began time.Time
	name  string // of the document, once it is known

	broken bool // the body broke off
	listed bool // the request stands in the list of those that were taken
}

// ServeHTTP answers one request.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	seen := &watched{ResponseWriter: w}
	c := &call{Request: r, w: seen, id: uuid.NewString(), route: parseRoute(r.URL.Path), began: time.Now()}
	seen.Header().Set("X-Content-Type-Options", "nosniff")
	seen.Header().Set("apim-request-id", c.id)
	if r.ContentLength != 0 {
		// Also for a body that nobody reads: the server waits for its end.
		_ = http.NewResponseController(w).SetReadDeadline(c.began.Add(h.pace.pause))
	}
	h.serve(c)
	level := slog.LevelDebug
	if r.Method == http.MethodPost || seen.status >= http.StatusInternalServerError {
		level = slog.LevelInfo
	}
	h.log.Log(r.Context(), level, "request", "method", shorten(r.Method), "path", shorten(r.URL.Path), "status", seen.status,
		"took", time.Since(c.began).Round(100*time.Microsecond), "client", clientOf(r), "request", c.id)
}

func (h *Handler) serve(c *call) {
	if f := h.admit(c); f != nil {
		h.fail(c, *f)
		return
	}
	if h.cors(c) {
		return
	}
	run, methods := h.action(c.route)
	switch {
	case run == nil:
		h.log.Info("no such path", "path", shorten(c.URL.Path), "hint", hint(c.URL.Path))
		h.fail(c, notFound)
	case !slices.Contains(methods, c.Method):
		c.w.Header().Set("Allow", strings.Join(methods, ", "))
		h.fail(c, methodNotAllowed(c.Method, methods))
	case c.route.secret() && !h.hasKey(c.Request):
		c.w.Header().Set("WWW-Authenticate", "Ocp-Apim-Subscription-Key")
		h.fail(c, failure{http.StatusUnauthorized, "401", sentenceKey})
	default:
		run(c)
	}
}

// admit is nil where the request may be answered at all.
func (h *Handler) admit(c *call) *failure {
	if !h.knowsHost(c.Host) {
		return &failure{http.StatusForbidden, codeInvalidRequest, sentenceHost}
	}
	if slices.Contains(h.o.AllowedOrigins, "*") || c.Method == http.MethodOptions {
		return nil
	}
	if sameOrigin(c.Header.Get("Origin"), c.Host) {
		return nil
	}
	if err := h.origins.Check(c.Request); err != nil {
		return &failure{http.StatusForbidden, codeInvalidRequest, sentenceOrigin}
	}
	return nil
}

// sameOrigin reports whether an origin is that of the host; a proxy may spell
// the port of the scheme out where a browser leaves it away.
func sameOrigin(origin, host string) bool {
	scheme, name, _ := strings.Cut(origin, "://")
	port := map[string]string{"http": ":80", "https": ":443"}[scheme]
	return port != "" && strings.EqualFold(strings.TrimSuffix(name, port), strings.TrimSuffix(host, port))
}

// knowsHost reports whether the server goes by the name in a Host header.
func (h *Handler) knowsHost(host string) bool {
	if host == "" { // HTTP/1.0: probes of load balancers, never a browser
		return true
	}
	if !h.o.Loopback && len(h.o.AllowedHosts) == 0 || slices.Contains(h.o.AllowedHosts, "*") {
		return true
	}
	name := host
	if bare, _, err := net.SplitHostPort(host); err == nil {
		name = bare
	}
	name = strings.TrimSuffix(strings.ToLower(strings.Trim(name, "[]")), ".")
	if addr, err := netip.ParseAddr(name); err == nil && addr.IsLoopback() {
		return true
	}
	return name == "localhost" || strings.HasSuffix(name, ".localhost") ||
		slices.ContainsFunc(h.o.AllowedHosts, func(allowed string) bool { return strings.EqualFold(allowed, name) })
}

// cors answers a preflight, and lets the pages of allowed origins read the
// answer; without configured origins it does nothing.
func (h *Handler) cors(c *call) (answered bool) {
	if len(h.o.AllowedOrigins) == 0 {
		return false
	}
	head := c.w.Header()
	head.Add("Vary", "Origin")
	origin := c.Header.Get("Origin")
	all := slices.Contains(h.o.AllowedOrigins, "*")
	if origin == "" || !all && !slices.Contains(h.o.AllowedOrigins, origin) {
		return false
	}
	if all {
		origin = "*"
	}
	head.Set("Access-Control-Allow-Origin", origin)
	head.Set("Access-Control-Expose-Headers", "Operation-Location, Retry-After, apim-request-id")
	if c.Method != http.MethodOptions || c.Header.Get("Access-Control-Request-Method") == "" {
		return false
	}
	head.Set("Access-Control-Allow-Methods", "GET, POST, OPTIONS")
	headers := "cache-control, content-type, ocp-apim-subscription-key, x-ms-useragent"
	if asked := c.Header.Get("Access-Control-Request-Headers"); asked != "" {
		headers = asked // who may ask may send what it likes
	}
	head.Set("Access-Control-Allow-Headers", headers)
	if c.Header.Get("Access-Control-Request-Private-Network") == "true" {
		head.Set("Access-Control-Allow-Private-Network", "true")
	}
	head.Set("Access-Control-Max-Age", "3600")
	c.w.WriteHeader(http.StatusNoContent)
	return true
}

func (h *Handler) hasKey(r *http.Request) bool {
	given := r.Header.Get("Ocp-Apim-Subscription-Key")
	return h.o.Key == "" || subtle.ConstantTimeCompare([]byte(given), []byte(h.o.Key)) == 1
}

// clientOf is who asks, for people: the program where it says its name, and
// the address where that is not this machine.
func clientOf(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	program := r.Header.Get("X-BingApis-SDK-Client")
	if program == "" {
		program, _, _ = strings.Cut(r.UserAgent(), " ")
	}
	if addr, err := netip.ParseAddr(host); err == nil && addr.IsLoopback() && program != "" {
		return shorten(program)
	}
	return strings.TrimSpace(host + " " + shorten(program))
}

// shorten cuts what a client says of itself to what fits into a column.
func shorten(s string) string {
	const most = 100
	s = strings.ToValidUTF8(s, "\uFFFD")
	if runes := []rune(s); len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return s
}

// watched notes the status.
type watched struct {
	http.ResponseWriter
	status int
}

// WriteHeader notes the first status.
func (w *watched) WriteHeader(status int) {
	if w.status == 0 {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

// A client may leave writePiece bytes of an answer lying for writePause.
const (
	writePause = time.Minute
	writePiece = 64 << 10
)

// Write is a 200 where no status was written before.
func (w *watched) Write(p []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	control := http.NewResponseController(w.ResponseWriter)
	written := 0
	for piece := range slices.Chunk(p, writePiece) {
		// A connection without deadlines, as in tests, is not guarded.
		_ = control.SetWriteDeadline(time.Now().Add(writePause))
		n, err := w.ResponseWriter.Write(piece)
		written += n
		if err != nil {
			return written, err
		}
	}
	return written, nil
}

// Unwrap lets http.ResponseController reach the connection.
func (w *watched) Unwrap() http.ResponseWriter { return w.ResponseWriter }
