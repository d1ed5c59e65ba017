# report_pdf: `make pdf` builds the sample issue, `make test` runs the checks. `make` alone lists the targets.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
VENV := .venv
ISSUE ?= assets/sample-issue/issue.yaml
RUN := $(VENV)/bin
PIP := $(RUN)/python -m pip --disable-pip-version-check --quiet

.PHONY: help
help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: pdf
pdf: $(VENV)/.runtime ## set everything up, build the sample issue into dist/ (another one: make pdf ISSUE=path/issue.yaml)
	@$(RUN)/report-pdf build $(ISSUE)

.PHONY: test
test: $(VENV)/.tests ## formatting, types, import contracts and tests
	@$(RUN)/ruff format --check --quiet .
	@$(RUN)/ruff check --quiet .
	@$(RUN)/mypy
	@$(RUN)/lint-imports --no-logo 2>/dev/null || $(RUN)/lint-imports
	@$(RUN)/pytest -n 2 -m "not torture"

.PHONY: torture
torture: $(VENV)/.tests ## whole-corpus runs over ../shared/corpus
	@$(RUN)/pytest -m torture -s

.PHONY: bench
bench: $(VENV)/.tests ## build time and memory beside plain WeasyPrint
	@$(RUN)/python benchmarks/build.py

.PHONY: wheel
wheel: $(VENV)/.tests ## the wheel, with layouts, fonts and assets inside, into dist/
	@$(RUN)/python -m hatchling build -t wheel -d dist

.PHONY: lock
lock: $(VENV)/.tests ## resolve the lock files anew
	@set -e; for kind in "requirements.lock" "requirements-dev.lock --extra dev"; do \
	  set -- $$kind; out=$$1; shift; \
	  $(RUN)/pip-compile --quiet --strip-extras --allow-unsafe --generate-hashes --no-header --no-annotate \
	    --no-emit-index-url --no-emit-trusted-host --no-emit-find-links "$$@" \
	    --output-file $$out pyproject.toml requirements-build.in; done

.PHONY: clean
clean: ## remove what was built (not .venv)
	@rm -rf dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/.system: .ci/system-libraries
	@$(SHELL) .ci/system-libraries $(PYTHON) runtime
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.runtime: $(VENV)/.system requirements.lock pyproject.toml
	@echo "Installing locked dependencies into $(VENV) ..."
	@$(PIP) install --require-hashes --requirement requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.tests: $(VENV)/.runtime requirements-dev.lock
	@$(SHELL) .ci/system-libraries $(PYTHON) tests
	@echo "Installing what the tests need into $(VENV) ..."
	@$(PIP) install --require-hashes --requirement requirements-dev.lock
	@touch $@
