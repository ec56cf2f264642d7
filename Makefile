# Everything a developer or the continuous integration calls. `make demo` and `make test` need Python 3.11+, make, and
# PyPI and npm within reach; nothing else.

VENV := .venv
BIN := $(VENV)/bin
PIP := PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip --quiet
# The first Python that is new enough and can make virtual environments.
FITS := import sys, venv, ensurepip; sys.version_info >= (3, 11) and print("fits")
PYTHON ?= $(firstword $(foreach name,python3.11 python3.12 python3.13 python3.14 python3,$(if $(shell $(name) -c '$(FITS)' 2>/dev/null),$(name))))

PAGES := graphsvc/web/graphiql graphsvc/web/ui
# What an installation is made from: when one of these is newer, it is made again. A missing page is tried again as well.
NOT_SOURCES := -name node_modules -o -name dist -o -name generated
SOURCES := pyproject.toml hatch_build.py schema/schema.graphql $(shell find $(PAGES) \( $(NOT_SOURCES) \) -prune -o -type f -print)
MISSING := $(if $(filter-out $(wildcard $(PAGES:=/dist/index.html)),$(PAGES:=/dist/index.html)),again)

.DELETE_ON_ERROR:
.PHONY: demo test check bench soak clean again

demo: $(VENV)/.installed ## the service with the seed worlds, on this machine
	$(BIN)/graphsvc demo

test: $(VENV)/.installed-dev ## all tests but the slow ones
	$(BIN)/python -m pytest

check: $(VENV)/.installed-dev ## lint, format, types, and who imports whom
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	PYRIGHT_PYTHON_IGNORE_WARNINGS=1 $(BIN)/pyright
	$(BIN)/lint-imports --no-logo

bench: $(VENV)/.installed-dev ## the figures that the project promises
	$(BIN)/python -m tests.support.neo4j_server $(BIN)/graphsvc bench

soak: $(VENV)/.installed-dev ## the slow tests
	$(BIN)/python -m pytest -m soak

clean:
	rm -rf $(VENV) $(PAGES:=/dist) $(PAGES:=/node_modules) $(PAGES:=/generated) build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage
	find graphsvc tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	$(if $(PYTHON),,$(error Python 3.11 or newer with its venv module is needed (on Debian: apt-get install python3 python3-venv). Name one with: make PYTHON=/path/to/python3.11))
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(SOURCES) $(MISSING) | $(BIN)/python
	@echo 'Installing graphsvc and building its pages (a minute the first time)'
	$(PIP) install --editable .
	@$(call tell_missing_pages)
	@touch $@

$(VENV)/.installed-dev: $(SOURCES) $(MISSING) | $(BIN)/python
	@echo 'Installing graphsvc with its development tools and building its pages (a minute the first time)'
	$(PIP) install --editable '.[dev]'
	@$(call tell_missing_pages)
	@touch $@ $(VENV)/.installed

define tell_missing_pages
for page in $(PAGES); do test -f $$page/dist/index.html || echo "!! $$page could not be built (the reason: build/$${page##*/}.log); everything else works, the next make tries again" >&2; done
endef
