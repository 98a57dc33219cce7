// Package translation lets the window speak the language that a person chose,
// or the system's where Recto knows it.
package translation

import (
	"fmt"
	"os"

	"fyne.io/fyne/v2/lang"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"recto/assets"
)

// spoken are the languages of the window; English is for those who speak none
// of them.
var spoken = []language.Tag{language.English, language.German, language.French, language.Spanish, language.Italian}

// Language is one that the window can speak, with its name in itself.
type Language struct{ Code, Name string }

// Languages are those that the window can speak.
func Languages() []Language {
	list := make([]Language, len(spoken))
	for i, tag := range spoken {
		list[i] = Language{Code: tag.String(), Name: display.Self.Name(tag)}
	}
	return list
}

// Use lets the window speak the language of that BCP-47 code, the system's for
// "", and returns the one that it speaks now. Texts that were made before stay
// as they are. It belongs to the time before the window, when nothing else
// reads or changes the environment.
func Use(code string) (language.Tag, error) {
	if code == "" {
		code = lang.SystemLocale().String()
	}
	wanted, err := language.Parse(code)
	if err != nil {
		wanted = language.English
	}
	_, i, _ := language.NewMatcher(spoken).Match(wanted)
	restore := pin(spoken[i].String())
	defer restore()
	if err := lang.AddTranslationsFS(assets.Translations, "translations"); err != nil {
		return spoken[i], fmt.Errorf("load translations: %w", err)
	}
	return spoken[i], nil
}

// pin makes the code the system's language as Fyne sees it, which it looks at
// when translations are added and at no other time (docs/adr/0016).
func pin(code string) (restore func()) {
	const variable = "LC_ALL"
	before, was := os.LookupEnv(variable)
	_ = os.Setenv(variable, code) // fails for names and values that hold NUL alone
	return func() {
		if was {
			_ = os.Setenv(variable, before)
		} else {
			_ = os.Unsetenv(variable)
		}
	}
}
