package settings

import (
	"maps"
	"slices"
	"time"
)

// field is one setting: its name in the file, its variable in the environment,
// its check, its value as the file has it, and how it takes another's value.
// The value of a secret one stands in no error.
type field struct {
	key    string
	env    string
	secret bool
	check  func(Settings) error
	value  func(Settings) any
	take   func(to *Settings, from Settings)
}

// fields are all settings, in the order of Settings. A field of Settings
// without an entry here fails the tests.
var fields = []field{
	plain("theme", "RECTO_THEME", func(s *Settings) *string { return &s.Theme },
		oneOf("theme", func(s Settings) string { return s.Theme }, ThemeSystem, ThemeLight, ThemeDark)),
	plain("uiScale", "RECTO_UI_SCALE", func(s *Settings) *float64 { return &s.UIScale },
		func(s Settings) error { return within("uiScale", s.UIScale, MinScale, MaxScale) }),
	plain("windowLanguage", "RECTO_WINDOW_LANGUAGE", func(s *Settings) *string { return &s.WindowLanguage }, checkWindowLanguage),
	plain("restoreSession", "RECTO_RESTORE_SESSION", func(s *Settings) *bool { return &s.RestoreSession }, unchecked),
	plain("keepResults", "RECTO_KEEP_RESULTS", func(s *Settings) *bool { return &s.KeepResults }, unchecked),
	plain("exportFormat", "RECTO_EXPORT_FORMAT", func(s *Settings) *string { return &s.ExportFormat }, checkFormat),
	plain("exportFolder", "RECTO_EXPORT_FOLDER", func(s *Settings) *string { return &s.ExportFolder }, checkFolder),
	listed("languages", "RECTO_LANGUAGES", func(s *Settings) *[]string { return &s.Languages }, checkLanguages),
	plain("readingOrder", "RECTO_READING_ORDER", func(s *Settings) *string { return &s.ReadingOrder },
		oneOf("readingOrder", func(s Settings) string { return s.ReadingOrder }, OrderBasic, OrderNatural)),
	plain("textLayer", "RECTO_TEXT_LAYER", func(s *Settings) *string { return &s.TextLayer },
		oneOf("textLayer", func(s Settings) string { return s.TextLayer }, TextLayerAuto, TextLayerOnly, TextLayerNever)),
	plain("workers", "RECTO_WORKERS", func(s *Settings) *int { return &s.Workers },
		func(s Settings) error { return within("workers", s.Workers, 0, MaxWorkers) }),
	plain("workerPriority", "RECTO_WORKER_PRIORITY", func(s *Settings) *string { return &s.WorkerPriority },
		oneOf("workerPriority", func(s Settings) string { return s.WorkerPriority }, PriorityLow, PriorityNormal)),
	{
		key: "pageTimeout", env: "RECTO_PAGE_TIMEOUT",
		check: func(s Settings) error { return within("pageTimeout", s.PageTimeout, MinTimeout, MaxTimeout) },
		value: func(s Settings) any { return s.PageTimeout.String() },
		take:  func(to *Settings, from Settings) { to.PageTimeout = from.PageTimeout },
	},
	plain("workerMemoryBytes", "RECTO_WORKER_MEMORY_BYTES", func(s *Settings) *int64 { return &s.WorkerMemory },
		func(s Settings) error { return within("workerMemoryBytes", s.WorkerMemory, MinMemory, MaxMemory) }),
	plain("showThumbnails", "RECTO_SHOW_THUMBNAILS", func(s *Settings) *bool { return &s.ShowThumbnails }, unchecked),
	plain("showText", "RECTO_SHOW_TEXT", func(s *Settings) *bool { return &s.ShowText }, unchecked),
	listed("layers", "RECTO_LAYERS", func(s *Settings) *[]string { return &s.Layers }, checkLayers),
	plain("shownUnderPercent", "RECTO_SHOWN_UNDER_PERCENT", func(s *Settings) *int { return &s.ShownUnder },
		func(s Settings) error { return within("shownUnderPercent", s.ShownUnder, 1, 100) }),
	plain("weakUnderPercent", "RECTO_WEAK_UNDER_PERCENT", func(s *Settings) *int { return &s.WeakUnder },
		func(s Settings) error { return within("weakUnderPercent", s.WeakUnder, 1, 100) }),
	plain("rasterCacheMB", "RECTO_RASTER_CACHE_MB", func(s *Settings) *int { return &s.RasterCache },
		func(s Settings) error { return within("rasterCacheMB", s.RasterCache, MinCache, MaxCache) }),
	plain("apiOn", "RECTO_API_ON", func(s *Settings) *bool { return &s.APIOn }, unchecked),
	plain("apiPort", "RECTO_API_PORT", func(s *Settings) *int { return &s.APIPort },
		func(s Settings) error { return within("apiPort", s.APIPort, MinPort, MaxPort) }),
	secret(plain("apiKey", "RECTO_API_KEY", func(s *Settings) *string { return &s.APIKey }, checkAPIKey)),
	{
		key: "shortcuts", env: "RECTO_SHORTCUTS", check: checkShortcuts,
		value: func(s Settings) any { return maps.Clone(s.Shortcuts) },
		take:  func(to *Settings, from Settings) { to.Shortcuts = maps.Clone(from.Shortcuts) },
	},
}

// plain is a field whose value stands in the file as it is.
func plain[T string | bool | int | int64 | float64 | time.Duration](key, env string, at func(*Settings) *T, check func(Settings) error) field {
	return field{
		key: key, env: env, check: check,
		value: func(s Settings) any { return *at(&s) },
		take:  func(to *Settings, from Settings) { *at(to) = *at(&from) },
	}
}

// listed is a field that holds several texts.
func listed(key, env string, at func(*Settings) *[]string, check func(Settings) error) field {
	return field{
		key: key, env: env, check: check,
		value: func(s Settings) any { return slices.Clone(*at(&s)) },
		take:  func(to *Settings, from Settings) { *at(to) = slices.Clone(*at(&from)) },
	}
}

func secret(f field) field {
	f.secret = true
	return f
}
