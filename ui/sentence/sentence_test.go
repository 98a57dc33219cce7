package sentence

import (
	"context"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"recto/ocr"
	"recto/render"
)

// codes are the values of all constants of type Code in the package's source.
func codes(t *testing.T, dir string) []string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	var values []string
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok {
				return true
			}
			if kind, ok := spec.Type.(*ast.Ident); !ok || kind.Name != "Code" {
				return true
			}
			for _, value := range spec.Values {
				text, err := strconv.Unquote(value.(*ast.BasicLit).Value)
				if err != nil {
					t.Fatal(err)
				}
				values = append(values, text)
			}
			return true
		})
	}
	if len(values) < 5 {
		t.Fatalf("%s has only the codes %v", dir, values)
	}
	return values
}

func TestEveryCodeHasASentenceOfItsOwn(t *testing.T) {
	seen := map[string]string{unexpected: "the fallback"}
	check := func(code string, err error) {
		got := Of(fmt.Errorf("open %q: %w", "/some/where", err))
		if other, ok := seen[got]; ok {
			t.Errorf("%s has the sentence of %s", code, other)
		}
		seen[got] = code
		if err := plain(got); err != nil {
			t.Errorf("%s: %v", code, err)
		}
	}
	for _, code := range codes(t, "../../ocr") {
		check(code, ocr.Code(code))
	}
	for _, code := range codes(t, "../../render") {
		check(code, render.Code(code))
	}
}

func TestErrorsWithDetailsNameThem(t *testing.T) {
	for _, tt := range []struct {
		err  error
		want []string
	}{
		{&ocr.LanguageError{Language: "de", Package: "tesseract-ocr-deu"}, []string{`"de"`, "sudo apt-get install tesseract-ocr-deu"}},
		{&ocr.LanguageError{Language: "xx"}, []string{`"xx"`, "traineddata"}},
		{&render.TooLargeError{Width: 100_000, Height: 90_000}, []string{"100000 × 90000", "32767", "100 million"}},
	} {
		got := Of(fmt.Errorf("read: %w", tt.err))
		for _, want := range tt.want {
			if !strings.Contains(got, want) {
				t.Errorf("Of(%v) = %q lacks %q", tt.err, got, want)
			}
		}
	}
}

func TestOtherErrorsAreToldWithoutInternals(t *testing.T) {
	for _, err := range []error{
		context.Canceled, context.DeadlineExceeded, fs.ErrExist, fs.ErrNotExist, fs.ErrPermission,
		errors.New("nil pointer at 0xdead"), errors.Join(context.Canceled, ocr.ErrCrash),
	} {
		got := Of(fmt.Errorf("wrapped: %w", err))
		if err := plain(got); err != nil {
			t.Error(err)
		}
	}
	if got, stopped := Of(errors.Join(ocr.ErrCrash, context.Canceled)), Of(context.Canceled); got != stopped {
		t.Errorf("a page stopped by the user reads %q, want %q", got, stopped)
	}
	if got := Of(nil); got != "" {
		t.Errorf("Of(nil) = %q, want none", got)
	}
}

// plain tells what makes text unfit for a person.
func plain(text string) error {
	if text == "" || text[0] < 'A' || text[0] > 'Z' || len(text) > 220 {
		return fmt.Errorf("%q is not a short sentence", text)
	}
	if !strings.Contains(text, ". ") {
		return fmt.Errorf("%q does not say what to do next", text)
	}
	for _, banned := range []string{"failed", "ailure", "_", "nil", "0x", "wrapped", "/some", "context", "%!"} {
		if strings.Contains(text, banned) {
			return fmt.Errorf("%q holds %q", text, banned)
		}
	}
	return nil
}
