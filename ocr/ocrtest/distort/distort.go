// Package distort makes damaged copies of pages for measuring: turned, taken
// askew by a phone, curled, badly lit, on coloured and dark paper, noisy, blurred.
// The same page and kind give the same copy. Its resampling is its own, not that
// of the code which is measured.
package distort

import (
	"bufio"
	"errors"
	"fmt"
	"hash/fnv"
	"image"
	"image/jpeg"
	"image/png"
	"math/rand/v2"
	"os"
	"path/filepath"
)

// Kind is one way to damage a page.
type Kind struct {
	Name string

	// make is the damaged copy of a page, of another size where that is part of
	// the damage. It leaves the page as it is.
	make func(page *image.Gray, random *rand.Rand) image.Image

	// quality is that of the JPEG file that the copy is kept as; 0 for PNG.
	quality int
}

// Damaged are the kinds of damage, each of a strength at which a person still
// reads the page without effort.
var Damaged = []Kind{
	{"perspective", perspective, 0},
	{"photo", photo, 60},
	{"curl", curl, 0},
	{"lamp", lamp, 0},
	{"stains", stains, 0},
	{"show-through", showThrough, 0},
	{"yellow paper", paper(236, 190, 80), 0},
	{"red paper", paper(208, 84, 70), 0},
	{"dark page", invert, 0},
	{"dark bands", bands, 0},
	{"faint", faint, 0},
	{"jpeg 20", asItIs, 20},
	{"salt and pepper", saltAndPepper, 0},
	{"blur", blurred, 0},
	{"scan border", border, 0},
}

// Turned turns a page clockwise by degrees, on white.
func Turned(degrees float64) Kind {
	return Kind{fmt.Sprintf("%v°", degrees), func(page *image.Gray, _ *rand.Rand) image.Image {
		return turn(page, degrees)
	}, 0}
}

// Write keeps the damaged copy of a page in folder and returns its path. name
// is the page's; it goes into the file's name and into what chance decides.
// The copy carries no resolution, as a picture from a phone would not.
func (k Kind) Write(page *image.Gray, folder, name string) (path string, err error) {
	hash := fnv.New64a()
	_, _ = hash.Write([]byte(k.Name + "/" + name)) // never fails
	picture := k.make(page, rand.New(rand.NewPCG(1, hash.Sum64())))
	ending := ".png"
	if k.quality > 0 {
		ending = ".jpg"
	}
	path = filepath.Join(folder, name+"@"+k.Name+ending)
	file, err := os.Create(path)
	if err != nil {
		return "", err
	}
	out := bufio.NewWriter(file)
	if k.quality > 0 {
		err = jpeg.Encode(out, picture, &jpeg.Options{Quality: k.quality})
	} else {
		err = (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(out, picture)
	}
	return path, errors.Join(err, out.Flush(), file.Close())
}

func asItIs(page *image.Gray, _ *rand.Rand) image.Image { return page }

// each is a copy of the page with every pixel sent through f.
func each(page *image.Gray, f func(x, y int, grey float64) float64) *image.Gray {
	dst := image.NewGray(page.Rect)
	for y := range page.Rect.Dy() {
		for x := range page.Rect.Dx() {
			i := y*page.Stride + x
			dst.Pix[i] = grey(f(x, y, float64(page.Pix[i])))
		}
	}
	return dst
}

// grey is the nearest grey value.
func grey(v float64) byte { return byte(min(max(v+0.5, 0), 255)) }
