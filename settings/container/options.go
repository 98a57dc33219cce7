package container

import (
	"net/netip"
	"net/url"
	"time"

	"recto/settings"
)

// Options is the configuration as Load checked it. It holds secrets (APIKey,
// Proxy) and does not belong into a log.
type Options struct {
	Help    bool // print Help and end
	Version bool // print the version and end

	EULA    bool   // Eula=accept was given
	Billing string // as given; nothing is sent there
	APIKey  string // what clients send, where RequireKey

	DownloadLicense bool   // write a licence to LicenseDir and end
	LicenseDir      string // Mounts:License; "" where not given
	LicenseDays     int    // how long a licence that is written lasts; at least 1
	OutputDir       string // Mounts:Output, for logs and usage records; "" where not given
	SharedDir       string // Mounts:Shared, for operations and results; "" where not given

	Console Levels // what the console's log shows
	Disk    Disk   // the log files

	ResultLife     time.Duration // how long results of 3.x are kept after the reading
	ResultLife20   time.Duration // the same for 2.0
	DeleteOnRead20 bool          // a result of 2.0 goes with its first retrieval
	MaxRunningTime time.Duration // an operation that takes longer has failed; positive

	Proxy       *url.URL // where documents are fetched through, with its user; nil is none
	ProxyBypass []string // urls and hosts that are fetched without the proxy

	Container bool         // the container role: see Bind, and /share
	Port      int          // 0 to 65535; 0 is any free one
	Bind      []netip.Addr // where to listen; at least one, each once

	RequireKey     bool     // clients must send APIKey, which is not empty then
	AllowedHosts   []string // names that a Host header may have besides localhost, in lower case, without port; "*" is any
	AllowedOrigins []string // "scheme://host[:port]" in lower case, or "*"; none means no CORS headers

	Workers       int           // how many pages are read at once; 0 lets Recto choose
	WorkerMemory  int64         // how many bytes of data a worker may hold
	PageTimeout   time.Duration // how long a page may take
	StopTimeout   time.Duration // how long running pages may finish at the end; 0 is not at all
	Languages     []string      // BCP-47 codes to read where a request names none, or settings.LanguageAuto alone; at least one
	TextLayer     string        // what becomes of text that a document holds: settings.TextLayerAuto, …Only or …Never
	MaxBody       int64         // the longest request body and fetched document, in bytes
	MaxOperations int           // how many operations may wait or run
	MinSide       int           // the shortest side of an image, in pixels
	MaxSide       int           // the longest side of an image, in pixels

	OperationLocation string // the route that Operation-Location names: "operations" or "analyzeResults"

	AllowPrivateURLs bool          // documents may be fetched from private networks
	FetchTimeout     time.Duration // how long fetching a document may take

	ConfigFile string // the settings file that was read; "" where there is none
}

// Disk says what goes into the log files.
type Disk struct {
	JSON      bool // there are log files: JSON, a record a line
	MaxFileMB int  // where a new file is begun, in MB of 1024*1024 bytes; -1 is nowhere
	Levels    Levels
}

// The two routes of an operation.
const (
	Operations     = "operations"
	AnalyzeResults = "analyzeResults"
)

func defaults() Options {
	return Options{
		LicenseDays:    365,
		Disk:           Disk{MaxFileMB: 1},
		ResultLife:     48 * time.Hour,
		ResultLife20:   48 * time.Hour,
		MaxRunningTime: time.Hour,
		Port:           5000,

		WorkerMemory:  1024 << 20,
		PageTimeout:   180 * time.Second,
		StopTimeout:   30 * time.Second,
		Languages:     []string{settings.LanguageAuto},
		TextLayer:     settings.TextLayerAuto,
		MaxBody:       500 << 20,
		MaxOperations: 10_000,
		MinSide:       50,
		MaxSide:       10_000,

		OperationLocation: Operations,
		FetchTimeout:      60 * time.Second,
	}
}
