package main_test

import (
	"go/build/constraint"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// module is the import path of the program's own root package.
const module = "recto"

// Import paths that the rules speak of.
const (
	fyne      = "fyne.io/fyne/v2"
	gosseract = "github.com/otiai10/gosseract/v2"
	fitz      = "github.com/gen2brain/go-fitz"
	cgo       = "C"
)

// engines are our packages that hold a C library each.
var engines = []string{"ocr/tesseract", "render/fitz", "render/leptonica"}

// windows are the packages that may know Fyne, beside main.
var windows = []string{
	"ui",
	"ui/batchview",
	"ui/finder",
	"ui/keys",
	"ui/languages",
	"ui/layers",
	"ui/look",
	"ui/pageview",
	"ui/prefs",
	"ui/reread",
	"ui/textview",
	"ui/thumbs",
	"ui/translation",
	"ui/uitest",
}

// imports holds, by package folder ("" is main's), what its files import, each
// with the file that does.
type imports map[string]map[string]string

func TestDomainPackagesArePureGo(t *testing.T) {
	all := readImports(t)
	for _, pkg := range all.under("ocr", "render", "settings") {
		if isEngine(pkg) {
			continue
		}
		all.mustNotReach(t, pkg, fyne, cgo, gosseract, fitz)
	}
	for _, pkg := range []string{"ocr", "settings"} {
		all.mustNotReach(t, pkg, ours(all.under("render"))...)
	}
	for _, pkg := range append(all.under("render"), "settings") {
		all.mustNotReach(t, pkg, ours(all.under("ocr"))...)
	}
	for _, pkg := range all.under("ocr", "render") {
		all.mustNotReach(t, pkg, module+"/settings")
	}
}

func TestOnePackageForEachCLibrary(t *testing.T) {
	all := readImports(t)
	for pkg, imported := range all {
		for of, home := range map[string]string{gosseract: "ocr/tesseract", fitz: "render/fitz"} {
			if file, ok := find(imported, of); ok && pkg != home {
				t.Errorf("%s imports %s, which only %s may", file, of, home)
			}
		}
		// The root package may prepare the process, before Go runs.
		if file, ok := imported[cgo]; ok && pkg != "" && !isEngine(pkg) {
			t.Errorf("%s uses cgo, which only main and %v may", file, engines)
		}
	}
}

func TestWindowAndServerSeeNoEngineAndNotEachOther(t *testing.T) {
	all := readImports(t)
	for _, pkg := range all.under("ui", "api") {
		all.mustNotReach(t, pkg, ours(engines)...)
	}
	for _, pkg := range all.under("ui") {
		all.mustNotReach(t, pkg, ours(all.under("api"))...)
	}
	for _, pkg := range all.under("api") {
		all.mustNotReach(t, pkg, ours(all.under("ui"))...)
	}
}

func TestWorkerKnowsNoEngineAndFyneStaysInTheWindow(t *testing.T) {
	all := readImports(t)
	for _, pkg := range all.under("ocr/worker") {
		all.mustNotReach(t, pkg, ours(engines)...)
	}
	for pkg := range all {
		if pkg != "" && !slices.Contains(windows, pkg) {
			all.mustNotReach(t, pkg, fyne)
		}
	}
	for _, pkg := range windows {
		if file, ok := find(all[pkg], fyne+"/app"); ok {
			t.Errorf("%s imports %s/app, which does not build without cgo; main.go hands the app over", file, fyne)
		}
	}
}

func TestOnlyMainChoosesEngines(t *testing.T) {
	all := readImports(t)
	for pkg, imported := range all {
		for _, engine := range engines {
			file, ok := find(imported, module+"/"+engine)
			// An engine may stand on another: MuPDF's package hands to
			// Leptonica's what it cannot decode.
			if ok && path.Base(file) != "main.go" && !isEngine(pkg) {
				t.Errorf("%s imports %s, which only main.go may", file, engine)
			}
		}
	}
}

func TestWireFormatsStayAtTheEdge(t *testing.T) {
	all := readImports(t)
	allowed := append([]string{"", "ocr/export", "ocr/saved", "ocr/wire"}, all.under("api")...)
	for pkg, imported := range all {
		if below(pkg, "ocr/ocrtest") {
			continue // reads what the program wrote, as its users do
		}
		if file, ok := find(imported, module+"/ocr/wire"); ok && !slices.Contains(allowed, pkg) {
			t.Errorf("%s imports ocr/wire, which only %v may", file, allowed)
		}
	}
	for _, pkg := range all.under("ocr/wire") {
		all.mustNotReach(t, pkg, module+"/render", module+"/settings")
	}
}

func TestIndirectImportsAreSeen(t *testing.T) {
	all := imports{
		"ui":          {module + "/ui/pageview": "ui/ui.go"},
		"ui/pageview": {module + "/render/fitz": "ui/pageview/view.go"},
		"render/fitz": {fitz: "render/fitz/open.go"},
	}
	if got := all.ways("ui", module+"/render/fitz"); len(got) != 1 {
		t.Errorf("ways from ui to render/fitz = %q, want one", got)
	}
	if got := all.ways("ui", fitz); len(got) != 1 {
		t.Errorf("ways from ui to %s = %q, want one", fitz, got)
	}
	if got := all.ways("ui", module+"/render"); got != nil {
		t.Errorf("ways from ui to render = %q, want none: render/fitz is another package", got)
	}
}

// readImports parses the import lines of every Go file of the tree that is
// part of the program on some platform; tests are left out.
func readImports(t *testing.T) imports {
	t.Helper()
	all := imports{}
	err := filepath.WalkDir(".", func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if file != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata") {
				return filepath.SkipDir
			}
			return nil
		}
		if strings.HasSuffix(file, ".go") && !strings.HasSuffix(file, "_test.go") {
			return all.add(file)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 5 {
		t.Fatalf("found %d packages; the test must run in the root of the tree", len(all))
	}
	return all
}

// add notes the import lines of file, save of one that a build tag keeps out
// of the program ("//go:build ignore").
func (all imports) add(file string) error {
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly|parser.ParseComments)
	if err != nil {
		return err
	}
	for _, group := range f.Comments {
		for _, c := range group.List {
			if expr, err := constraint.Parse(c.Text); err == nil && expr.String() == "ignore" {
				return nil
			}
		}
	}
	pkg := filepath.ToSlash(filepath.Dir(file))
	if pkg == "." {
		pkg = ""
	}
	if all[pkg] == nil {
		all[pkg] = map[string]string{}
	}
	for _, spec := range f.Imports {
		name, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return err
		}
		all[pkg][name] = filepath.ToSlash(file)
	}
	return nil
}

