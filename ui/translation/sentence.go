package translation

import (
	"fyne.io/fyne/v2/lang"

	"recto/ui/sentence"
)

// Of is what a person is told of err, in the language of the window; "" for nil.
func Of(err error) string {
	s := sentence.For(err)
	if s.Text == "" {
		return ""
	}
	return lang.L(s.Text, s.Data)
}
