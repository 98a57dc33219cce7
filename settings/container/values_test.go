package container

import (
	"fmt"
	"log/slog"
	"net/netip"
	"reflect"
	"strings"
	"testing"
	"time"
)

func TestAValueOutOfBoundsIsRefusedWithKeyValueAndWhatIsAllowed(t *testing.T) {
	for key, bad := range map[string][]string{
		"Recto:Port":                              {"-1", "65536", "x", "1.5", "0x10", "5000 6000", "99999999999999999999"},
		"Recto:Workers":                           {"-1", "1025", "two"},
		"Recto:MinSide":                           {"0", "10001"},
		"Recto:MaxBodyMB":                         {"0", "-5", "1e3", "99999999"},
		"Recto:WorkerMemoryMB":                    {"1", "0"},
		"Recto:StopSeconds":                       {"-1", "NaN", "3601", "Inf"},
		"Recto:FetchSeconds":                      {"0", "1e1", "0x1p-2", ".5"},
		"Recto:LicenseDays":                       {"0", "36501"},
		"Recto:Bind":                              {"127.0.0.1:80", "example.org", "1.2.3", ",", "[::1"},
		"Recto:AllowedHosts":                      {"http://a", "a:80", "a/b", "*.a", "a b", "-", ","},
		"Recto:AllowedOrigins":                    {"example.org", "https://", "https://a/", "https://a/b", "https://u@a", "https://a:x", "https://a:0", "https://a:", "null", "://a", "https://a?b", "https://*.a"},
		"Recto:OperationLocation":                 {"both", "operation"},
		"Recto:TextLayer":                         {"always", "layer"},
		"Recto:Languages":                         {"e", "en;de", "english language", ","},
		"Recto:Container":                         {"maybe", "2"},
		"Recto:RequireKey":                        {"on"},
		"StorageTimeToLiveInMinutes":              {"59", "10081", "1h"},
		"Storage:TimeToLiveInDays":                {"0", "8", "2.5"},
		"ReadEngineConfig:ResultExpirationPeriod": {"-1", "8761"},
		"Task:MaxRunningTimeSpanInMinutes":        {"0", "0.0", "-1", "NaN", "10081", "0.0000000000001"},
		"Logging:Console:LogLevel:Default":        {"Info", "7", "loud"},
		"Logging:LogLevel":                        {"-1"},
		"Logging:Disk:Format":                     {"text"},
		"Logging:Disk:MaxFileSize":                {"0", "-2", "big"},
		"DownloadLicense":                         {"accept"},
	} {
		for _, value := range bad {
			_, _, err := Load(Sources{Args: []string{key + "=" + value}})
			if err == nil {
				t.Errorf("Load(%s=%s): no error", key, value)
				continue
			}
			for _, part := range []string{key, value, "give "} {
				if !strings.Contains(err.Error(), part) {
					t.Errorf("Load(%s=%s): error %q lacks %q", key, value, err, part)
				}
			}
		}
	}
}

func TestAllErrorsAreToldAtOnce(t *testing.T) {
	_, _, err := Load(Sources{
		Args:    []string{"Recto:Port=x"},
		Environ: []string{"Recto__Workers=y"},
		File:    settingsFile(t, `{"Recto": {"MinSide": "z"}}`),
	})
	for _, part := range []string{"Recto:Port (argument)", "Recto:Workers (environment)", "Recto:MinSide (settings file)"} {
		if err == nil || !strings.Contains(err.Error(), part) {
			t.Errorf("error = %v, want one with %q", err, part)
		}
	}
}

