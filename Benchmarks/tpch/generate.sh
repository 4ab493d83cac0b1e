#!/usr/bin/env bash
# Makes the tables of TPC-H as Parquet, and lineitem as CSV too, under .cache/tpch.
#
#   Benchmarks/tpch/generate.sh [SCALE_FACTOR] [FOLDER]      default: 1 .cache/tpch/sf1
#
# Needs tpchgen-cli (scripts/setup.sh bench installs it). A folder that is complete is left as it is.
set -euo pipefail
cd "$(dirname "$0")/../.."
scale=${1:-1}
folder=${2:-.cache/tpch/sf$scale}
generator=$(command -v .venv/bin/tpchgen-cli || command -v tpchgen-cli || true)
[ -n "$generator" ] || { echo "tpchgen-cli is missing: scripts/setup.sh bench" >&2; exit 1; }
[ -e "$folder/complete" ] && exit 0

mkdir -p "$folder"
echo "making TPC-H at scale factor $scale in $folder"
"$generator" parquet --scale-factor "$scale" --output-dir "$folder" --overwrite --quiet
"$generator" csv --scale-factor "$scale" --tables lineitem --output-dir "$folder" --overwrite --quiet
touch "$folder/complete"
