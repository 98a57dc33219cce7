package main

import (
	"bytes"
	"image"
	"image/jpeg"
	"math"
	"math/rand/v2"
	"strings"

	"recto/ocr/ocrtest/styled"
)

func upper(s string) string { return strings.ToUpper(s) }

// degrade makes of a drawn page what a scanner, a camera or a fax would: soft,
// pale, uneven, noisy, black and white, packed.
func degrade(page *image.Gray, random *rand.Rand) *image.Gray {
	if random.IntN(4) > 0 {
		page = soften(page, 0.3+0.9*random.Float64())
	}
	if random.IntN(3) > 0 {
		page = light(page, random)
	}
	switch random.IntN(3) {
	case 0:
		limit := uint8(110 + random.IntN(90))
		for i, g := range page.Pix {
			page.Pix[i] = 0
			if g > limit {
				page.Pix[i] = 255
			}
		}
		speckle(page, random)
	case 1:
		page = packed(page, 20+random.IntN(70))
	}
	return page
}

// soften blurs with a Gaussian of that deviation in pixels.
func soften(page *image.Gray, sigma float64) *image.Gray {
	var kernel [7]float64
	sum := 0.0
	for i := range kernel {
		kernel[i] = math.Exp(-float64((i-3)*(i-3)) / (2 * sigma * sigma))
		sum += kernel[i]
	}
	pass := func(from *image.Gray, dx, dy int) *image.Gray {
		to := image.NewGray(from.Bounds())
		w, h := from.Bounds().Dx(), from.Bounds().Dy()
		for y := range h {
			for x := range w {
				v := 0.0
				for i, k := range kernel {
					at := min(h-1, max(0, y+(i-3)*dy))*from.Stride + min(w-1, max(0, x+(i-3)*dx))
					v += k * float64(from.Pix[at])
				}
				to.Pix[y*to.Stride+x] = uint8(v/sum + 0.5)
			}
		}
		return to
	}
	return pass(pass(page, 1, 0), 0, 1)
}

// light takes contrast away, lets the light fall off to one side and adds noise.
func light(page *image.Gray, random *rand.Rand) *image.Gray {
	paper, ink := 170+85*random.Float64(), 90*random.Float64()
	slopeX, slopeY := 30*random.NormFloat64(), 30*random.NormFloat64()
	noise := 8 * random.Float64()
	w, h := page.Bounds().Dx(), page.Bounds().Dy()
	for y := range h {
		for x := range w {
			i := y*page.Stride + x
			v := ink + float64(page.Pix[i])/255*(paper-ink)
			v += slopeX*(float64(x)/float64(w)-0.5) + slopeY*(float64(y)/float64(h)-0.5) + noise*random.NormFloat64()
			page.Pix[i] = uint8(min(255, max(0, v)))
		}
	}
	return page
}

// speckle adds specks and takes as many out.
func speckle(page *image.Gray, random *rand.Rand) {
	for range int(float64(len(page.Pix)) * 0.002 * random.Float64()) {
		page.Pix[random.IntN(len(page.Pix))] ^= 255
	}
}

func packed(page *image.Gray, quality int) *image.Gray {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, page, &jpeg.Options{Quality: quality}); err != nil {
		panic("train: " + err.Error())
	}
	m, err := jpeg.Decode(&b)
	if err != nil {
		panic("train: " + err.Error())
	}
	return styled.Grey(m)
}