func TestGoodValuesAreTaken(t *testing.T) {
	for _, tt := range []struct {
		args string
		got  func(Options) any
		want any
	}{
		{"Recto:Port=0", func(o Options) any { return o.Port }, 0},
		{"Recto:Port= 6000 ", func(o Options) any { return o.Port }, 6000},
		{"Recto:Bind=::1, 10.0.0.1,[::1]", func(o Options) any { return fmt.Sprint(o.Bind) }, "[::1 10.0.0.1]"},
		{"Recto:Bind=*", func(o Options) any { return fmt.Sprint(o.Bind) }, "[0.0.0.0 ::]"},
		{"Recto:AllowedHosts=Scanner.Example.,192.168.1.5,[FE80::1]", func(o Options) any { return o.AllowedHosts }, []string{"scanner.example", "192.168.1.5", "fe80::1"}},
		{"Recto:AllowedOrigins=HTTPS://A.example:8443,http://[::1]:5000,https://b:443,http://c:443", func(o Options) any { return o.AllowedOrigins },
			[]string{"https://a.example:8443", "http://[::1]:5000", "https://b", "http://c:443"}},
		{"Recto:AllowedHosts=*", func(o Options) any { return o.AllowedHosts }, []string{"*"}},
		{"Recto:AllowedOrigins=*", func(o Options) any { return o.AllowedOrigins }, []string{"*"}},
		{"Recto:OperationLocation=ANALYZERESULTS", func(o Options) any { return o.OperationLocation }, "analyzeResults"},
		{"Recto:TextLayer=NEVER", func(o Options) any { return o.TextLayer }, "never"},
		{"Recto:Languages=de, zh-Hans ,en", func(o Options) any { return o.Languages }, []string{"de", "zh-Hans", "en"}},
		{"Recto:MaxBodyMB=2", func(o Options) any { return o.MaxBody }, int64(2 << 20)},
		{"Recto:WorkerMemoryMB=256", func(o Options) any { return o.WorkerMemory }, int64(256 << 20)},
		{"Recto:StopSeconds=0", func(o Options) any { return o.StopTimeout }, time.Duration(0)},
		{"Recto:PageTimeoutSeconds=1.5", func(o Options) any { return o.PageTimeout }, 1500 * time.Millisecond},
		{"Task:MaxRunningTimeSpanInMinutes=0.05", func(o Options) any { return o.MaxRunningTime }, 3 * time.Second},
		{"StorageTimeToLiveInMinutes=60", func(o Options) any { return o.ResultLife }, time.Hour},
		{"Storage:TimeToLiveInDays=7", func(o Options) any { return o.ResultLife }, 168 * time.Hour},
		{"ReadEngineConfig:ResultExpirationPeriod=1", func(o Options) any { return o.ResultLife20 }, time.Hour},
		{"ReadEngineConfig:ResultExpirationPeriod=0", func(o Options) any { return fmt.Sprint(o.ResultLife20, o.DeleteOnRead20) }, "48h0m0s true"},
		{"Logging:Disk:MaxFileSize=-1", func(o Options) any { return o.Disk.MaxFileMB }, -1},
		{"Recto:AllowPrivateUrls=Yes", func(o Options) any { return o.AllowPrivateURLs }, true},
		{"Billing=https://x.cognitiveservices.azure.com/", func(o Options) any { return o.Billing }, "https://x.cognitiveservices.azure.com/"},
	} {
		o, notices := load(t, tt.args)
		if got := tt.got(o); !reflect.DeepEqual(got, tt.want) || len(notices) != 0 {
			t.Errorf("Load(%s) = %v, notices %q, want %v and none", tt.args, got, texts(notices), tt.want)
		}
	}
}

func TestMinutesBeatDaysWhereverTheyStand(t *testing.T) {
	got, _ := loadFrom(t, Sources{
		Args:    []string{"Storage:TimeToLiveInDays=3"},
		Environ: []string{"StorageTimeToLiveInMinutes=90"},
	})
	if got.ResultLife != 90*time.Minute {
		t.Errorf("ResultLife = %v, want 90m", got.ResultLife)
	}
}

func TestWhatDependsOnAnotherKeyIsChecked(t *testing.T) {
	for _, tt := range []struct{ args, names string }{
		{"Recto:RequireKey=true", "ApiKey"},
		{"Recto:RequireKey=true ApiKey=", "ApiKey"},
		{"Logging:Disk:Format=json", "Mounts:Output"},
		{"DownloadLicense=True", "Mounts:License"},
		{"Recto:MinSide=100 Recto:MaxSide=99", "Recto:MaxSide"},
	} {
		_, _, err := Load(Sources{Args: strings.Fields(tt.args)})
		if err == nil || !strings.Contains(err.Error(), tt.names) {
			t.Errorf("Load(%s): error %v, want one that names %s", tt.args, err, tt.names)
		}
	}
	got, _ := load(t, "Logging:Disk:Format=JSON", "Mounts:Output=/output", "Recto:RequireKey=1", "ApiKey=k")
	if !got.Disk.JSON || !got.RequireKey {
		t.Errorf("Load = %+v, want log files and a key", got)
	}
}

func TestListsAreGivenAsArraysToo(t *testing.T) {
	want := []string{"de", "en"}
	for _, in := range []Sources{
		{Environ: []string{"Recto__Languages__1=en", "Recto__Languages__0=de"}},
		{File: settingsFile(t, `{"Recto": {"Languages": ["de", "en"]}}`)},
		{Args: []string{"Recto:Languages=de,en"}, File: settingsFile(t, `{"Recto": {"Languages": ["fr", "it", "es"]}}`)},
	} {
		if got, notices := loadFrom(t, in); !reflect.DeepEqual(got.Languages, want) || len(notices) != 0 {
			t.Errorf("Load(%+v): Languages = %q, notices %q, want %q", in, got.Languages, texts(notices), want)
		}
	}
}

