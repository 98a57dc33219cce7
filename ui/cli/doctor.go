package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"slices"
	"strings"

	"recto/ocr"
	"recto/ocr/language"
	"recto/render"
	"recto/settings"
	"recto/ui/sentence"
)

// orientationPack is the traineddata that tells which way is up.
const orientationPack = "osd"

// doctorCommand is `recto doctor`.
type doctorCommand struct {
	JSON bool `name:"json" help:"Print it as JSON."`
}

// report is what the doctor found.
type report struct {
	Version      string         `json:"version"`
	Engine       ocr.EngineInfo `json:"engine"`
	Machine      machine        `json:"machine"`
	Display      string         `json:"display"` // "" where there is none
	SettingsFile string         `json:"settingsFile"`
	Languages    []string       `json:"languages"` // those of the settings
	Missing      []remedy       `json:"missing"`
}

// remedy is something needed that is missing, and the command that mends it.
type remedy struct {
	What    string `json:"what"`
	Command string `json:"command"`
}

// run prints the report; the exit code says whether something is missing.
func (c doctorCommand) run(ctx context.Context, env Env) int {
	r := examine(ctx, env)
	if ctx.Err() != nil {
		return exitStopped
	}
	print := r.print
	if c.JSON {
		print = r.printJSON
	}
	if err := print(env.Stdout); err != nil || len(r.Missing) > 0 {
		return exitFailed
	}
	return exitDone
}

func examine(ctx context.Context, env Env) report {
	r := report{
		Version: env.Version, Machine: findMachine(os.DirFS("/")), Display: display(os.Getenv),
		SettingsFile: settings.Path(), Languages: env.Settings.Languages, Missing: []remedy{},
	}
	var err error
	if r.Engine, err = describe(ctx, env); err != nil {
		mend := install("tesseract-ocr")
		if errors.Is(err, render.ErrTemp) {
			mend = "export TMPDIR=/var/tmp"
		}
		r.Missing = append(r.Missing, remedy{sentence.Of(err), mend})
		return r
	}
	// JSON has [] where there is none, never null.
	r.Engine.Components = append([]ocr.Component{}, r.Engine.Components...)
	r.Engine.Packs = append([]string{}, r.Engine.Packs...)
	if prefix := os.Getenv(dataVariable); prefix != "" && len(r.Engine.Packs) == 0 {
		r.Missing = append(r.Missing, remedy{"language data in the folder that " + dataVariable + " names", "unset " + dataVariable})
		return r
	}
	r.Missing = append(r.Missing, missing(r.Engine, r.Languages)...)
	return r
}

// dataVariable leads Tesseract to another folder of traineddata.
const dataVariable = "TESSDATA_PREFIX"

func describe(ctx context.Context, env Env) (info ocr.EngineInfo, err error) {
	engine, err := env.NewEngine(EngineOptions{Jobs: 1, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return info, err
	}
	info, err = engine.Describe(ctx)
	return info, errors.Join(err, engine.Close())
}

// missing is what of the engine and its languages is not there.
func missing(engine ocr.EngineInfo, languages []string) (found []remedy) {
	for _, component := range engine.Components {
		if component.Version == "" {
			found = append(found, remedy{component.Name, install(component.Package)})
		}
	}
	for _, code := range language.Named(languages) {
		_, err := language.Packs([]string{code}, engine.Packs)
		var pack *ocr.LanguageError
		switch {
		case errors.As(err, &pack):
			found = append(found, remedy{fmt.Sprintf("the data for the language %q", code), install(pack.Package)})
		case err != nil:
			found = append(found, remedy{fmt.Sprintf("a language %q: Recto knows none of that code", code), "mend languages in " + settings.Path()})
		}
	}
	if !slices.Contains(engine.Packs, orientationPack) {
		found = append(found, remedy{"the data that tells which way is up", install("tesseract-ocr-" + orientationPack)})
	}
	return found
}

func install(pkg string) string {
	if pkg == "" {
		return "install Recto again"
	}
	return "sudo apt-get install " + pkg
}

// display names the display that a window would open on, "" for none.
func display(getenv func(string) string) string {
	for _, name := range []string{"WAYLAND_DISPLAY", "DISPLAY"} {
		if value := getenv(name); value != "" {
			return name + "=" + value
		}
	}
	return ""
}

func (r report) printJSON(w io.Writer) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(r)
}

func (r report) print(w io.Writer) error {
	var b strings.Builder
	section := func(title string, rows ...[2]string) {
		fmt.Fprintf(&b, "\n%s\n", title)
		for _, row := range rows {
			fmt.Fprintf(&b, "  %-12s %s\n", row[0], row[1])
		}
	}
	fmt.Fprintf(&b, "Recto %s\n", r.Version)
	var components [][2]string
	for _, c := range r.Engine.Components {
		components = append(components, [2]string{c.Name, orElse(c.Version, "not found")})
	}
	section("Programs and libraries", components...)
	section("Languages",
		[2]string{"folder", orElse(r.Engine.DataPath, "not found")},
		[2]string{"installed", orElse(strings.Join(r.Engine.Packs, ", "), "none")},
		[2]string{"read", strings.Join(r.Languages, ", ")})
	section("Machine", r.Machine.rows()...)
	section("Window",
		[2]string{"display", orElse(r.Display, "none; the window needs one, recto read does not")},
		[2]string{"settings", r.SettingsFile})
	if len(r.Missing) == 0 {
		b.WriteString("\nNothing is missing.\n")
	} else {
		b.WriteString("\nMissing\n")
	}
	for _, m := range r.Missing {
		fmt.Fprintf(&b, "  %s\n    mend it with: %s\n", m.What, m.Command)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func orElse(text, other string) string {
	if text == "" {
		return other
	}
	return text
}
