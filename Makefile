# The one door. A fresh machine needs Python 3.11, pip, git and make.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
READY := .venv/ready
EXAMPLES := var/examples
# more words for pytest: make test REST='-k parse'
REST :=

.DEFAULT_GOAL := help
.PHONY: help setup run test check acceptance bench score concepts report edgar-server

help: ## what there is
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 16

setup: $(READY) ## install the locked dependencies and the project into .venv

$(READY): requirements.lock pyproject.toml
	@echo "installing into .venv; the first time takes a minute or two"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(PIP) install --require-hashes --no-deps -r requirements.lock
	@$(PIP) install --no-build-isolation --no-deps -e .
	@$(PIP) check
	@touch $@

run: $(READY) ## load the examples into a warehouse of their own, anew each time, and ask it something
	@rm -rf $(EXAMPLES)
	@TIEOUT_HOME=$(EXAMPLES) examples/quick_start.sh $(BIN)/tieout

test: $(READY) ## every test that takes less than minutes
	@$(BIN)/pytest -q -n 2 --dist worksteal -rfEs --durations=10 -m "not acceptance" $(REST)

check: $(READY) ## lint, types, and who may import whom
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

acceptance: $(READY) ## every test there is; takes long
	@$(BIN)/pytest -q -n 2 --dist worksteal -rfEs --durations=10 $(REST)

bench: $(READY) ## releases per second and peak memory
	@$(BIN)/python tests/benchmarks/bench.py

score: $(READY) ## the facts of labelled releases against hand-made truth, where ../shared has it
	@$(BIN)/python tests/score_corpus.py

concepts: $(READY) ## how much of ../shared has a us-gaap element, and the most frequent lines without
	@$(BIN)/python tests/concept_coverage.py

report: $(READY) ## write the data-quality report of your own warehouse (TIEOUT_HOME, TIEOUT_WAREHOUSE)
	@$(BIN)/tieout report

edgar-server: $(READY) ## an EDGAR on the loopback address to try the edgar source on; REST='--help' for what it can do
	@PYTHONPATH=tests $(BIN)/python -m edgar_server $(REST)
