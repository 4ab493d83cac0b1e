#!/usr/bin/env bash
# Makes this machine ready to build, test and run Redstart. Safe to repeat: what is there already is not installed again.
#
#   scripts/setup.sh          C libraries, and .venv with what the tests and the demo need
#   scripts/setup.sh test     the same, and a browser for the tests of pages
#   scripts/setup.sh bench    the engines, too, that the benchmarks compare with
#
# Needs a Swift toolchain and Python 3.11 or later. REDSTART_PYTHON names another interpreter than python3.
set -euo pipefail
cd "$(dirname "$0")/.."
want=${1:-base}
python=${REDSTART_PYTHON:-python3}

say() { echo "setup: $*"; }
fail() { echo "setup: $*" >&2; exit 1; }

command -v swift >/dev/null || fail "no Swift toolchain on the PATH. Redstart needs Swift 6.3: https://www.swift.org/install/"
command -v "$python" >/dev/null || fail "no $python on the PATH. Redstart's tests need Python 3.11 or later."
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
  fail "$("$python" --version) is too old: Redstart's tests need Python 3.11 or later (REDSTART_PYTHON=/path/to/python3)."

# C libraries: the codecs of Parquet, Arrow and compressed text, and the module that makes virtual environments.
missing=()
have_header() {
  local directory
  for directory in /usr/include /usr/include/*-linux-gnu /usr/local/include ${CPATH:+${CPATH//:/ }}; do
    [ -e "$directory/$1" ] && return 0
  done
  return 1
}
if [ "$(uname -s)" = Linux ]; then
  have_header zlib.h || missing+=(zlib1g-dev)
  have_header zstd.h || missing+=(libzstd-dev)
  have_header lz4frame.h || missing+=(liblz4-dev)
  have_header snappy-c.h || missing+=(libsnappy-dev)
  have_header bzlib.h || missing+=(libbz2-dev)
  have_header pcre2.h || missing+=(libpcre2-dev)
  have_header editline/readline.h || missing+=(libedit-dev)
  [ -x .venv/bin/python ] || "$python" -c 'import ensurepip, venv' 2>/dev/null || missing+=(python3-venv)
fi
if [ ${#missing[@]} -gt 0 ]; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    say "installing ${missing[*]}"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends "${missing[@]}" </dev/null >/dev/null
  elif command -v apt-get >/dev/null; then
    fail "missing C libraries. Run this, then try again:

    sudo apt-get update && sudo apt-get install -y ${missing[*]}
"
  else
    fail "missing C libraries. Install what your system calls these Debian packages, then try again: ${missing[*]}"
  fi
fi

# A browser looks at the pages that Redstart writes. Without one those tests are skipped, so nobody has to have it.
have_browser() {
  local name
  for name in ${REDSTART_CHROMIUM:-chromium chromium-browser google-chrome google-chrome-stable chrome}; do
    command -v "$name" >/dev/null && return 0
  done
  return 1
}

install_browser() {
  if ! have_browser && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    say "installing chromium for the tests of pages"
    export DEBIAN_FRONTEND=noninteractive
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-liberation; } </dev/null >/dev/null 2>&1 ||
      say "there is no package chromium: the tests of pages will be skipped (REDSTART_CHROMIUM=/path/to/a/browser runs them)"
  fi
}

# Python packages. The stamp holds the hash of what was asked for, so that a second run does not even start pip.
install_python() { # NAME FILE...
  local stamp=.venv/.installed-$1 hash files=()
  shift
  hash=$(cat "$@" | cksum)
  [ -e "$stamp" ] && [ "$(cat "$stamp")" = "$hash" ] && return 0
  if ! .venv/bin/python -c '' 2>/dev/null; then
    say "making the virtual environment .venv"
    rm -rf .venv
    "$python" -m venv .venv
  fi
  local file
  for file in "$@"; do files+=(-r "$file"); done
  say "installing the Python packages of $*"
  .venv/bin/python -m pip install --quiet --disable-pip-version-check "${files[@]}" </dev/null
  echo "$hash" >"$stamp"
}
# Sail's server needs packages that do not go with ours.
install_sail() {
  local hash
  hash=$(cksum <scripts/requirements-sail.txt)
  [ -e .cache/sail/.installed ] && [ "$(cat .cache/sail/.installed)" = "$hash" ] && return 0
  say "installing Sail in .cache/sail"
  "$python" -m venv --clear .cache/sail
  .cache/sail/bin/python -m pip install --quiet --disable-pip-version-check -r scripts/requirements-sail.txt </dev/null
  echo "$hash" >.cache/sail/.installed
}
install_python base scripts/requirements.txt
case $want in
  base) ;;
  test) install_browser ;;
  bench)
    install_python bench scripts/requirements.txt scripts/requirements-bench.txt
    install_sail
    ;;
  *) fail "unknown argument '$want' (nothing, test or bench)" ;;
esac
