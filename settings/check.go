package settings

import (
	"errors"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

var (
	languageCode = regexp.MustCompile(`^[A-Za-z]{2,8}([-_/][A-Za-z0-9]{1,8})*$`)
	plainName    = regexp.MustCompile(`^[a-z][a-z0-9.-]{0,39}$`)
)

// unchecked is the check of what can only be valid.
func unchecked(Settings) error { return nil }

// oneOf checks that a value is one of the names.
func oneOf(key string, at func(Settings) string, names ...string) func(Settings) error {
	last := len(names) - 1
	choice := strings.Join(names[:last], ", ") + " or " + names[last]
	return func(s Settings) error {
		if value := at(s); !slices.Contains(names, value) {
			return fmt.Errorf("%s is %q: choose %s", key, value, choice)
		}
		return nil
	}
}

func within[T int | int64 | float64 | time.Duration](key string, value, least, most T) error {
	if !(value >= least && value <= most) { // so that NaN is out of them too
		return fmt.Errorf("%s is %v: choose from %v to %v", key, value, least, most)
	}
	return nil
}

func checkLanguages(s Settings) error {
	if len(s.Languages) == 0 {
		return errors.New("languages is empty: name auto, or codes such as en")
	}
	if len(s.Languages) > 1 && slices.Contains(s.Languages, LanguageAuto) {
		return fmt.Errorf("languages names others beside %q: give it alone, or codes such as en, de or zh-Hans", LanguageAuto)
	}
	for _, code := range s.Languages {
		if !languageCode.MatchString(code) {
			return fmt.Errorf("languages holds %q: give codes such as en, de or zh-Hans", code)
		}
	}
	return nil
}

func checkWindowLanguage(s Settings) error {
	if s.WindowLanguage != "" && !languageCode.MatchString(s.WindowLanguage) {
		return fmt.Errorf("windowLanguage is %q: give a code such as en or de, or none for the system's", s.WindowLanguage)
	}
	return nil
}

func checkFormat(s Settings) error {
	if !plainName.MatchString(s.ExportFormat) {
		return fmt.Errorf("exportFormat is %q: give a format such as text or json", s.ExportFormat)
	}
	return nil
}

func checkFolder(s Settings) error {
	if s.ExportFolder != "" && !filepath.IsAbs(s.ExportFolder) {
		return fmt.Errorf("exportFolder is %q: give a whole path, or none for the document's own folder", s.ExportFolder)
	}
	return nil
}

func checkLayers(s Settings) error {
	for _, layer := range s.Layers {
		if !plainName.MatchString(layer) {
			return fmt.Errorf("layers holds %q: give names such as words or lines", layer)
		}
	}
	return nil
}

func checkShortcuts(s Settings) error {
	for name, keys := range s.Shortcuts {
		if !plainName.MatchString(name) || strings.ContainsFunc(keys, func(r rune) bool { return r < ' ' }) {
			return fmt.Errorf("shortcuts gives %q the keys %q: give a command's name and keys such as Ctrl+F", name, keys)
		}
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
