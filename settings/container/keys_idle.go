package container

const (
	whyNoStore   = "results are kept in files, below Mounts:Shared"
	whyNoQueue   = "pages wait in Recto's own queue"
	whyNoFluentd = "logs go to the console and to files only"
	whyNoClock   = "the machine's clock is taken as it is"
	whyListen    = "Recto:Bind and Recto:Port say where to listen"
)

// idleKeys are the keys that are known and have no effect.
func idleKeys() []key {
	return []key{
		{name: "Mounts:Input", why: "documents come by HTTP alone"},
		{name: "Logging:Debug", family: true, why: "there is no log for a debugger"},
		{name: "Logging:Console:FormatterName", why: "the console's form is fixed"},
		{name: "Logging:Console:FormatterOptions", family: true, why: "the console's form is fixed"},
		{name: "Fluentd:Host", why: whyNoFluentd},
		{name: "Fluentd:Port", why: whyNoFluentd},
		{name: "Fluentd:HeartbeatMs", why: whyNoFluentd},
		{name: "Fluentd:SendBufferSize", why: whyNoFluentd},
		{name: "Fluentd:TlsConnectionEstablishmentTimeoutMs", why: whyNoFluentd},
		{name: "Fluentd:UseTLS", why: whyNoFluentd},
		{name: "ApplicationInsights:InstrumentationKey", why: "no telemetry is sent anywhere"},
		{name: "Storage:ObjectStore:AzureBlob:ConnectionString", why: whyNoStore},
		{name: "Storage::DocumentStore::MongoDB", alias: "Storage:DocumentStore:MongoDB", why: whyNoStore},
		{name: "Cache:Redis", family: true, why: whyNoStore},
		{name: "Queue:Azure:ConnectionString", why: whyNoQueue},
		{name: "Queue:Azure:QueueVisibilityTimeoutInMilliseconds", why: whyNoQueue},
		{name: "Queue:RabbitMQ", family: true, why: whyNoQueue},
		{name: "EnableSyncNTPServer", why: whyNoClock},
		{name: "NTPServerAddress", why: whyNoClock},
		{name: "HealthCheck:MemoryUpperboundInMB", why: "Recto:WorkerMemoryMB bounds the memory"},
		{name: "SharedRootFolder", why: "Mounts:Shared names the folder"},
		{name: "AzureCognitiveServiceReadHost", why: "it is for programs that call this one"},
		{name: "AzureAiReadHost", why: "it is for programs that call this one"},
		{name: "ASPNETCORE_URLS", why: whyListen},
		{name: "ASPNETCORE_HTTP_PORTS", why: whyListen},
		{name: "Urls", notEnv: true, why: whyListen},
		{name: "Kestrel", family: true, notEnv: true, why: whyListen},
		{name: "AllowedHosts", notEnv: true, why: "Recto:AllowedHosts names further hosts"},
	}
}
