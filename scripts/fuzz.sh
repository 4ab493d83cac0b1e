#!/usr/bin/env bash
# Runs the tests that feed damaged input to readers, parser, engine and server for longer than `make test` does.
#
#     fuzz.sh [ROUNDS] [SEED]        200000 rounds of each, with another seed every time, unless they are given
set -euo pipefail
cd "$(dirname "$0")/.."
export REDSTART_FUZZ=${1:-200000} REDSTART_FUZZ_SEED=${2:-$RANDOM}
echo "rounds $REDSTART_FUZZ, seed $REDSTART_FUZZ_SEED"
flags=(-Xswiftc -O --scratch-path .build-test)
swift build --build-tests "${flags[@]}"
swift test --skip-build "${flags[@]}" --filter 'Fuzz|DamageTests|damagedStreams'
