package container

import (
	"log/slog"
	"strings"
	"testing"
)

func TestAnUnknownKeyIsAWarningWithTheNearestKnownOne(t *testing.T) {
	for arg, near := range map[string]string{
		"Mounts:Licence=/l":             "Mounts:License",
		"Eulla=accept":                  "Eula",
		"Recto:Prot=1":                  "Recto:Port",
		"Port=5001":                     "Recto:Port",
		"ApiKye=x":                      "ApiKey",
		"Mount:Output=/o":               "Mounts:Output",
		"Logging:Consol:LogLevel=Debug": "Logging:Console:LogLevel",
		"Storage:TimeToLiveInDay=1":     "Storage:TimeToLiveInDays",
		"--Recto:Langages=de":           "Recto:Languages",
		"Fluentd:Hots=x":                "Fluentd:Host",
		"Qwertzuiop=1":                  "recto serve --help",
		"Recto:" + strings.Repeat("x", 9e5) + "=1": "recto serve --help",
	} {
		_, notices := load(t, arg)
		if len(notices) != 1 || notices[0].Level != slog.LevelWarn || !strings.Contains(notices[0].Text, near) || len(notices[0].Text) > 300 {
			t.Errorf("Load(%.60s): notices %.300q, want one warning with %q", arg, texts(notices), near)
		}
	}
}

func TestEnvironmentWarnsOnlyUnderAKnownFirstSegment(t *testing.T) {
	_, notices := loadFrom(t, Sources{Environ: []string{
		"PATH=/bin", "HOME=/root", "EULLA=accept", "RECTO_PORT=tcp://10.0.0.1:80", "MOUNTS=x", "Recto=x", "Other__Key=x", "=C:=x", "novalue", "",
		"ASPNETCORE_ENVIRONMENT=Production", "DOTNET_RUNNING_IN_CONTAINER=true", "ASPNETCORE_Kestrel__Certificates__Default__Password=x",
		"URLS=x", "AllowedHosts=*", "KESTREL=x", "LANG=C", "port=80",
	}})
	if len(notices) != 0 {
		t.Errorf("notices = %q, want none", texts(notices))
	}
	_, notices = loadFrom(t, Sources{Environ: []string{"Mounts__Licence=/l", "recto:prot=1"}})
	if len(notices) != 2 || !strings.Contains(notices[0].Text, "Mounts:License") || !strings.Contains(notices[1].Text, "Recto:Port") {
		t.Errorf("notices = %q, want two that name Mounts:License and Recto:Port", texts(notices))
	}
}

func TestAKeyWithoutEffectIsToldOnceWithAReason(t *testing.T) {
	for _, k := range idleKeys() {
		_, notices := load(t, k.name+"=secret9", k.name+"=again")
		if len(notices) != 1 || notices[0].Level != slog.LevelInfo ||
			notices[0].Text != k.name+" has no effect here: "+k.why {
			t.Errorf("%s: notices %q, want one that gives the reason", k.name, texts(notices))
		}
	}
	for _, variable := range []string{"ASPNETCORE_URLS=http://+:80", "ASPNETCORE_HTTP_PORTS=80", "Storage____DocumentStore____MongoDB=x",
		"Cache__Redis__Configuration=h:6379,password=x", "Queue__RabbitMQ__Password=x", "Storage__DocumentStore__MongoDB=x"} {
		_, notices := loadFrom(t, Sources{Environ: []string{variable}})
		if len(notices) != 1 || notices[0].Level != slog.LevelInfo {
			t.Errorf("%s: notices %q, want one", variable, texts(notices))
		}
	}
}

