#!/bin/sh
# Installs Recto below a prefix (/usr/local if none is given):
#   ./install.sh [PREFIX [BINARY]]
# `./install.sh ~/.local` needs no other rights than your own. To remove it again:
#   ./install.sh --remove [PREFIX]
set -eu
remove=
if [ "${1:-}" = --remove ]; then
	remove=yes
	shift
fi
prefix=${1:-/usr/local}
here=$(dirname "$0")
id=org.recto.Recto

# put MODE FILE TARGET installs a file, or removes it.
put() {
	if [ -n "$remove" ]; then
		rm -f "$prefix/$3"
	else
		install -D -m "$1" "$2" "$prefix/$3"
	fi
}

# In the bundle all files lie together; in the source tree the icons are above.
icons=$here
[ -f "$icons/icon.svg" ] || icons=$here/..

put 755 "${2:-$here/recto}" bin/recto
put 644 "$here/$id.desktop" "share/applications/$id.desktop"
put 644 "$here/$id.metainfo.xml" "share/metainfo/$id.metainfo.xml"
put 644 "$icons/icon.svg" "share/icons/hicolor/scalable/apps/$id.svg"
put 644 "$icons/icon.png" "share/icons/hicolor/512x512/apps/$id.png"

# Desktops read both caches; where a tool is missing they find the files without.
if command -v update-desktop-database >/dev/null 2>&1; then
	update-desktop-database -q "$prefix/share/applications" || true
fi
if command -v gtk-update-icon-cache >/dev/null 2>&1; then
	gtk-update-icon-cache -q -t "$prefix/share/icons/hicolor" 2>/dev/null || true
fi
[ -n "$remove" ] && exit 0
for program in tesseract qpdf pdftotext; do
	command -v "$program" >/dev/null 2>&1 && continue
	echo "Recto needs Tesseract, qpdf and Poppler. On Debian and Ubuntu:" >&2
	echo "apt-get install tesseract-ocr tesseract-ocr-script-latn qpdf poppler-utils" >&2
	break
done
