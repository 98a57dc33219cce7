package settings

import (
	"bytes"
	stdjson "encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"

	"github.com/adrg/xdg"
	"github.com/google/renameio/v2"
	"github.com/knadh/koanf/parsers/json"
	"github.com/knadh/koanf/providers/file"
	"github.com/knadh/koanf/v2"
)

// brokenSuffix is put behind the name of a file that is no JSON.
const brokenSuffix = ".broken"

// BrokenError tells that the settings file was no JSON object and was moved
// out of the way, so that nothing the user wrote is lost.
type BrokenError struct {
	Path  string // where it stood
	Aside string // where it is now
	Err   error  // what was wrong with it
}

// Error names the file, its new place and what was wrong.
func (e *BrokenError) Error() string {
	return fmt.Sprintf("settings file %q is broken and was moved to %q: %v", e.Path, e.Aside, e.Err)
}

// Unwrap is what was wrong.
func (e *BrokenError) Unwrap() error { return e.Err }

// Path is the user's settings file, recto/settings.json under the XDG
// configuration folder. The file need not exist.
func Path() string { return filepath.Join(xdg.ConfigHome, "recto", "settings.json") }

// Load reads the user's settings from Path and from the environment; see
// LoadFile.
func Load() (Settings, error) { return LoadFile(Path()) }

// LoadFile reads the settings at path; variables such as RECTO_WORKERS stand
// above it. The settings are always valid and fit for use: a missing file gives
// the defaults without an error, a broken one is moved aside (*BrokenError),
// and a value out of bounds is replaced by its default. The error tells what
// was replaced; it is meant for the log or a message.
func LoadFile(path string) (Settings, error) {
	k, errFile := read(path)
	loaded, errValues := decode(k)
	errEnv := overrideFromEnv(&loaded)
	if err := errors.Join(errFile, errValues, errEnv); err != nil {
		return loaded, fmt.Errorf("load settings %q: %w", path, err)
	}
	return loaded, nil
}

// Save writes the settings to Path; see SaveFile.
func (s Settings) Save() error { return s.SaveFile(Path()) }

// SaveFile writes the settings to path, whole or not at all. What the file
// holds beside them is kept, and so is a value that the environment overrides:
// the variable counts for this run only. Invalid settings are not written.
func (s Settings) SaveFile(path string) error {
	if err := s.saveFile(path); err != nil {
		return fmt.Errorf("save settings %q: %w", path, err)
	}
	return nil
}

func (s Settings) saveFile(path string) error {
	if err := s.Validate(); err != nil {
		return err
	}
	k, err := read(path)
	var broken *BrokenError
	if err != nil && !errors.As(err, &broken) {
		return err
	}
	return s.write(path, k, fields)
}

// write writes what k holds, with the chosen fields as they are in s. A value
// that is the default stands in no file, so that a later Recto may better it.
func (s Settings) write(path string, k *koanf.Koanf, chosen []field) error {
	values, defaults := k.Raw(), Defaults()
	for _, f := range chosen {
		if os.Getenv(f.env) != "" {
			continue
		}
		delete(values, f.key)
		if value := f.value(s); !reflect.DeepEqual(value, f.value(defaults)) {
			values[f.key] = value
		}
	}
	text, err := json.Parser().Marshal(values)
	if err != nil {
		return err
	}
	var pretty bytes.Buffer
	if err := stdjson.Indent(&pretty, text, "", "  "); err != nil {
		return err
	}
	pretty.WriteByte('\n')
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	return renameio.WriteFile(path, pretty.Bytes(), 0o600, renameio.WithTempDir(dir))
}

// read is what the file holds: nothing where there is none, nothing and a
// *BrokenError where it was moved aside.
func read(path string) (*koanf.Koanf, error) {
	k := koanf.New(".")
	text, err := file.Provider(path).ReadBytes()
	if errors.Is(err, fs.ErrNotExist) {
		return k, nil
	}
	if err != nil {
		return k, err
	}
	values, err := json.Parser().Unmarshal(text)
	if err != nil {
		return k, moveAside(path, err)
	}
	return k, k.Load(raw(values), nil)
}

func moveAside(path string, reason error) error {
	aside := path + brokenSuffix
	if err := os.Rename(path, aside); err != nil {
		return errors.Join(reason, err)
	}
	return &BrokenError{Path: path, Aside: aside, Err: reason}
}

// raw hands koanf values that are parsed already.
type raw map[string]any

func (r raw) Read() (map[string]any, error) { return r, nil }
func (r raw) ReadBytes() ([]byte, error)    { return nil, errors.ErrUnsupported }

// decode takes the values one by one, so that a bad one costs only itself.
func decode(k *koanf.Koanf) (Settings, error) {
	decoded := Defaults()
	var errs []error
	for _, f := range fields {
		if k.Exists(f.key) {
			errs = append(errs, f.set(&decoded, k.Get(f.key)))
		}
	}
	return decoded, errors.Join(errs...)
}

// set gives one field its value where that is of the right kind and in bounds.
func (f field) set(s *Settings, value any) error {
	one := koanf.New(".")
	if err := one.Set(f.key, value); err != nil {
		return err
	}
	changed := Defaults()
	if err := one.Unmarshal("", &changed); err != nil {
		if f.secret {
			return fmt.Errorf("%s is no text", f.key)
		}
		return fmt.Errorf("%s is %v: %w", f.key, value, err)
	}
	if err := f.check(changed); err != nil {
		return err
	}
	f.take(s, changed)
	return nil
}

// overrideFromEnv lets the variables of the environment stand above the file.
// A list is written with commas, names with values as JSON.
func overrideFromEnv(s *Settings) error {
	var errs []error
	for _, f := range fields {
		text := os.Getenv(f.env)
		if text == "" {
			continue
		}
		var value any = text
		switch f.value(*s).(type) {
		case []string:
			value = strings.Split(strings.ReplaceAll(text, " ", ""), ",")
		case map[string]string:
			named := map[string]any{}
			if err := stdjson.Unmarshal([]byte(text), &named); err != nil {
				errs = append(errs, fmt.Errorf("variable %s is no JSON object: %w", f.env, err))
				continue
			}
			value = named
		}
		if err := f.set(s, value); err != nil {
			errs = append(errs, fmt.Errorf("variable %s: %w", f.env, err))
		}
	}
	return errors.Join(errs...)
}
