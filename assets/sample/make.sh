#!/bin/sh
# Makes assets/sample.pdf anew: two sheets as a scanner gives them. Needed only
# to change it: apt-get install fonts-urw-base35 ghostscript groff imagemagick img2pdf
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# sheet NAME DPI typesets NAME.ms and draws it in grey.
sheet() {
	groff -t -ms -Kutf8 -Tps -P-pa4 "$1.ms" > "$work/$1.ps"
	gs -q -dSAFER -dBATCH -dNOPAUSE -sDEVICE=pnggray -sPAPERSIZE=a4 -r"$2" \
		-dTextAlphaBits=4 -dGraphicsAlphaBits=4 -sOutputFile="$work/$1.png" "$work/$1.ps"
}

# scan NAME DPI ANGLE QUALITY WEIGHT lays the sheet on the glass: paper that is not quite
# white, uneven light, type of the given weight (a gamma), a slight turn, JPEG.
scan() {
	size=$(identify -format '%wx%h' "$work/$1.png")
	convert -size "$size" gradient:'gray(97%)-gray(100%)' -rotate 180 -resize "$size!" "$work/light.png"
	convert "$work/$1.png" -gamma "$5" +level 10%,97% "$work/light.png" -compose multiply -composite \
		-background 'gray(96%)' -virtual-pixel background -distort SRT "$3" \
		-blur 0x0.5 -colorspace Gray -units PixelsPerInch -density "$2" -quality "$4" "$work/$1.jpg"
}

sheet report 200
sheet letter 200
scan report 200 0 38 0.8
scan letter 200 2.3 38 0.45
img2pdf --nodate -o ../sample.pdf "$work/report.jpg" "$work/letter.jpg"
