package distort

import (
	"image"
	"image/color"
	"math"
	"math/rand/v2"
)

// lamp is the page under a lamp at its upper left, with the shadow of a hand
// or a phone over its lower right.
func lamp(page *image.Gray, random *rand.Rand) image.Image {
	return lit(page, random)
}

func lit(page *image.Gray, random *rand.Rand) *image.Gray {
	w, h := float64(page.Rect.Dx()), float64(page.Rect.Dy())
	side := math.Hypot(w, h)
	tilt := 0.5 + random.Float64()
	return each(page, func(x, y int, v float64) float64 {
		light := 1 - 0.5*math.Hypot(float64(x)-0.15*w, float64(y)-0.1*h)/side
		// The shadow's edge is soft over a fiftieth of the page.
		beyond := (float64(x) + tilt*float64(y) - 0.62*(w+tilt*h)) / (side / 50)
		light *= 1 - 0.4/(1+math.Exp(-beyond))
		return v * light
	})
}

// photo is a phone's picture: light, perspective, a little blur, the noise of the
// sensor, JPEG.
func photo(page *image.Gray, random *rand.Rand) image.Image {
	seen := blur(lit(tilted(page, random, 1.5*desk), random), float64(page.Rect.Dy())/4000)
	return each(seen, func(_, _ int, v float64) float64 { return v + 5*random.NormFloat64() })
}

// stains are a few spots of coffee, darker at their rims.
func stains(page *image.Gray, random *rand.Rand) image.Image {
	w, h := float64(page.Rect.Dx()), float64(page.Rect.Dy())
	type spot struct{ x, y, radius, dark float64 }
	spots := make([]spot, 7)
	for i := range spots {
		spots[i] = spot{random.Float64() * w, random.Float64() * h, w * (0.05 + 0.12*random.Float64()), 0.2 + 0.25*random.Float64()}
	}
	return each(page, func(x, y int, v float64) float64 {
		for _, s := range spots {
			switch d := math.Hypot(float64(x)-s.x, float64(y)-s.y) / s.radius; {
			case d < 0.93:
				v *= 1 - s.dark
			case d < 1:
				v *= 1 - s.dark - 0.15
			}
		}
		return v
	})
}

// showThrough is the page on thin paper, with itself printed on the back.
func showThrough(page *image.Gray, _ *rand.Rand) image.Image {
	back := blur(page, float64(page.Rect.Dy())/2000)
	w, h := page.Rect.Dx(), page.Rect.Dy()
	return each(page, func(x, y int, v float64) float64 {
		behind := float64(back.Pix[(y+h/37)%h*back.Stride+w-1-x])
		return v * (1 - 0.4*(255-behind)/255) * 0.94
	})
}

// paper is the page printed in black on paper of a colour.
func paper(red, green, blue float64) func(*image.Gray, *rand.Rand) image.Image {
	return func(page *image.Gray, random *rand.Rand) image.Image {
		dst := image.NewRGBA(page.Rect)
		for y := range page.Rect.Dy() {
			for x := range page.Rect.Dx() {
				share := (30 + float64(page.Pix[y*page.Stride+x])*225/255) / 255
				grain := 4 * random.NormFloat64()
				dst.SetRGBA(x, y, color.RGBA{grey(red*share + grain), grey(green*share + grain), grey(blue*share + grain), 255})
			}
		}
		return dst
	}
}

// invert is light text on a dark page.
func invert(page *image.Gray, _ *rand.Rand) image.Image {
	return each(page, func(_, _ int, v float64) float64 { return 235 - 0.82*v })
}

// bands are two bars of light text on dark ground, their edges between lines.
func bands(page *image.Gray, _ *rand.Rand) image.Image {
	h := page.Rect.Dy()
	var edges [4]int
	for i, share := range []int{22, 36, 60, 72} {
		edges[i] = lightestRow(page, h*share/100, h/40)
	}
	return each(page, func(_, y int, v float64) float64 {
		if y >= edges[0] && y < edges[1] || y >= edges[2] && y < edges[3] {
			return 245 - 0.8*v
		}
		return v
	})
}

// lightestRow is the row with the least ink up to reach from a row, the nearest
// of several.
func lightestRow(page *image.Gray, row, reach int) int {
	best, most := row, -1
	for d := range reach {
		for _, y := range []int{row - d, row + d} {
			sum := 0
			for _, v := range page.Pix[y*page.Stride : y*page.Stride+page.Rect.Dx()] {
				sum += int(v)
			}
			if sum > most {
				best, most = y, sum
			}
		}
	}
	return best
}

// faint is worn print on grey paper: a fifth of the contrast, and grain.
func faint(page *image.Gray, random *rand.Rand) image.Image {
	return each(page, func(_, _ int, v float64) float64 { return 150 + v/5 + 4*random.NormFloat64() })
}
