package clipboard

import (
	"errors"
	"testing"
)

// offer is a source with content in some forms.
type offer map[string]string

func (o offer) forms() ([]string, error) {
	var names []string
	for name := range o {
		names = append(names, name)
	}
	return names, nil
}

func (o offer) take(form string) ([]byte, error) {
	if o[form] == "broken" {
		return nil, ErrTooLarge
	}
	return []byte(o[form]), nil
}

func TestTheBestFormIsTaken(t *testing.T) {
	for name, tt := range map[string]struct {
		offer offer
		want  Content
	}{
		"files of a file manager": {offer{"text/uri-list": "file:///a", "x-special/gnome-copied-files": "copy\nfile:///a",
			"image/png": "icon", "UTF8_STRING": "/a"}, Content{Files: "copy\nfile:///a"}},
		"a picture of a browser": {offer{"text/uri-list": "https://example.org", "image/png": "png", "text/html": "<img>"},
			Content{Picture: []byte("png"), Extension: ".png"}},
		"a screenshot in two forms": {offer{"image/bmp": "bmp", "image/png": "png"}, Content{Picture: []byte("png"), Extension: ".png"}},
		"a photo":                   {offer{"image/jpeg": "jpg"}, Content{Picture: []byte("jpg"), Extension: ".jpg"}},
		"a picture that is empty":   {offer{"image/png": "", "UTF8_STRING": "text"}, Content{Text: "text"}},
		"text":                      {offer{"UTF8_STRING": "text", "STRING": "te?t"}, Content{Text: "text"}},
		"nothing known":             {offer{"application/x-thing": "x"}, Content{}},
		"nothing":                   {offer{}, Content{}},
	} {
		got, err := choose(tt.offer)
		if err != nil || got.Files != tt.want.Files || string(got.Picture) != string(tt.want.Picture) ||
			got.Extension != tt.want.Extension || got.Text != tt.want.Text {
			t.Errorf("%s: choose = %+v, %v; want %+v", name, got, err, tt.want)
		}
	}
}

func TestAFormThatFailsIsAnError(t *testing.T) {
	for _, form := range []string{"text/uri-list", "image/png", "STRING"} {
		if _, err := choose(offer{form: "broken"}); !errors.Is(err, ErrTooLarge) {
			t.Errorf("%s: %v", form, err)
		}
	}
}

func TestEveryPictureFormHasAnExtension(t *testing.T) {
	for _, form := range pictureForms {
		if extensions[form] == "" {
			t.Errorf("%s has none", form)
		}
	}
}
