# Redstart: every task of the project by name. `make help` lists them.

# Tests are built once, in the debug configuration with the optimiser on: kernels run at full speed, a change rebuilds only
# what it touches, and the server that the end-to-end tests start comes from the same build.
TEST_FLAGS := -Xswiftc -O --scratch-path .build-test
BENCH_ARGS ?=
PYTHON := .venv/bin/python
SOURCES := $(wildcard Package.swift Sources Tests Examples Plugins)

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup setup-test setup-bench build test test-swift test-end-to-end lint floors format demo bench compare clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## install what is missing: C libraries, Python packages in .venv
	@scripts/setup.sh

setup-test:
	@scripts/setup.sh test

setup-bench:
	@scripts/setup.sh bench

build: setup ## build the release binary, .build/release/redstart
	swift build -c release --product redstart

test: setup lint floors test-swift test-end-to-end ## everything that must hold: formatting, floors, Swift tests, end-to-end tests

test-swift: setup ## the Swift tests only
	swift build --build-tests $(TEST_FLAGS)
	swift test --skip-build $(TEST_FLAGS)

test-end-to-end: setup-test ## the tests that drive a running server from PySpark
	swift build --product redstart $(TEST_FLAGS)
	swift build --product FlightDelays $(TEST_FLAGS)
	REDSTART_BIN="$$(swift build $(TEST_FLAGS) --show-bin-path)/redstart" $(PYTHON) -m pytest -q Tests/EndToEnd

lint: ## check the formatting of the Swift sources
	swift format lint --strict --parallel --recursive $(SOURCES)

format: ## format the Swift sources in place
	swift format --in-place --parallel --recursive $(SOURCES)

floors: setup ## check that every module imports only what lies below it
	@python3 scripts/check-floors.py --scratch-path .build-test

demo: setup ## from raw CSVs to a trained and evaluated decision tree
	swift build -c release --product redstart
	.build/release/redstart demo

bench: setup-bench build ## measure against other engines (BENCH_ARGS="--only tpch")
	$(PYTHON) Benchmarks/run.py $(BENCH_ARGS)

compare: setup ## compare with Apache Spark: example programs, saved models, the library's tests (needs Java 17)
	swift build --build-tests $(TEST_FLAGS)
	swift build --product FlightDelays $(TEST_FLAGS)
	REDSTART_BIN="$$(swift build $(TEST_FLAGS) --show-bin-path)/redstart" $(PYTHON) scripts/compare.py
	REDSTART_BIN="$$(swift build $(TEST_FLAGS) --show-bin-path)/redstart" $(PYTHON) scripts/check-saved-models.py
	REDSTART_BIN="$$(swift build $(TEST_FLAGS) --show-bin-path)/redstart" $(PYTHON) scripts/test-library.py

clean: ## remove builds and caches (the virtual environment stays)
	rm -rf .build .build-* .cache out
