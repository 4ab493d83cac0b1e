#!/usr/bin/env bash
# Regenerates Sources/RedstartConnectProtocol from the descriptors inside the pyspark package.
#
#   scripts/generate-protocol.sh [PYTHON]
#
# PYTHON (default: .venv/bin/python) needs pyspark[connect]; `protoc` must be on the PATH (Debian: protobuf-compiler).
# The two protoc plugins are built in a scratch package, which is kept in .build-protoc for the next run.
set -euo pipefail
cd "$(dirname "$0")/.."
python=${1:-.venv/bin/python}
out=Sources/RedstartConnectProtocol
scratch=.build-protoc

command -v protoc >/dev/null || { echo "protoc is missing: apt-get install protobuf-compiler" >&2; exit 1; }

mkdir -p "$scratch/Sources/plugins"
echo '// Exists so that the package has a target that depends on the plugins.' >"$scratch/Sources/plugins/main.swift"
cat >"$scratch/Package.swift" <<'SWIFT'
// swift-tools-version:6.1
import PackageDescription

let package = Package(
  name: "plugins",
  dependencies: [
    .package(url: "https://github.com/grpc/grpc-swift-protobuf", exact: "2.4.1"),
    .package(url: "https://github.com/apple/swift-protobuf", exact: "1.39.0", traits: []),
  ],
  targets: [
    .executableTarget(
      name: "plugins",
      dependencies: [
        .product(name: "protoc-gen-swift", package: "swift-protobuf"),
        .product(name: "protoc-gen-grpc-swift-2", package: "grpc-swift-protobuf"),
      ])
  ])
SWIFT
swift build --package-path "$scratch" --scratch-path "$scratch/.build" --product protoc-gen-swift
swift build --package-path "$scratch" --scratch-path "$scratch/.build" --product protoc-gen-grpc-swift-2
plugins=$(swift build --package-path "$scratch" --scratch-path "$scratch/.build" --show-bin-path)

generated=$(mktemp -d)
trap 'rm -rf "$generated"' EXIT
"$python" scripts/dump-descriptors.py "$generated/spark.fds"
mkdir "$generated/swift"
protoc --descriptor_set_in="$generated/spark.fds" \
  --plugin="$plugins/protoc-gen-swift" --plugin="$plugins/protoc-gen-grpc-swift-2" \
  --swift_out="$generated/swift" --swift_opt=Visibility=Public,FileNaming=DropPath \
  --grpc-swift-2_out="$generated/swift" --grpc-swift-2_opt=Visibility=Public,FileNaming=DropPath \
  spark/connect/{base,catalog,commands,common,expressions,ml_common,ml,pipelines,relations,types}.proto

# Only base.proto declares a service; the stubs of the other files are empty.
find "$generated/swift" -name '*.grpc.swift' ! -name 'base.grpc.swift' -delete
mkdir -p "$out"
find "$out" -name '*.swift' -delete
cp "$generated"/swift/*.swift "$out"/
wc -l "$out"/*.swift | tail -1
