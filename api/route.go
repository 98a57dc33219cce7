package api

import (
	"net/http"
	"path"
	"regexp"
	"strings"

	"recto/ocr/wire"
)

// endpoint is what a path leads to.
type endpoint int

const (
	nowhere endpoint = iota
	endSubmit
	endSync
	endPoll
	endHome
	endHomeFile
	endReady
	endStatus
	endLiveness
	endSwagger
	endUsage
	endUsageMonth
	endPicture
	endLanguages
)

// route is a path, understood. Letter case and a slash at the end do not count.
type route struct {
	end     endpoint
	version wire.Version
	segment string // the version as the client spelled it, in lower case

	// Parts of the path: the operation's id, a page, a month and year, a file.
	id, page, month, year, file string
}

// secret reports whether the route leads to documents, and so needs the key.
func (r route) secret() bool {
	switch r.end {
	case endSubmit, endSync, endPoll, endPicture, endUsage, endUsageMonth:
		return true
	}
	return false
}

// parseRoute understands a path (contract read.md 1).
func parseRoute(whole string) route {
	lower := strings.ToLower(whole)
	parts := strings.Split(strings.Trim(lower, "/"), "/")
	if strings.Contains(lower, "//") {
		return route{}
	}
	switch {
	case lower == "" || lower == "/":
		return route{end: endHome}
	case parts[0] == "vision" && len(parts) >= 4 && parts[2] == "read":
		return parseRead(parts[1], parts[3:])
	case parts[0] == "swagger":
		return route{end: endSwagger}
	case parts[0] == "records":
		return parseRecords(parts[1:])
	case parts[0] == "recto":
		return parseOwn(parts[1:], path.Base(whole))
	case len(parts) == 1:
		return route{end: map[string]endpoint{"ready": endReady, "status": endStatus, "containerliveness": endLiveness}[parts[0]]}
	}
	return route{}
}

// parseRead understands what follows /vision/{version}/read/.
func parseRead(segment string, rest []string) route {
	version, ok := wire.ParseVersion(segment)
	if !ok {
		return route{}
	}
	r := route{version: version, segment: segment}
	action := strings.Join(rest, "/")
	switch {
	case len(rest) == 2 && (rest[0] == "operations" || rest[0] == "analyzeresults"):
		r.end, r.id = endPoll, rest[1]
	case version.Is2() && action == "core/asyncbatchanalyze", !version.Is2() && action == "analyze":
		r.end = endSubmit
	case version.Is2() && action == "core/analyze", !version.Is2() && action == "syncanalyze":
		r.end = endSync
	}
	return r
}

func parseRecords(rest []string) route {
	switch {
	case len(rest) == 1 && rest[0] == "usage-logs":
		return route{end: endUsage}
	case len(rest) == 3 && rest[0] == "usage-logs":
		return route{end: endUsageMonth, month: rest[1], year: rest[2]}
	}
	return route{}
}

// parseOwn understands the paths of Recto's own, below /recto/.
func parseOwn(rest []string, file string) route {
	switch {
	case len(rest) == 2 && rest[0] == "home":
		return route{end: endHomeFile, file: file}
	case len(rest) == 2 && rest[0] == "v1" && rest[1] == "languages":
		return route{end: endLanguages}
	case len(rest) == 5 && rest[0] == "v1" && rest[1] == "operations" && rest[3] == "pages" && strings.HasSuffix(rest[4], ".png"):
		return route{end: endPicture, id: rest[2], page: strings.TrimSuffix(rest[4], ".png")}
	}
	return route{}
}

// action is what answers a route, and by which methods it may be asked; nil
// where the path leads nowhere.
func (h *Handler) action(r route) (run func(*call), methods []string) {
	get := []string{http.MethodGet, http.MethodHead}
	switch r.end {
	case endSubmit:
		return h.submit, []string{http.MethodPost}
	case endSync:
		return h.analyzeNow, []string{http.MethodPost}
	case endPoll:
		return h.poll, get
	case endHome, endHomeFile:
		return h.serveHome, get
	case endReady:
		return h.ready, get
	case endStatus:
		return h.status, get
	case endLiveness:
		return h.liveness, get
	case endSwagger:
		return h.serveSwagger, get
	case endUsage, endUsageMonth:
		return h.usageLogs, get
	case endPicture:
		return h.picture, get
	case endLanguages:
		return h.languages, get
	}
	return nil, nil
}

var versionTwice = regexp.MustCompile(`(?i)^/vision/v[0-9.]+/vision/|^/visionvision`)

// hint says to who reads the log what may be wrong with a path.
func hint(path string) string {
	lower := strings.ToLower(path)
	switch {
	case versionTwice.MatchString(path):
		return "the endpoint of the client should be the address alone, without vision/…"
	case strings.HasPrefix(lower, "/vision/") && !strings.Contains(lower, "/read/"):
		return "only the Read operations are served, of versions v2.0 to v3.2"
	case strings.HasPrefix(lower, "/vision/"):
		return "the versions are v2.0, v2.1, v3.0, v3.1, v3.2 and their previews, such as v3.2-preview.1"
	case strings.Contains(lower, "/vision/"):
		return "the API lives at the root of the address, without a prefix"
	}
	return "see /swagger for what there is"
}
