// Package settings holds what the user may choose: the defaults, the bounds,
// and the file that keeps the choices between two runs.
package settings

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
)

// Settings are the user's choices. Each field stands in the file and in the
// environment under a name of its own (see fields).
type Settings struct {
	// Languages are BCP-47 codes, the most likely first; at least one.
	Languages []string `koanf:"languages"`

	// Workers is how many pages are read at once; 0 lets Recto choose.
	Workers int `koanf:"workers"`

	// PageTimeout is how long a page may take before it is given up.
	PageTimeout time.Duration `koanf:"pageTimeout"`

	// WorkerMemory is how many bytes of data a worker may hold.
	WorkerMemory int64 `koanf:"workerMemoryBytes"`

	// ReadingOrder is "basic" or "natural".
	ReadingOrder string `koanf:"readingOrder"`

	// APIOn is true while the window's local API is switched on.
	APIOn bool `koanf:"apiOn"`

	// APIPort is the port of the window's local API.
	APIPort int `koanf:"apiPort"`

	// APIKey is what programs must send to the window's local API; "" asks for
	// none. See UsableAPIKey.
	APIKey string `koanf:"apiKey"`
}

// The bounds of the values.
const (
	maxWorkers = 1024

	minTimeout = time.Second
	maxTimeout = 24 * time.Hour

	// minMemory is what a worker needs for one A4 page at 300 dpi, in bytes.
	minMemory = 128 << 20
	maxMemory = 1 << 40

	// MinPort and MaxPort bound APIPort.
	MinPort = 1
	MaxPort = 65535

	// MaxAPIKey is how long APIKey may be, in bytes.
	MaxAPIKey = 256
)

var languageCode = regexp.MustCompile(`^[A-Za-z]{2,8}([-_/][A-Za-z0-9]{1,8})*$`)

// Defaults are the settings of a user who chose nothing.
func Defaults() Settings {
	return Settings{
		Languages:    []string{"en"},
		Workers:      0,
		PageTimeout:  180 * time.Second,
		WorkerMemory: 1 << 30,
		ReadingOrder: "natural",
		APIPort:      5000,
	}
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

// field is one setting: its name in the file, its variable in the environment,
// its check, its value as the file has it, and how it takes another's value.
// The value of a secret one stands in no error.
type field struct {
	key    string
	env    string
	secret bool
	check  func(Settings) error
	value  func(Settings) any
	take   func(to *Settings, from Settings)
}

// fields are all settings. A field of Settings without an entry here fails the
// tests.
var fields = []field{
	{
		key: "languages", env: "RECTO_LANGUAGES", check: checkLanguages,
		value: func(s Settings) any { return slices.Clone(s.Languages) },
		take:  func(to *Settings, from Settings) { to.Languages = slices.Clone(from.Languages) },
	},
	{
		key: "workers", env: "RECTO_WORKERS",
		check: func(s Settings) error { return within("workers", s.Workers, 0, maxWorkers) },
		value: func(s Settings) any { return s.Workers },
		take:  func(to *Settings, from Settings) { to.Workers = from.Workers },
	},
	{
		key: "pageTimeout", env: "RECTO_PAGE_TIMEOUT",
		check: func(s Settings) error { return within("pageTimeout", s.PageTimeout, minTimeout, maxTimeout) },
		value: func(s Settings) any { return s.PageTimeout.String() },
		take:  func(to *Settings, from Settings) { to.PageTimeout = from.PageTimeout },
	},
	{
		key: "workerMemoryBytes", env: "RECTO_WORKER_MEMORY_BYTES",
		check: func(s Settings) error { return within("workerMemoryBytes", s.WorkerMemory, minMemory, maxMemory) },
		value: func(s Settings) any { return s.WorkerMemory },
		take:  func(to *Settings, from Settings) { to.WorkerMemory = from.WorkerMemory },
	},
	{
		key: "readingOrder", env: "RECTO_READING_ORDER", check: checkOrder,
		value: func(s Settings) any { return s.ReadingOrder },
		take:  func(to *Settings, from Settings) { to.ReadingOrder = from.ReadingOrder },
	},
	{
		key: "apiOn", env: "RECTO_API_ON",
		check: func(Settings) error { return nil },
		value: func(s Settings) any { return s.APIOn },
		take:  func(to *Settings, from Settings) { to.APIOn = from.APIOn },
	},
	{
		key: "apiPort", env: "RECTO_API_PORT",
		check: func(s Settings) error { return within("apiPort", s.APIPort, MinPort, MaxPort) },
		value: func(s Settings) any { return s.APIPort },
		take:  func(to *Settings, from Settings) { to.APIPort = from.APIPort },
	},
	{
		key: "apiKey", env: "RECTO_API_KEY", secret: true, check: checkAPIKey,
		value: func(s Settings) any { return s.APIKey },
		take:  func(to *Settings, from Settings) { to.APIKey = from.APIKey },
	},
}

func checkLanguages(s Settings) error {
	if len(s.Languages) == 0 {
		return errors.New("languages is empty: name at least one, such as en")
	}
	for _, code := range s.Languages {
		if !languageCode.MatchString(code) {
			return fmt.Errorf("languages holds %q: give codes such as en, de or zh-Hans", code)
		}
	}
	return nil
}

func checkOrder(s Settings) error {
	if s.ReadingOrder != "basic" && s.ReadingOrder != "natural" {
		return fmt.Errorf("readingOrder is %q: choose basic or natural", s.ReadingOrder)
	}
	return nil
}

// UsableAPIKey reports whether every program can send the key in a header:
// visible ASCII characters, at most MaxAPIKey of them, or none.
func UsableAPIKey(key string) bool {
	return len(key) <= MaxAPIKey && !strings.ContainsFunc(key, func(r rune) bool { return r <= ' ' || r > '~' })
}

// checkAPIKey keeps the key itself, a secret, out of its error.
func checkAPIKey(s Settings) error {
	if !UsableAPIKey(s.APIKey) {
		return fmt.Errorf("apiKey cannot be sent in a header: give at most %d letters, digits and signs, no spaces", MaxAPIKey)
	}
	return nil
}

func within[T int | int64 | time.Duration](key string, value, least, most T) error {
	if value < least || value > most {
		return fmt.Errorf("%s is %v: choose from %v to %v", key, value, least, most)
	}
	return nil
}
