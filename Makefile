# make demo: the main job end to end, on loopback, with Python packages only
# make test: sets up what the tests need, then runs them
# make test-fast: under a minute, no servers but Python's own; make test-all: everything, with its table

PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	"$$p" -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { command -v "$$p"; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
RUN := $(BIN)/python
# The lab mostly waits for packets that do not come: more workers than cores do no harm.
JOBS ?= 3

# The tests start Python thousands of times: what is compiled is kept, also where this shell says otherwise.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test test-fast test-all lint bench docs words clean tools compiled ready

$(VENV)/.made: pyproject.toml build_knowledge.py $(wildcard src/farhand/causes/*.toml src/farhand/causes/*/*.toml)
	@test -n "$(PYTHON)" || { echo "Farhand needs Python 3.11 or newer with its venv module (Debian: apt install python3-venv)"; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check -e . && touch $@

$(VENV)/.demo: $(VENV)/.made
	@$(BIN)/pip install --quiet --disable-pip-version-check -e '.[demo]' && touch $@

$(VENV)/.test: $(VENV)/.made
	@$(BIN)/pip install --quiet --disable-pip-version-check -e '.[test,lint,demo]' && touch $@

$(VENV)/.bench: $(VENV)/.test
	@$(BIN)/pip install --quiet --disable-pip-version-check -e '.[test,bench]' && touch $@

demo: $(VENV)/.demo
	@$(RUN) -m demo $(FAULT)

# As root on Debian or Ubuntu this installs the servers and network tools; elsewhere it says what is missing.
tools:
	@sh tests/install-tools.sh

# Programs that run as somebody else may not write beside the sources: these find it there.
compiled: $(VENV)/.test
	@$(RUN) -m compileall -q -j 0 src demo tests

# The system's packages and Python's come side by side: both mostly wait.
ready:
	@$(MAKE) --no-print-directory -j 2 compiled tools

test: ready
	$(RUN) -m pytest -n $(JOBS) --dist worksteal

test-fast: compiled
	$(RUN) -m pytest -m "not lab and not slow" -q -n 3 --dist worksteal

# The lab's worlds are run once, by what prints their table.
test-all: ready
	FARHAND_ALL=1 $(RUN) -m pytest -n $(JOBS) --dist worksteal --deselect tests/lab/test_lab.py::test_fault
	$(RUN) -m tests.lab.table

lint: $(VENV)/.test
	$(BIN)/ruff check src tests demo
	$(BIN)/mypy

bench: $(VENV)/.bench tools
	$(RUN) -m tests.bench

# Catalogues of other languages, brought up to date with the code; what is new in them waits for its translation.
words: $(VENV)/.test
	$(RUN) -m farhand.words.extract

# Pages that are generated from the code, and the help text.
docs: $(VENV)/.test
	$(RUN) -m farhand.cli._help
	$(RUN) -m farhand.faces.pages docs
	$(RUN) -m farhand.embed.web.openapi docs/openapi.json

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache
