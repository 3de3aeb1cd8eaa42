#!/bin/sh
# Makes corpus/documents/ from the texts in this folder, with the programs that people use. Only for
# whoever changes the samples: neither the build nor the tests run it.
#   apt-get install pandoc libreoffice-writer-nogui zip wget python3 fonts-hosny-amiri
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out=$here/../../../corpus/documents
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$out"
cd "$here"

# Books and OpenDocument by pandoc, Word and PDF by LibreOffice.
pandoc printing-press.md -o "$out/printing-press.odt"
pandoc pearl-book.md -o "$out/pearl-book.epub"
pandoc falconry.md -o "$work/falconry.odt"
pandoc date-palms.md -o "$work/date-palms.docx"
( cd "$work" &&
  soffice --headless --convert-to docx:"MS Word 2007 XML" falconry.odt >/dev/null &&
  soffice --headless --convert-to pdf date-palms.docx >/dev/null )
cp "$work/falconry.docx" "$work/date-palms.pdf" "$out/"

rm -f "$out/crafts.zip"
zip -q -X "$out/crafts.zip" beekeeping.txt camel-racing.txt

# A crawl of a site on this machine.
mkdir "$work/http:" # what the server takes a proxy request for
ln -s "$here/site" "$work/http:/trails.example"
( cd "$work" && exec python3 -m http.server 8377 --bind 127.0.0.1 ) >/dev/null 2>&1 &
server=$!
sleep 1
( cd "$work" && export http_proxy=http://127.0.0.1:8377/ && wget -q -O /dev/null --no-warc-keep-log --warc-file=desert-trails \
    http://trails.example/wadi-rum.html http://trails.example/dhow.html )
kill "$server"
cp "$work/desert-trails.warc.gz" "$out/"
ls -l "$out"
