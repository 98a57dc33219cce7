// Package settings holds what the user may choose: the defaults, the bounds,
// and the file that keeps the choices between two runs.
package settings

import (
	"errors"
	"maps"
	"slices"
	"time"
)

// Settings are the user's choices. Each field stands in the file and in the
// environment under a name of its own (see fields).
type Settings struct {
	// Theme is "system", "light" or "dark".
	Theme string `koanf:"theme"`

	// UIScale is how large the window draws, 1 as the system does.
	UIScale float64 `koanf:"uiScale"`

	// WindowLanguage is the BCP-47 code of the language that the window speaks;
	// "" is the system's.
	WindowLanguage string `koanf:"windowLanguage"`

	// RestoreSession is true where Recto opens what was open last.
	RestoreSession bool `koanf:"restoreSession"`

	// KeepResults is true where results are kept beside corrections, so that no
	// page is read twice.
	KeepResults bool `koanf:"keepResults"`

	// ExportFormat names the format that an export has at first, ExportFolder
	// where it goes; "" is beside the document.
	ExportFormat string `koanf:"exportFormat"`
	ExportFolder string `koanf:"exportFolder"`

	// Languages are BCP-47 codes, the most likely first, or LanguageAuto alone;
	// at least one.
	Languages []string `koanf:"languages"`

	// ReadingOrder is "basic" or "natural".
	ReadingOrder string `koanf:"readingOrder"`

	// TextLayer is what becomes of text that a document holds: "auto" takes it
	// where it is sound, "only" reads nothing else, "never" reads every page.
	TextLayer string `koanf:"textLayer"`

	// Workers is how many pages are read at once; 0 lets Recto choose.
	Workers int `koanf:"workers"`

	// WorkerPriority is "low", which leaves the processor to others first, or
	// "normal".
	WorkerPriority string `koanf:"workerPriority"`

	// PageTimeout is how long a page may take before it is given up.
	PageTimeout time.Duration `koanf:"pageTimeout"`

	// WorkerMemory is how many bytes of data a worker may hold.
	WorkerMemory int64 `koanf:"workerMemoryBytes"`

	// ShowThumbnails and ShowText are true where these panes are shown.
	ShowThumbnails bool `koanf:"showThumbnails"`
	ShowText       bool `koanf:"showText"`

	// Layers name what is drawn over a page, in no order.
	Layers []string `koanf:"layers"`

	// ShownUnder is the confidence in percent under which a word is drawn over
	// the page; 100 draws all. WeakUnder is the one under which a word counts
	// as weak.
	ShownUnder int `koanf:"shownUnderPercent"`
	WeakUnder  int `koanf:"weakUnderPercent"`

	// RasterCache is how many megabytes of pages' pictures are kept at most.
	RasterCache int `koanf:"rasterCacheMB"`

	// APIOn is true while the window's local API is switched on.
	APIOn bool `koanf:"apiOn"`

	// APIPort is the port of the window's local API.
	APIPort int `koanf:"apiPort"`

	// APIKey is what programs must send to the window's local API; "" asks for
	// none. See UsableAPIKey.
	APIKey string `koanf:"apiKey"`

	// Shortcuts are the keys of the commands whose keys were changed, by the
	// command's name: "Ctrl+F", several with spaces between them, "" for none.
	Shortcuts map[string]string `koanf:"shortcuts"`
}

// LanguageAuto stands in Languages for what each page shows.
const LanguageAuto = "auto"

// The names that Theme, WorkerPriority, ReadingOrder and TextLayer take.
const (
	ThemeSystem = "system"
	ThemeLight  = "light"
	ThemeDark   = "dark"

	PriorityLow    = "low"
	PriorityNormal = "normal"

	OrderBasic   = "basic"
	OrderNatural = "natural"

	TextLayerAuto  = "auto"
	TextLayerOnly  = "only"
	TextLayerNever = "never"
)

// The names that Layers takes; others are left alone.
const (
	LayerLines       = "lines"
	LayerWords       = "words"
	LayerConfidence  = "confidence"
	LayerHandwriting = "handwriting"
	LayerOrder       = "order"
	LayerCorrected   = "corrected"
)

// The bounds of the values.
const (
	MinScale = 0.75
	MaxScale = 3

	MaxWorkers = 1024

	MinTimeout = time.Second
	MaxTimeout = 24 * time.Hour

	// MinMemory is what a worker needs for one A4 page at 300 dpi, in bytes.
	MinMemory = 128 << 20
	MaxMemory = 1 << 40

	// MinCache and MaxCache bound RasterCache. The least holds one page that
	// fills a large screen.
	MinCache = 64
	MaxCache = 1 << 16

	// MinPort and MaxPort bound APIPort.
	MinPort = 1
	MaxPort = 65535

	// MaxAPIKey is how long APIKey may be, in bytes.
	MaxAPIKey = 256
)

// Defaults are the settings of a user who chose nothing.
func Defaults() Settings {
	return Settings{
		Theme:          ThemeSystem,
		UIScale:        1,
		RestoreSession: true,
		KeepResults:    true,
		ExportFormat:   "text",
		Languages:      []string{LanguageAuto},
		ReadingOrder:   OrderNatural,
		TextLayer:      TextLayerAuto,
		WorkerPriority: PriorityLow,
		PageTimeout:    180 * time.Second,
		WorkerMemory:   1 << 30,
		ShowThumbnails: true,
		ShowText:       true,
		Layers:         []string{LayerLines, LayerConfidence, LayerHandwriting, LayerCorrected},
		ShownUnder:     100,
		WeakUnder:      80,
		RasterCache:    512,
		APIPort:        5000,
	}
}

// Clone is a copy that shares nothing with s.
func (s Settings) Clone() Settings {
	s.Languages, s.Layers = slices.Clone(s.Languages), slices.Clone(s.Layers)
	s.Shortcuts = maps.Clone(s.Shortcuts)
	return s
}

// Validate is nil where every value is within its bounds, else an error that
// names each that is not, its value and its bounds.
func (s Settings) Validate() error {
	var errs []error
	for _, f := range fields {
		errs = append(errs, f.check(s))
	}
	return errors.Join(errs...)
}
