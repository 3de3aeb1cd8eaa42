#!/bin/sh
# Runs all tests; ends with "N passed, N failed".
#
#   ./test.sh            everything
#   ./test.sh LABEL...   only those suites: unit cli api seeds vectors quality browser sanitizers style
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/.ci/packages.sh"
cd "$here"
install_missing $BUILD_PACKAGES $TEST_PACKAGES

suites=${*:-all}
passed=0
failed=0

wanted() {
  case " $suites " in *" all "* | *" $1 "*) return 0 ;; *) return 1 ;; esac
}

# run_check NAME COMMAND...: one test that is not ctest's.
run_check() {
  name=$1
  shift
  echo "== $name"
  if "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)) && echo "FAILED: $name"; fi
}

# run_ctest BUILD_DIR [CTEST_ARG...]: adds ctest's counts.
run_ctest() {
  log=$1/ctest.log
  ctest --test-dir "$@" --output-on-failure --timeout 600 2>&1 | tee "$log" || true
  counts=$(sed -n 's/.* tests passed, \([0-9]*\) tests failed out of \([0-9]*\).*/\1 \2/p' "$log")
  [ -n "$counts" ] || counts="1 1"
  failed=$((failed + ${counts% *}))
  passed=$((passed + ${counts#* } - ${counts% *}))
}

build() {
  cmake --preset "$1" >/dev/null && shift && cmake --build "$@"
}

if wanted style; then
  run_check "clang-format" .ci/check-format
fi
echo "== build"
build release --preset release
labels=$(for s in unit cli api seeds vectors quality browser; do wanted $s && printf '%s|' $s; done || true)
[ -z "$labels" ] || run_ctest build/release -L "^(${labels%|})\$"
if wanted style; then
  run_check "clang-tidy" .ci/check-tidy build/release
fi
if wanted sanitizers; then
  build asan --preset asan --target unit_tests
  # Database::check() of Xapian 1.4.22 deletes what it opened as another class than it made.
  export ASAN_OPTIONS=new_delete_type_mismatch=0
  run_ctest build/asan -L '^unit$'
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
