# Debian packages that Fihris needs, and how to get those that are missing. Sourced by run.sh and test.sh.

BUILD_PACKAGES="g++ cmake ninja-build pkg-config hunspell-ar libxapian-dev libicu-dev libcpp-httplib-dev
  nlohmann-json3-dev rapidjson-dev libcli11-dev libfmt-dev libexpected-dev libzstd-dev libxxhash-dev libsimdjson-dev
  libjemalloc-dev libdeflate-dev zlib1g-dev libarchive-dev libxml2-dev libpoppler-private-dev libseccomp-dev libgmime-3.0-dev
  libcsv-dev libcmark-dev"
TEST_PACKAGES="doctest-dev clang-tidy clang-format chromium chromium-driver fonts-hosny-amiri xapian-tools
  util-linux git curl jq"

# install_missing PACKAGE...: asks for root only if something is missing.
install_missing() {
  missing=
  for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
  done
  [ -n "$missing" ] || return 0
  echo "installing:$missing" >&2
  sudo=
  [ "$(id -u)" -eq 0 ] || sudo=sudo
  $sudo apt-get update -qq >&2 &&
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >&2 && return 0
  echo "could not install:$missing" >&2
  echo "  on Debian 12, as root: apt-get update && apt-get install$missing" >&2
  return 1
}
