package container

import (
	"net/netip"
	"strings"
	"time"

	"recto/settings"
)

// The keys whose absence means something of its own.
const (
	keyBind      = "Recto:Bind"
	keyContainer = "Recto:Container"
	keyConfig    = "Recto:Config"
)

// maxMB bounds sizes that are given in MB: 100 GB.
const maxMB = 102_400

// ownKeys are the keys that only Recto has.
func ownKeys() []key {
	return join(listenKeys(), limitKeys(), readKeys())
}

func listenKeys() []key {
	return []key{
		whole("Recto:Port", 0, 65_535, "5000", "Port to listen on; 0 takes any that is free.",
			func(o *Options, n int64) { o.Port = int(n) }),
		{
			name: keyBind, list: true, preset: "127.0.0.1,::1; in the container role 0.0.0.0,::",
			allowed: "IP addresses without ports, with commas between them",
			help:    "Addresses to listen on. Others than the preset ones let other machines in.",
			take: func(d *draft, s setting) (ok bool) {
				d.Bind, ok = parseAddresses(s.value)
				return ok
			},
		},
		flag(keyContainer, "seen from /.dockerenv and /run/.containerenv", "Whether this is the container role.",
			func(o *Options) *bool { return &o.Container }),
		flag("Recto:RequireKey", "false", "Whether clients must send the key that ApiKey gives.",
			func(o *Options) *bool { return &o.RequireKey }),
		{
			name: "Recto:AllowedHosts", list: true, preset: "localhost and the loopback addresses",
			allowed: "host names or IP addresses without ports, with commas between them, or * for any",
			help:    "More names by which clients may call this server.",
			take: func(d *draft, s setting) (ok bool) {
				d.AllowedHosts, ok = parseEach(s.value, func(part string) (string, bool) {
					if part == "*" {
						return part, true
					}
					return parseHost(part)
				})
				return ok
			},
		},
		{
			name: "Recto:AllowedOrigins", list: true, preset: "no web page",
			allowed: "origins such as https://example.org:8443 (no path, no slash at the end) with commas between them, or *",
			help:    "Origins of web pages that may call this server from a browser.",
			take: func(d *draft, s setting) (ok bool) {
				d.AllowedOrigins, ok = parseEach(s.value, parseOrigin)
				return ok
			},
		},
		choice("Recto:OperationLocation", "The route that Operation-Location names.",
			func(o *Options) *string { return &o.OperationLocation }, Operations, AnalyzeResults),
		{
			name: keyConfig, allowed: "the path of a JSON file", preset: "a file that need not exist",
			help: "Settings file, nested like appsettings.json; as an argument or in the environment only.",
			take: func(d *draft, s setting) bool {
				if s.from == fromFile {
					d.warn("%s has no effect in the settings file itself", keyConfig)
				}
				return true
			},
		},
	}
}

func limitKeys() []key {
	return []key{
		whole("Recto:MaxBodyMB", 1, maxMB, "500", "Largest request and fetched document, in MB.",
			func(o *Options, n int64) { o.MaxBody = n << 20 }),
		whole("Recto:MaxOperations", 1, 1_000_000, "10000", "How many operations may wait or run.",
			func(o *Options, n int64) { o.MaxOperations = int(n) }),
		whole("Recto:MinSide", 1, 100_000, "50", "Shortest side of an image, in pixels.",
			func(o *Options, n int64) { o.MinSide = int(n) }),
		whole("Recto:MaxSide", 1, 100_000, "10000", "Longest side of an image, in pixels.",
			func(o *Options, n int64) { o.MaxSide = int(n) }),
		flag("Recto:AllowPrivateUrls", "false", "Whether documents may be fetched from private networks.",
			func(o *Options) *bool { return &o.AllowPrivateURLs }),
		spell("Recto:FetchSeconds", time.Second, 0, 3_600, "60", "Seconds that fetching a document may take.",
			func(o *Options) *time.Duration { return &o.FetchTimeout }),
		whole("Recto:LicenseDays", 1, 36_500, "365", "Days that a licence written by DownloadLicense lasts.",
			func(o *Options, n int64) { o.LicenseDays = int(n) }),
	}
}

func readKeys() []key {
	return []key{
		{
			name: "Recto:Languages", list: true, preset: settings.LanguageAuto,
			allowed: "auto, or language codes such as en, de or zh-Hans, with commas between them",
			help:    "Languages to read where a request names none, the most likely first; auto reads what each page shows.",
			take: func(d *draft, s setting) bool {
				d.Languages = parseList(s.value)
				check := settings.Defaults()
				check.Languages = d.Languages
				return check.Validate() == nil
			},
		},
		choice("Recto:TextLayer", "What becomes of text that a PDF holds: auto takes it where it is sound, only reads nothing, never reads every page.",
			func(o *Options) *string { return &o.TextLayer }, settings.TextLayerAuto, settings.TextLayerOnly, settings.TextLayerNever),
		whole("Recto:Workers", 0, 1_024, "0", "Pages that are read at once; 0 lets Recto choose.",
			func(o *Options, n int64) { o.Workers = int(n) }),
		whole("Recto:WorkerMemoryMB", 128, 1<<20, "1024", "Memory that each of them may take, in MB.",
			func(o *Options, n int64) { o.WorkerMemory = n << 20 }),
		spell("Recto:PageTimeoutSeconds", time.Second, 1, 86_400, "180", "Seconds that a page may take.",
			func(o *Options) *time.Duration { return &o.PageTimeout }),
		{
			name: "Recto:StopSeconds", allowed: "a number from 0 to 3600", preset: "30",
			help: "Seconds that running pages may finish in when Recto is told to stop (SIGTERM).",
			take: func(d *draft, s setting) (ok bool) {
				d.StopTimeout, ok = parseSpan(s.value, time.Second, 0, 3_600)
				return ok
			},
		},
	}
}

// parseAddresses takes IP addresses, "localhost", and "*" or "+" for all.
func parseAddresses(text string) ([]netip.Addr, bool) {
	var all []netip.Addr
	seen := map[netip.Addr]bool{}
	for _, part := range parseList(text) {
		names := []string{unbracketed(part)}
		switch {
		case part == "*" || part == "+":
			names = []string{"0.0.0.0", "::"}
		case strings.EqualFold(part, "localhost"):
			names = []string{"127.0.0.1", "::1"}
		}
		for _, name := range names {
			addr, err := netip.ParseAddr(name)
			if err != nil {
				return nil, false
			}
			if !seen[addr] {
				seen[addr] = true
				all = append(all, addr)
			}
		}
	}
	return all, len(all) > 0
}
