package container

import (
	"net/url"
	"strings"
	"time"
)

const folder = "the path of a folder"

// containerKeys are the container's keys that Recto honours.
func containerKeys() []key {
	return join(startKeys(), mountKeys(), logKeys(), lifeKeys(), proxyKeys())
}

func startKeys() []key {
	return []key{
		{
			name: "Eula", allowed: "accept", help: "Accepts the licence terms. Required.",
			take: func(d *draft, s setting) bool {
				d.EULA = strings.EqualFold(strings.TrimSpace(s.value), "accept")
				if !d.EULA {
					d.warn("Eula (%s) is %s: only accept accepts the licence terms", s.from, quoted(s.value))
				}
				return true
			},
		},
		{
			name: "Billing", allowed: "any text",
			help: "Taken as the container takes it, and not needed: nothing is sent anywhere.",
			take: func(d *draft, s setting) bool { d.Billing = s.value; return true },
		},
		{
			name: "ApiKey", alias: "key", secret: true, allowed: "text without spaces or control characters",
			help: "The key that clients send as Ocp-Apim-Subscription-Key, where Recto:RequireKey is true. Not needed otherwise.",
			take: takeAPIKey,
		},
		flag("DownloadLicense", "false", "Writes a licence file to Mounts:License and ends.",
			func(o *Options) *bool { return &o.DownloadLicense }),
	}
}

func takeAPIKey(d *draft, s setting) bool {
	d.APIKey = strings.TrimSpace(s.value)
	return d.APIKey != "" && !strings.ContainsFunc(d.APIKey, func(r rune) bool { return r <= ' ' || r == 0x7f })
}

func mountKeys() []key {
	path := func(name, preset, help string, of func(*Options) *string) key {
		return key{name: name, allowed: folder, preset: preset, help: help, take: func(d *draft, s setting) bool {
			*of(&d.Options) = s.value
			return !strings.ContainsRune(s.value, 0)
		}}
	}
	return []key{
		path("Mounts:License", "no licence is needed", "Folder of the licence file, for disconnected mode.",
			func(o *Options) *string { return &o.LicenseDir }),
		path("Mounts:Output", "the user's state folder", "Folder of log files and usage records.",
			func(o *Options) *string { return &o.OutputDir }),
		path("Mounts:Shared", "/share in the container role, else the user's data folder",
			"Folder of operations and their results; several instances may share it.",
			func(o *Options) *string { return &o.SharedDir }),
	}
}

func logKeys() []key {
	level := func(name, log, help string) key {
		return key{
			name: name, family: true, preset: "Information", help: help,
			allowed: "Trace, Debug, Information, Warning, Error, Critical or None",
			take: func(d *draft, s setting) bool {
				level, ok := parseLevel(strings.TrimSpace(s.value))
				category := strings.TrimPrefix(s.key[len(name):], ":")
				if category == "" {
					category = "default"
				}
				d.rules[log][category] = level
				return ok
			},
		}
	}
	return []key{
		level("Logging:LogLevel", "",
			"The lowest level that is logged; Logging:LogLevel:Default for all, Logging:LogLevel:Recto.Api for a category and those below it."),
		level("Logging:Console:LogLevel", "console", "The same, for the console alone."),
		level("Logging:Disk:LogLevel", "disk", "The same, for the log files alone."),
		{
			name: "Logging:Disk:Format", allowed: "json", preset: "no log files",
			help: "Writes log files below Mounts:Output, which must be given then.",
			take: func(d *draft, s setting) bool {
				d.Disk.JSON = strings.EqualFold(strings.TrimSpace(s.value), "json")
				return d.Disk.JSON
			},
		},
		{
			name: "Logging:Disk:MaxFileSize", allowed: "a whole number of MB from 1 to 102400, or -1 for no limit", preset: "1",
			help: "Size in MB at which a new log file is begun.",
			take: func(d *draft, s setting) bool {
				n, ok := parseWhole(s.value, -1, maxMB)
				d.Disk.MaxFileMB = int(n)
				return ok && n != 0
			},
		},
	}
}

func lifeKeys() []key {
	return []key{
		whole("Storage:TimeToLiveInDays", 1, 7, "2", "Days that results are kept.",
			func(o *Options, n int64) { o.ResultLife = time.Duration(n) * 24 * time.Hour }),
		whole("StorageTimeToLiveInMinutes", 60, 10_080, "2880", "Minutes that results are kept; stands above Storage:TimeToLiveInDays.",
			func(o *Options, n int64) { o.ResultLife = time.Duration(n) * time.Minute }),
		whole("ReadEngineConfig:ResultExpirationPeriod", 0, 8_760, "48",
			"Hours that results of version 2.0 are kept; 0 removes a result when it was retrieved once.",
			func(o *Options, n int64) {
				if o.DeleteOnRead20 = n == 0; n > 0 {
					o.ResultLife20 = time.Duration(n) * time.Hour
				}
			}),
		spell("Task:MaxRunningTimeSpanInMinutes", time.Minute, 0, 10_080, "60", "Minutes after which a request that still runs has failed.",
			func(o *Options) *time.Duration { return &o.MaxRunningTime }),
	}
}

func proxyKeys() []key {
	return []key{
		{
			name: "HTTP_PROXY", notEnv: true, secret: true, allowed: "an address such as http://proxy:3128", preset: "no proxy",
			help: "Proxy through which documents are fetched; as an argument or in the file only.",
			take: func(d *draft, s setting) (ok bool) {
				d.Proxy, ok = parseProxy(strings.TrimSpace(s.value))
				return ok
			},
		},
		{
			name: "HTTP_PROXY_CREDS", notEnv: true, secret: true, allowed: "user:password",
			help: "Who we are at the proxy.",
			take: func(d *draft, s setting) (ok bool) {
				d.proxy.name, d.proxy.password, ok = strings.Cut(s.value, ":")
				return ok && d.proxy.name != ""
			},
		},
		{
			name: "HTTP_PROXY_BYPASS_URLS", notEnv: true, list: true, allowed: "urls or hosts with commas between them",
			help: "What is fetched without the proxy.",
			take: func(d *draft, s setting) bool { d.ProxyBypass = parseList(s.value); return true },
		},
	}
}

// credentials are the name and password for the proxy.
type credentials struct{ name, password string }

func (d *draft) finishProxy() {
	if !d.given["HTTP_PROXY_CREDS"] {
		return
	}
	if d.Proxy == nil {
		d.warn("HTTP_PROXY_CREDS has no effect without HTTP_PROXY")
		return
	}
	d.Proxy.User = url.UserPassword(d.proxy.name, d.proxy.password)
}