func TestEveryKeyOfTheContainerIsKnown(t *testing.T) {
	for _, name := range strings.Fields(`Eula Billing ApiKey DownloadLicense Mounts:License Mounts:Output Mounts:Input Mounts:Shared
		Logging:Console:LogLevel:Default Logging:Debug:LogLevel:Default Logging:Disk:Format Logging:Disk:MaxFileSize Logging:Disk:LogLevel
		Fluentd:Host Fluentd:Port Fluentd:HeartbeatMs Fluentd:SendBufferSize Fluentd:TlsConnectionEstablishmentTimeoutMs Fluentd:UseTLS
		ApplicationInsights:InstrumentationKey HTTP_PROXY HTTP_PROXY_CREDS HTTP_PROXY_BYPASS_URLS
		Storage:ObjectStore:AzureBlob:ConnectionString Storage:TimeToLiveInDays StorageTimeToLiveInMinutes Task:MaxRunningTimeSpanInMinutes
		Queue:Azure:ConnectionString Queue:Azure:QueueVisibilityTimeoutInMilliseconds EnableSyncNTPServer NTPServerAddress
		ReadEngineConfig:ResultExpirationPeriod Cache:Redis:Configuration Cache:Redis Queue:RabbitMQ:HostName Queue:RabbitMQ:Username
		Queue:RabbitMQ:Password Queue:RabbitMQ Storage::DocumentStore::MongoDB HealthCheck:MemoryUpperboundInMB SharedRootFolder
		AzureCognitiveServiceReadHost AzureAiReadHost key`) {
		if find(strings.ToLower(name)) < 0 {
			t.Errorf("%s is not known", name)
		}
	}
}

func TestNoSecretIsPrinted(t *testing.T) {
	const secret = "hunterZwei"
	for _, args := range [][]string{
		{"ApiKey=" + secret + "\x01"},
		{"ApiKey= ", secret},
		{"ApiKey=", secret},
		{"--ApiKey", secret, "ApiKey=a b"},
		{"Queue:Azure:ConnectionString=AccountKey=" + secret},
		{"Queue:Azure:ConnectionString=", secret},
		{"ApiKye=" + secret},
		{"--ApiKye", secret},
		{"HTTP_PROXY=http://user:" + secret + "@proxy:99999"},
		{"HTTP_PROXY=" + secret + "://x"},
		{"HTTP_PROXY_CREDS=" + secret},
		{"Zm9v" + secret + "1=="},
		{"0123456789abcdef0123456789abcdef" + secret},
		{"Cache:Redis=password=" + secret},
	} {
		got, notices, err := Load(Sources{Args: args})
		if err != nil && strings.Contains(err.Error(), secret) || strings.Contains(texts(notices), secret) {
			t.Errorf("Load(%q): error %v, notices %q hold the secret", args, err, texts(notices))
		}
		if err == nil && len(notices) == 0 && got.APIKey == "" {
			t.Errorf("Load(%q): neither error nor notice", args)
		}
	}
	_, _, err := Load(Sources{File: settingsFile(t, `{"ApiKey": "`+secret+`", "x": }`)})
	if err == nil || strings.Contains(err.Error(), secret) {
		t.Errorf("a broken file: error %v, want one without the secret", err)
	}
}

func TestNoNoticeOrErrorHoldsAControlCharacter(t *testing.T) {
	evil := "a\nfail: forged\x1b[31m"
	_, notices, err := Load(Sources{
		Args:    []string{"Recto:" + evil + "=1", "Eula=" + evil, evil, "Cache:Redis:" + evil + "=x"},
		Environ: []string{"Mounts__" + evil + "=1", "Recto__Port=" + evil, "Logging__LogLevel__" + evil + "=" + evil},
	})
	if err == nil || len(notices) != 5 {
		t.Errorf("error %v, %d notices, want an error and 5", err, len(notices))
	}
	lines := strings.Split(err.Error(), "\n")
	if len(lines) != 2 {
		t.Errorf("error has %d lines, want one for each of 2: %q", len(lines), err)
	}
	for _, text := range append(strings.Split(texts(notices), "\n"), lines...) {
		if strings.ContainsAny(text, "\x1b") || strings.HasPrefix(text, "fail") {
			t.Errorf("%q holds what was given as it is", text)
		}
	}
}

func FuzzLoadTakesAnyArguments(f *testing.F) {
	f.Add("Eula=accept", "--Recto:Port", "5")
	f.Add("/a", "--", "=")
	f.Add("Logging:LogLevel:", "\xff=\xff", "Recto:Bind=::%1")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		_, notices, _ := Load(Sources{Args: []string{a, b, c}, Environ: []string{a, b, c}})
		for _, n := range notices {
			if strings.ContainsAny(n.Text, "\n\r\x00\x1b") || len(n.Text) > 2000 {
				t.Errorf("Load(%q, %q, %q): notice %q", a, b, c, n.Text)
			}
		}
	})
}
