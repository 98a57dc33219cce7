package distort

import (
	"image"
	"math"
	"math/rand/v2"
)

// saltAndPepper turns one pixel in thirty black or white.
func saltAndPepper(page *image.Gray, random *rand.Rand) image.Image {
	return each(page, func(_, _ int, v float64) float64 {
		switch n := random.IntN(60); n {
		case 0:
			return 0
		case 1:
			return 255
		}
		return v
	})
}

// blurred is the page out of focus, by a deviation of one 1,600th of its height.
func blurred(page *image.Gray, _ *rand.Rand) image.Image {
	return blur(page, float64(page.Rect.Dy())/1600)
}

// blur convolves with a Gaussian of the given deviation in pixels.
func blur(page *image.Gray, sigma float64) *image.Gray {
	reach := int(math.Ceil(3 * sigma))
	kernel := make([]float64, 2*reach+1)
	sum := 0.0
	for i := range kernel {
		kernel[i] = math.Exp(-math.Pow(float64(i-reach)/sigma, 2) / 2)
		sum += kernel[i]
	}
	w, h := page.Rect.Dx(), page.Rect.Dy()
	along := make([]float64, w*h)
	for y := range h {
		row := page.Pix[y*page.Stride:]
		for x := range w {
			for i, k := range kernel {
				along[y*w+x] += k / sum * float64(row[min(max(x+i-reach, 0), w-1)])
			}
		}
	}
	dst := image.NewGray(page.Rect)
	for y := range h {
		for x := range w {
			v := 0.0
			for i, k := range kernel {
				v += k / sum * along[min(max(y+i-reach, 0), h-1)*w+x]
			}
			dst.Pix[y*dst.Stride+x] = grey(v)
		}
	}
	return dst
}

// border is the page laid askew on a scanner whose lid is dark, with two punch
// holes at its left.
func border(page *image.Gray, random *rand.Rand) image.Image {
	w, h := float64(page.Rect.Dx()), float64(page.Rect.Dy())
	holes := each(page, func(x, y int, v float64) float64 {
		for _, middle := range []float64{0.36, 0.64} {
			if math.Hypot(float64(x)-0.035*w, float64(y)-middle*h) < 0.018*w {
				return 15
			}
		}
		return v
	})
	slant := (random.Float64()*2 - 1) * 0.012
	left, top := 0.05*w, 0.03*h
	return resample(holes, int(1.07*w), int(1.06*h), 15, func(x, y float64) (u, v float64) {
		x, y = x-left, y-top
		return x + slant*y, y - slant*x
	})
}
