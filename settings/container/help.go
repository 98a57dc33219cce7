package container

import (
	"fmt"
	"strings"
)

// width is how long a line of Help may be, in characters.
const width = 88

const usage = `Usage: recto serve [Key=Value...]

Answers the requests of the Read OCR container, versions 2.0 and 3.2, on
http://localhost:5000. Pages are read on this machine; nothing is sent anywhere.

Examples:
  recto serve Eula=accept
  recto serve Eula=accept Recto:Port=5001 Recto:Languages=de,en
  recto serve Eula=accept ApiKey=KEY Recto:RequireKey=true Recto:Bind=0.0.0.0
  recto serve Eula=accept DownloadLicense=True Mounts:License=/license
  recto serve Eula=accept Mounts:License=/license Mounts:Output=/output

A setting is written Key=Value, --Key=Value, /Key=Value, --Key Value or /Key Value.
In the environment "__" stands for ":" (Recto__Port=5001), and in the settings file
keys are nested objects: {"Recto": {"Port": 5001}}. Arguments stand above the
environment, and that above the file. Letter case does not matter. A key that is
given as empty (Key=) counts as not given.
`

// Help is the text of "recto serve --help": usage, all keys, exit codes.
func Help() string {
	var b strings.Builder
	b.WriteString(usage)
	section(&b, "Recto's own settings:", ownKeys())
	section(&b, "Settings of the container:", containerKeys())
	b.WriteString("\nSettings of the container that are known and have no effect:\n")
	for _, k := range idleKeys() {
		paragraph(&b, "  ", "    ", shown(k)+": "+k.why+".")
	}
	b.WriteString("\nExit codes:\n")
	for _, e := range exits {
		paragraph(&b, fmt.Sprintf("  %2d  ", e.code), "      ", e.text)
	}
	return b.String()
}

var exits = []struct {
	code int
	text string
}{
	{ExitDone, "Stopped as asked, or done."},
	{ExitFailed, "Something that is needed is missing or broke, such as the port or the disk."},
	{ExitUsage, "A setting has a value that cannot be."},
	{ExitEULA, "Eula=accept was not given."},
	{ExitLicenseMissing, "Mounts:License holds no licence."},
	{ExitLicenseExpired, "The licence has run out."},
	{ExitLicenseDamaged, "The licence is not as it was written, or is dated in the future."},
	{ExitLicenseKind, "The licence is of another product."},
	{ExitLicenseUnread, "The licence cannot be read."},
}

func section(b *strings.Builder, title string, keys []key) {
	b.WriteString("\n" + title + "\n")
	for _, k := range keys {
		text := k.help
		if text != "" {
			text += " "
		}
		text += "Value: " + k.allowed + "."
		if k.preset != "" {
			text += " Default: " + k.preset + "."
		}
		b.WriteString("  " + shown(k) + "\n")
		paragraph(b, "      ", "      ", text)
	}
}

// shown is a key's name with its alias, and a star where keys below it count.
func shown(k key) string {
	name := k.name
	if k.alias != "" {
		name += ", " + k.alias
	}
	if k.family {
		name += "[:*]"
	}
	return name
}

// paragraph writes text in lines of at most width characters: the first after
// one indent, the others after another.
func paragraph(b *strings.Builder, first, others, text string) {
	line := first
	begin := true
	for word := range strings.FieldsSeq(text) {
		if !begin && len(line)+1+len(word) > width {
			b.WriteString(line + "\n")
			line, begin = others, true
		}
		if !begin {
			line += " "
		}
		line += word
		begin = false
	}
	b.WriteString(line + "\n")
}
