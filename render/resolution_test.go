package render

import (
	"errors"
	"math"
	"testing"
)

func TestFitKeepsThePageWithinSideAndArea(t *testing.T) {
	for _, tt := range []struct {
		width, height, want float64
		max                 int
		dpi                 float64
	}{
		{595, 842, 300, MaxPixels, 300},
		{595, 842, 300, 1_000_000, 101.72},
		{72 * 200, 72, 300, MaxPixels, float64(MaxSide) / 200},
		{72 * 50, 72 * 50, 300, MaxPixels, 200},
		{1, 1, 400, MaxPixels, 400},
	} {
		got := Fit(tt.width, tt.height, tt.want, tt.max)
		if math.Abs(got-tt.dpi) > 0.2 {
			t.Errorf("Fit(%v, %v, %v, %d) = %v, want %v", tt.width, tt.height, tt.want, tt.max, got, tt.dpi)
		}
	}
}

func TestAnAbsurdResolutionIsNotTrusted(t *testing.T) {
	for _, tt := range []struct{ x, y, wantX, wantY float64 }{
		{300, 300, 300, 300}, {204, 98, 204, 98}, {72, 72, 72, 72}, {1, 1, 0, 0}, {0, 0, 0, 0},
		{65535, 65535, 0, 0}, {300, 72, 0, 0}, {-300, 300, 0, 0}, {math.NaN(), 300, 0, 0}, {math.Inf(1), 300, 0, 0},
	} {
		if x, y := TrustDPI(tt.x, tt.y); x != tt.wantX || y != tt.wantY {
			t.Errorf("TrustDPI(%v, %v) = %v, %v, want %v, %v", tt.x, tt.y, x, y, tt.wantX, tt.wantY)
		}
	}
}

func TestCheckSizeTellsEmptyLargeAndBomb(t *testing.T) {
	for _, tt := range []struct {
		width, height int
		bytes         int64
		want          error
	}{
		{2480, 3508, 1000, nil},
		{0, 100, 1000, ErrNoPixels},
		{100, -1, 1000, ErrNoPixels},
		{10_000, 10_000, 1000, nil},
		{10_001, 10_000, 1 << 20, ErrTooLarge},
		{32_768, 10, 1 << 20, ErrTooLarge},
		{100_000, 100_000, 70, ErrBomb},
		{math.MaxInt32, math.MaxInt32, 1 << 20, ErrBomb},
	} {
		if err := CheckSize(tt.width, tt.height, tt.bytes); !errors.Is(err, tt.want) {
			t.Errorf("CheckSize(%d, %d, %d) = %v, want %v", tt.width, tt.height, tt.bytes, err, tt.want)
		}
	}
}