// under lists our packages at or below the given folders, sorted.
func (all imports) under(folders ...string) []string {
	var pkgs []string
	for pkg := range all {
		for _, folder := range folders {
			if below(pkg, folder) {
				pkgs = append(pkgs, pkg)
			}
		}
	}
	slices.Sort(pkgs)
	return pkgs
}

// mustNotReach fails for each way from pkg to one of the forbidden packages.
func (all imports) mustNotReach(t *testing.T, pkg string, forbidden ...string) {
	t.Helper()
	for _, way := range all.ways(pkg, forbidden...) {
		t.Error(way)
	}
}

// ways tells, a sentence each, how pkg comes to import one of the forbidden
// packages, itself or through others of ours. A forbidden module means all its
// packages; a package of ours is meant alone: ocr/wire is another one than ocr.
func (all imports) ways(pkg string, forbidden ...string) []string {
	type step struct{ pkg, way string }
	var found []string
	seen := map[string]bool{pkg: true}
	for queue := []step{{pkg, pkg}}; len(queue) > 0; queue = queue[1:] {
		at := queue[0]
		for name, file := range all[at.pkg] {
			for _, no := range forbidden {
				if name == no || below(name, no) && !below(no, module) {
					found = append(found, at.way+" imports "+name+" ("+file+"), which "+pkg+" must not reach")
				}
			}
			next, isOurs := strings.CutPrefix(name, module+"/")
			if isOurs && !seen[next] {
				seen[next] = true
				queue = append(queue, step{next, at.way + " imports " + next})
			}
		}
	}
	return found
}

// ours gives the import paths of the packages in the given folders.
func ours(folders []string) []string {
	var paths []string
	for _, folder := range folders {
		paths = append(paths, module+"/"+folder)
	}
	return paths
}

// find gives the file that imports name or a package below it.
func find(imported map[string]string, name string) (file string, ok bool) {
	for have, file := range imported {
		if below(have, name) {
			return file, true
		}
	}
	return "", false
}

// below reports whether the path is folder or lies in it.
func below(p, folder string) bool { return p == folder || strings.HasPrefix(p, folder+"/") }

func isEngine(pkg string) bool { return slices.Contains(engines, pkg) }
