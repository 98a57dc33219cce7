package translation

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"recto/ui/sentence"
)

// text is a text of the window that is looked up, by its key.
type text struct {
	fallback string
	plural   bool
	where    string
}

// lookups are Fyne's functions that look a text up: whether they know plurals,
// and whether the English text follows the key.
var lookups = map[string]struct{ plural, keyed bool }{
	"L": {}, "Localize": {}, "N": {plural: true}, "LocalizePlural": {plural: true},
	"X": {keyed: true}, "LocalizeKey": {keyed: true}, "XN": {plural: true, keyed: true}, "LocalizePluralKey": {plural: true, keyed: true},
}

// variable is where a text is looked up that no constant names, and why all
// that may come are known.
var variable = map[string]string{
	"translation/sentence.go": "sentence.Texts",
}

// collect finds all texts that the window's code looks up.
func collect(t *testing.T) map[string]text {
	t.Helper()
	all := map[string]text{}
	for _, s := range sentence.Texts() {
		all[s] = text{fallback: s, where: "sentence"}
	}
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return err
		}
		return collectPackage(t, path, all)
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 100 {
		t.Fatalf("only %d texts were found", len(all))
	}
	return all
}

// collectPackage adds the texts of the package in dir.
func collectPackage(t *testing.T, dir string, all map[string]text) error {
	paths, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return err
	}
	var files []*ast.File
	names := map[*ast.File]string{}
	set := token.NewFileSet()
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		files = append(files, file)
		names[file] = strings.TrimPrefix(filepath.ToSlash(path), "../")
	}
	constants := constantsOf(files)
	for _, file := range files {
		ast.Inspect(file, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				if err := collectCall(call, constants, names[file], all); err != nil {
					t.Errorf("%s: %v", set.Position(call.Pos()), err)
				}
			}
			return true
		})
	}
	return nil
}

// TestWindowsSayErrorsInTheirOwnLanguage: sentence.Of is English.
func TestWindowsSayErrorsInTheirOwnLanguage(t *testing.T) {
	paths, err := filepath.Glob("../*/*.go")
	if err != nil {
		t.Fatal(err)
	}
	own, err := filepath.Glob("../*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range append(own, paths...) {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(content), "sentence.Of(") && !strings.HasSuffix(path, "_test.go") && !strings.HasPrefix(filepath.ToSlash(path), "../cli/") {
			t.Errorf("%s says an error in English: use translation.Of", path)
		}
	}
}

// collectCall adds the text of a call that looks one up.
func collectCall(call *ast.CallExpr, constants map[string]string, file string, all map[string]text) error {
	fun, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || len(call.Args) == 0 {
		return nil
	}
	pkg, ok := fun.X.(*ast.Ident)
	lookup, known := lookups[fun.Sel.Name]
	if !ok || pkg.Name != "lang" || !known {
		return nil
	}
	key, ok := constant(call.Args[0], constants)
	if !ok {
		if variable[file] != "" {
			return nil
		}
		return fmt.Errorf("the text that is looked up is no constant")
	}
	found := text{fallback: key, plural: lookup.plural, where: file}
	if lookup.keyed {
		if found.fallback, ok = constant(call.Args[1], constants); !ok {
			return fmt.Errorf("the English text of %q is no constant", key)
		}
	}
	if other, ok := all[key]; ok && (other.plural != found.plural || other.fallback != found.fallback) {
		return fmt.Errorf("%q is looked up otherwise in %s", key, other.where)
	}
	all[key] = found
	return nil
}

// constantsOf are the constants of text of a package, by name.
func constantsOf(files []*ast.File) map[string]string {
	constants := map[string]string{}
	for _, file := range files {
		for _, decl := range file.Decls {
			gen, ok := decl.(*ast.GenDecl)
			if !ok || gen.Tok != token.CONST {
				continue
			}
			for _, spec := range gen.Specs {
				values := spec.(*ast.ValueSpec)
				for i, name := range values.Names {
					if i < len(values.Values) {
						if value, ok := constant(values.Values[i], constants); ok {
							constants[name.Name] = value
						}
					}
				}
			}
		}
	}
	return constants
}

// constant is the text of an expression where it is a constant.
func constant(e ast.Expr, constants map[string]string) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		value, err := strconv.Unquote(e.Value)
		return value, err == nil && e.Kind == token.STRING
	case *ast.Ident:
		value, ok := constants[e.Name]
		return value, ok
	case *ast.BinaryExpr:
		a, okA := constant(e.X, constants)
		b, okB := constant(e.Y, constants)
		return a + b, okA && okB && e.Op == token.ADD
	case *ast.ParenExpr:
		return constant(e.X, constants)
	}
	return "", false
}
