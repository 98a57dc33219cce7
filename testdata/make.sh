#!/bin/sh
# Makes the fixtures of testdata/made anew. Needed only to change them:
# apt-get install imagemagick libtiff-tools ocrmypdf qpdf webp
set -eu
cd "$(dirname "$0")"
raw=$(mktemp -d)
trap 'rm -rf "$raw"' EXIT
rm -rf made
mkdir made
go run ./make made "$raw"

# Pages as fax machines and scanners store them.
for n in 1 2 3 4 5; do
	convert "$raw/five-$n.png" -density 200 -units PixelsPerInch -compress Group4 "$raw/five-$n.tif"
done
tiffcp "$raw"/five-[1-5].tif made/five.tif
tiff2pdf -n -o "$raw/five.pdf" made/five.tif
qpdf --deterministic-id "$raw/five.pdf" made/five.pdf
convert "$raw/fax.png" -compress Fax "$raw/fax.tif"
tiffset -s 282 204 "$raw/fax.tif"
tiffset -s 283 98 "$raw/fax.tif"
tiffset -s 296 2 "$raw/fax.tif"
cp "$raw/fax.tif" made/fax.tif
convert "$raw/g3.png" -threshold 50% -compress Fax -density 150 -units PixelsPerInch made/g3.tif

# One TIFF with a kind of its own on each page.
set -- -density 150 -units PixelsPerInch
convert "$raw/lzw.png" "$@" -compress LZW "$raw/1.tif"
convert "$raw/jpegtiff.png" "$@" -type TrueColor -quality 85 -compress JPEG "$raw/2.tif"
convert "$raw/deep.png" "$@" -depth 16 -level 0%,110% -compress LZW "$raw/3.tif"
convert "$raw/cmyktiff.png" "$@" -colorspace sRGB -colorspace CMYK -type ColorSeparation -compress LZW "$raw/4.tif"
convert "$raw/tiles.png" "$@" -compress Zip "$raw/strips.tif"
tiffcp "$raw"/[1-4].tif made/kinds.tif
tiffcp -a -t -w 128 -l 128 "$raw/strips.tif" made/kinds.tif

# Other formats.
cwebp -quiet -q 60 "$raw/webp.png" -o made/lossy.webp
cwebp -quiet -lossless "$raw/clear.png" -o made/clear.webp
convert "$raw/bmp.png" -type TrueColor BMP3:made/colour.bmp
convert "$raw/cmyk.png" -colorspace sRGB -colorspace CMYK -type ColorSeparation -quality 85 made/cmyk.jpg
convert "$raw/progressive.png" -colorspace sRGB -type TrueColor -interlace Plane -quality 80 made/progressive.jpg

# Documents.
OMP_THREAD_LIMIT=1 ocrmypdf --quiet --output-type pdf --optimize 0 --pages 1,2 made/five.pdf "$raw/ocr.pdf"
qpdf --deterministic-id --pages "$raw/ocr.pdf" 1-2 -- "$raw/ocr.pdf" made/ocr-layer.pdf
qpdf --deterministic-id --object-streams=generate --compress-streams=y "$raw/many.pdf" made/many.pdf
qpdf --encrypt recto owner 256 -- "$raw/plain.pdf" made/password.pdf
qpdf --encrypt '' owner 256 --extract=n -- "$raw/plain.pdf" made/owner-password.pdf