func TestALevelIsThatOfTheLongestCategory(t *testing.T) {
	got, _ := loadFrom(t, Sources{
		Args: []string{"Logging:Console:LogLevel:Recto.Worker=Trace", "Logging:Console:LogLevel:recto.worker.pool=none"},
		File: settingsFile(t, `{"Logging": {"LogLevel": {"Default": "Warning", "Recto.Api": "Error", "Recto.Worker.Pool": "Debug"}, "Disk": {"LogLevel": "Critical"}}}`),
	})
	for category, want := range map[string]slog.Level{
		"Recto.Worker": LevelTrace, "Recto.Worker.X": LevelTrace, "RECTO.WORKER.POOL.A": LevelNone,
		"Recto.Api": slog.LevelError, "Recto": slog.LevelWarn, "": slog.LevelWarn,
	} {
		if level := got.Console.For(category); level != want {
			t.Errorf("console level of %q = %v, want %v", category, level, want)
		}
		if level := got.Disk.Levels.For(category); level != LevelCritical {
			t.Errorf("disk level of %q = %v, want critical", category, level)
		}
	}
	if level := (Levels{}).For("x"); level != slog.LevelInfo {
		t.Errorf("level of the zero value = %v, want info", level)
	}
}

func TestTheProxyCountsAsAnArgumentOrInTheFileOnly(t *testing.T) {
	got, notices := loadFrom(t, Sources{Environ: []string{"HTTP_PROXY=http://evil:1", "http_proxy=http://evil:2", "HTTP_PROXY_CREDS=a:b", "HTTP_PROXY_BYPASS_URLS=x"}})
	if got.Proxy != nil || got.ProxyBypass != nil || len(notices) != 0 {
		t.Errorf("from the environment: Proxy = %v, notices %q, want none", got.Proxy, texts(notices))
	}
	got, _ = loadFrom(t, Sources{
		Args: []string{"HTTP_PROXY=http://proxy:3128/", "HTTP_PROXY_CREDS=user:pa:ss"},
		File: settingsFile(t, `{"HTTP_PROXY_BYPASS_URLS": "http://a, b"}`),
	})
	if password, _ := got.Proxy.User.Password(); got.Proxy.Host != "proxy:3128" || got.Proxy.User.Username() != "user" || password != "pa:ss" {
		t.Errorf("Proxy = %v", got.Proxy)
	}
	if want := []string{"http://a", "b"}; !reflect.DeepEqual(got.ProxyBypass, want) {
		t.Errorf("ProxyBypass = %q, want %q", got.ProxyBypass, want)
	}
	if got, _ = load(t, "HTTP_PROXY=proxy:3128"); got.Proxy.String() != "http://proxy:3128" {
		t.Errorf("HTTP_PROXY=proxy:3128: Proxy = %v", got.Proxy)
	}
	if _, notices = load(t, "HTTP_PROXY_CREDS=user:pass"); len(notices) != 1 {
		t.Errorf("credentials without a proxy: notices %q, want one", texts(notices))
	}
}

func TestABadFileIsRefusedWithItsLine(t *testing.T) {
	for text, want := range map[string]string{
		"{\n\"a\": \n}":                         "line 3",
		"":                                      "line 1",
		"null":                                  "null",
		"[1]":                                   "no object",
		"{} {}":                                 "follows",
		"{\n// comment\n}":                      "line 2",
		`{"Eula": "accept", "EULA": "no"}`:      "two spellings",
		strings.Repeat(" ", maxFileSize) + "{}": "longer",
	} {
		_, _, err := Load(Sources{File: settingsFile(t, text)})
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "appsettings.json") {
			t.Errorf("file %.40q: error %v, want one with %q", text, err, want)
		}
	}
}

func TestTheFileHoldsEveryKindOfValue(t *testing.T) {
	got, notices := loadFrom(t, Sources{File: settingsFile(t, "\ufeff"+`{
		"Eula": "accept", "DownloadLicense": false, "Billing": null,
		"Recto": {"Port": 6001, "RequireKey": true, "Workers": "3"}, "ApiKey": "k", "Mounts": {}, "Storage": [],
		"Logging": {"LogLevel": {"Default": "Debug"}}, "AllowedHosts": "*"
	}`)})
	if !got.EULA || got.Port != 6001 || !got.RequireKey || got.Workers != 3 || got.Billing != "" || got.Console.Default != slog.LevelDebug {
		t.Errorf("Load = %+v", got)
	}
	if len(notices) != 1 || !strings.HasPrefix(notices[0].Text, "AllowedHosts has no effect") {
		t.Errorf("notices = %q, want one about AllowedHosts", texts(notices))
	}
}

func TestBindHoldsAtLeastOneAddress(t *testing.T) {
	got, _ := load(t, "Recto:Bind=10.1.2.3")
	if len(got.Bind) != 1 || got.Bind[0] != netip.MustParseAddr("10.1.2.3") {
		t.Errorf("Bind = %v", got.Bind)
	}
}
