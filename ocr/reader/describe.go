package reader

import (
	"context"

	"recto/ocr"
)

// Describer implements ocr.Describer.
type Describer struct {
	Engine Engine

	// Components lists the libraries and programs behind the engines.
	Components func(ctx context.Context) []ocr.Component
}

// Describe tells of the engines without loading a model.
func (d *Describer) Describe(ctx context.Context) (ocr.EngineInfo, error) {
	packs, folder := d.Engine.Packs()
	return ocr.EngineInfo{Components: d.Components(ctx), DataPath: folder, Packs: packs}, nil
}
