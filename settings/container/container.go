// Package container is the configuration of "recto serve": the keys of the
// Read OCR container and Recto's own, given as an ASP.NET Core program takes
// them, in a file, in the environment and as arguments.
package container

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"maps"
	"net/netip"
	"slices"
)

// Service is what the Read OCR container calls itself: in its probes, its usage
// records and its licence.
const Service = "computervisionread"

// The exit codes of "recto serve".
const (
	ExitDone           = 0  // stopped as asked, a licence was written, or help was printed
	ExitFailed         = 1  // something needed is missing or broke, such as the port or the disk
	ExitUsage          = 2  // a setting has a value that cannot be
	ExitEULA           = 3  // Eula=accept was not given
	ExitLicenseMissing = 10 // Mounts:License holds no licence
	ExitLicenseExpired = 11 // the licence has run out
	ExitLicenseDamaged = 12 // the licence is not as it was written, or is dated in the future
	ExitLicenseKind    = 13 // the licence is of another product
	ExitLicenseUnread  = 14 // the licence is there and cannot be read
)

// Sources are what Load reads. The zero value gives the defaults.
type Sources struct {
	Args    []string // those behind "serve", untouched
	Environ []string // "NAME=value" each
	Root    fs.FS    // the machine's root folder, to see whether it is a container; nil is none
	File    string   // the settings file where Recto:Config names no other; it need not exist
}

// Notice is something that people should read about their configuration. It
// holds no secret and no line feed.
type Notice struct {
	Level slog.Level
	Text  string
}

// Load merges file, environment and arguments: arguments stand above the
// environment, and that above the file. The letter case of keys is ignored. A
// key that is given as empty counts as not given, and hides what a lower
// source says.
//
// Keys that are unknown or have no effect make a Notice each. Values of the
// wrong kind or out of bounds make an error that names each with its key and
// with what is allowed. Secrets stand in neither. The Options are fit for use
// only where the error is nil; Help and Version are set in any case, and with
// them nothing else is looked at.
func Load(in Sources) (Options, []Notice, error) {
	args := readArgs(in.Args)
	if args.help || args.version {
		return Options{Help: args.help, Version: args.version}, nil, nil
	}
	environ := readEnviron(in.Environ)

	d := newDraft(args.notices)
	above := merge(environ, args.layer)
	file, path, err := readSettings(above, in.File)
	d.ConfigFile = path
	d.fail(err)
	d.take(merge(file, above))
	d.finish(in.Root)
	if err := errors.Join(d.errs...); err != nil {
		return d.Options, d.notices, fmt.Errorf("load configuration: %w", err)
	}
	return d.Options, d.notices, nil
}

// draft is a configuration in the making.
type draft struct {
	Options
	notices []Notice
	errs    []error

	// The levels as they were given, by log (console, disk, or "" for all).
	rules map[string]rules

	given map[string]bool // the keys that have a value, as the table spells them
	proxy credentials
}

func newDraft(notices []Notice) *draft {
	return &draft{
		Options: defaults(),
		notices: notices,
		rules:   map[string]rules{"": {}, "console": {}, "disk": {}},
		given:   map[string]bool{},
	}
}

func (d *draft) fail(err error) {
	if err != nil {
		d.errs = append(d.errs, err)
	}
}

func (d *draft) warn(format string, a ...any) {
	d.notices = append(d.notices, Notice{slog.LevelWarn, fmt.Sprintf(format, a...)})
}

// take gives every value to its key: in the table's order, so that of two keys
// for one thing the later one wins.
func (d *draft) take(all layer) {
	of := map[int][]setting{}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if i := find(name); i >= 0 {
			of[i] = append(of[i], all[name])
		} else if !isHost(name) {
			d.notices = append(d.notices, unknown(all[name]))
		}
	}
	for i, k := range table {
		for _, s := range of[i] {
			if s.value != "" {
				d.takeOne(k, s)
			}
		}
	}
}

func (d *draft) takeOne(k key, s setting) {
	if k.take == nil {
		name := k.name
		if k.family {
			name = printable(s.name)
		}
		d.notices = append(d.notices, Notice{slog.LevelInfo, name + " has no effect here: " + k.why})
		return
	}
	d.given[k.name] = true
	if k.take(d, s) {
		return
	}
	if k.secret {
		d.fail(fmt.Errorf("%s (%s) has a value that is not printed here: give %s", k.name, s.from, k.allowed))
		return
	}
	name := k.name
	if k.family {
		name = printable(s.name)
	}
	d.fail(fmt.Errorf("%s (%s) is %s: give %s", name, s.from, quoted(s.value), k.allowed))
}

// finish settles what depends on more than one key.
func (d *draft) finish(root fs.FS) {
	if !d.given[keyContainer] {
		d.Container = inContainer(root)
	}
	if !d.given[keyBind] {
		d.Bind = []netip.Addr{netip.AddrFrom4([4]byte{127, 0, 0, 1}), netip.IPv6Loopback()}
		if d.Container {
			d.Bind = []netip.Addr{netip.IPv4Unspecified(), netip.IPv6Unspecified()}
		}
	}
	d.Console = merged(d.rules["console"], d.rules[""])
	d.Disk.Levels = merged(d.rules["disk"], d.rules[""])
	d.finishProxy()
	if d.RequireKey && d.APIKey == "" {
		d.fail(errors.New("Recto:RequireKey is true and ApiKey is not given: give the key that clients must send as ApiKey"))
	}
	if d.Disk.JSON && d.OutputDir == "" {
		d.fail(errors.New("Logging:Disk:Format is json and Mounts:Output is not given: give the folder for the log files as Mounts:Output"))
	}
	if d.DownloadLicense && d.LicenseDir == "" {
		d.fail(errors.New("DownloadLicense is true and Mounts:License is not given: give the folder for the licence as Mounts:License"))
	}
	if d.MinSide > d.MaxSide {
		d.fail(fmt.Errorf("Recto:MinSide is %d and Recto:MaxSide is %d: give a MinSide that is not above MaxSide", d.MinSide, d.MaxSide))
	}
}

// inContainer tells whether Docker's or Podman's mark lies in the root folder.
func inContainer(root fs.FS) bool {
	if root == nil {
		return false
	}
	for _, mark := range []string{".dockerenv", "run/.containerenv"} {
		if _, err := fs.Stat(root, mark); err == nil {
			return true
		}
	}
	return false
}
