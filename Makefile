# Every target sets up what it needs; what is up to date is not made again.

PYTHON ?= $(firstword $(foreach p,python3.11 python3,$(if $(shell $(p) -c \
  'import sys; print("yes" if sys.version_info >= (3, 11) else "")' 2>/dev/null),$(p))))
JOBS ?= $(shell nproc)
LIT_FLAGS ?= -sv --timeout 300
PYTEST_FLAGS ?= -q -W error

VENV := .venv
BUILD := build
PY := $(VENV)/bin/python

SYSTEM := $(BUILD)/.system-packages
ENVIRONMENT := $(VENV)/.requirements
TOOLS := $(BUILD)/.tools
PACKAGE := $(VENV)/.package
FORMATTED = $(shell find dialect lib python test -name '*.cpp' -o -name '*.h' -o -name '*.td')

# Folders are listed too, so that a deleted file triggers a build.
NATIVE_SOURCES := CMakeLists.txt CMakePresets.json test/CMakeLists.txt \
  test/lit.site.cfg.py.in $(shell find dialect lib python/bindings \
  -type d -o -name '*.cpp' -o -name '*.h' -o -name '*.td' -o -name '*.cmake' \
  -o -name CMakeLists.txt -o -name '*.map' -o -name '*.py')
PACKAGE_SOURCES := pyproject.toml $(wildcard python/CMakeLists.txt) $(shell find \
  python/patconv -name __pycache__ -prune -o -print)

export PATH := $(CURDIR)/$(VENV)/bin:$(PATH)
export CMAKE_BUILD_PARALLEL_LEVEL := $(JOBS)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help setup demo test test-full peers mutants check format format-check lint types \
  lit lit-full pytest pytest-full docs clean distclean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' Makefile

setup: $(PACKAGE) ## system packages, virtual environment, build, Python package

demo: setup ## VGG-16, pruned, compiled, compared with PyTorch
	$(PY) -m patconv.benchmarks.demo

test: setup ## every test but the full-size ones
	@scripts/run-timed.sh $(MAKE) --no-print-directory lit pytest

test-full: setup ## every test
	@scripts/run-timed.sh $(MAKE) --no-print-directory lit-full pytest-full

peers: setup ## other engines for patconv bench, each in an environment of its own
	$(PY) -m patconv.benchmarks.peers install

mutants: setup ## plant faults into the compiler and see the tests catch them
	$(PY) test/mutants/run.py

check: format-check lint types lit pytest ## what a change must pass

format: $(ENVIRONMENT) ## rewrite the sources in the house format
	clang-format -i $(FORMATTED)
	ruff format .

format-check: $(ENVIRONMENT)
	clang-format --dry-run --Werror $(FORMATTED)
	ruff format --check .

lint: $(ENVIRONMENT)
	ruff check .
	typos

types: $(ENVIRONMENT)
	mypy

lit: setup
	lit $(LIT_FLAGS) $(BUILD)/test

lit-full: setup
	lit $(LIT_FLAGS) --param full=1 $(BUILD)/test

# A process for each core; PyTorch's threads, more than cores, would wait for one another. The
# tests of a file share what they compile.
pytest: export OMP_NUM_THREADS = 1
pytest: setup
	$(PY) -m pytest $(PYTEST_FLAGS) -n $(JOBS) --dist loadfile -m "not full" test/python

# The many random convolutions are half of the work: they run beside the rest, and yield to it.
# Threads that wait must not keep either from its work.
pytest-full: export OMP_WAIT_POLICY = passive
pytest-full: setup
	@nice $(PY) -m pytest $(PYTEST_FLAGS) -k test_many_convolutions test/python \
	  > $(BUILD)/many.log 2>&1 & many=$$!; \
	$(PY) -m pytest $(PYTEST_FLAGS) -k "not test_many_convolutions" test/python; status=$$?; \
	wait $$many || status=1; cat $(BUILD)/many.log; exit $$status

# From nothing: a page that is not read anew gives no warning.
docs: setup ## the documentation, in build/docs/html
	rm -rf $(BUILD)/docs $(BUILD)/docs-source
	$(PY) scripts/generate-docs.py $(BUILD)/docs-source
	sphinx-build -W --keep-going --quiet --builder html --conf-dir docs \
	  $(BUILD)/docs-source $(BUILD)/docs/html
	@echo "documentation: $(BUILD)/docs/html/index.html"

clean: ## remove the build
	rm -rf $(BUILD) $(PACKAGE)

distclean: clean ## remove the build and the virtual environment
	rm -rf $(VENV)

$(SYSTEM): scripts/install-system-packages.sh
	@test -n "$(PYTHON)" || { echo "error: expected Python 3.11 or newer; name it with make PYTHON=..." >&2; exit 1; }
	scripts/install-system-packages.sh $(PYTHON)
	@mkdir -p $(@D) && touch $@

$(ENVIRONMENT): requirements.txt | $(SYSTEM)
	test -x $(PY) || $(PYTHON) -m venv $(VENV)
	$(PY) -m pip install --requirement requirements.txt
	@touch $@

# Tools and extension share one build folder, so that common objects are compiled once.
$(TOOLS): $(NATIVE_SOURCES) | $(ENVIRONMENT)
	cmake --preset default -DPATCONV_BUILD_TOOLS=ON -DPATCONV_BUILD_PYTHON=ON \
	  -DPython_EXECUTABLE=$(CURDIR)/$(PY)
	cmake --build $(BUILD)
	@touch $@

$(PACKAGE): $(TOOLS) $(PACKAGE_SOURCES)
	$(PY) -m pip install --quiet --no-build-isolation --no-deps --force-reinstall \
	  --config-settings=build-dir=$(BUILD) \
	  --config-settings=cmake.define.PATCONV_BUILD_TOOLS=ON .
	@echo "installed in $(VENV): source $(VENV)/bin/activate"
	@touch $@
