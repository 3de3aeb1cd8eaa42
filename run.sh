#!/bin/sh
# Builds Fihris, indexes articles and serves them.
#
#   ./run.sh            the sample articles in corpus/
#   ./run.sh DIR...     the articles in those folders and files
#
# FIHRIS_PORT chooses the port (8080), FIHRIS_INDEX the index folder (.fihris/...). Run again, it builds and
# indexes only what has changed.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/.ci/packages.sh"

build=$here/build/run
install_missing $BUILD_PACKAGES
if [ ! -f "$build/build.ninja" ]; then
  cmake -S "$here" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release >/dev/null
fi
echo "building" >&2
ninja -C "$build" --quiet

if [ $# -eq 0 ]; then
  set -- "$here/corpus"
  index=${FIHRIS_INDEX:-$here/.fihris/corpus}
else
  # One index for each choice of folders.
  index=${FIHRIS_INDEX:-$here/.fihris/$(for path; do realpath -m "$path"; done | cksum | cut -d' ' -f1)}
fi

indexer=$build/indexer/fihris-indexer
status=0
"$indexer" update --index "$index" "$@" || status=$?
if [ "$status" -gt 1 ] && [ -e "$index/live" ] && ! "$indexer" check --quiet --index "$index"; then
  # Made by another version of the analyzer, or damaged: build it anew.
  status=0
  "$indexer" build --index "$index" "$@" || status=$?
fi
[ "$status" -le 1 ] || exit "$status"
exec "$build/server/fihris-server" --index "$index" --web "$here/web" --port "${FIHRIS_PORT:-8080}"
