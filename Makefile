# Two commands matter: `make demo` reviews an example, `make test` checks everything.  Both set up what they need.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

# durable_rules calls a function that Python 3.13 no longer exports; its replacement has the same signature.
BUILD_FLAGS := CPPFLAGS=-DPyEval_CallObject=PyObject_CallObject
INSTALL := $(BUILD_FLAGS) $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: help setup demo test test-long examples bench clean

help: ## Show the commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## */\1\t/' | expand -t 12

$(VENV)/runtime: setup.cfg pyproject.toml scripts/check-machine.sh
	@scripts/check-machine.sh $(PYTHON)
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(INSTALL) --no-cache-dir --no-binary durable-rules durable-rules==2.0.28
	@$(INSTALL) -e .
	@touch $@

$(VENV)/dev: $(VENV)/runtime
	@$(INSTALL) -e '.[dev]'
	@touch $@

setup: $(VENV)/dev ## Install everything into .venv

demo: $(VENV)/runtime ## Review an example application
	@$(BIN)/compliance review examples/baolong-stainless.yaml; code=$$?; test $$code -ne 2

test: $(VENV)/dev ## Lint, types, tests and documentation checks
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/pytest -n auto

test-long: $(VENV)/dev ## The tests with thousands of generated examples
	@HYPOTHESIS_PROFILE=long $(BIN)/pytest -n auto

examples: $(VENV)/dev ## Regenerate the reports in examples/
	@$(BIN)/python scripts/regenerate_examples.py

bench: $(VENV)/runtime ## Measure a cold review and a warm evaluation
	@$(BIN)/python benchmarks/review.py

clean: ## Remove what was installed and built
	rm -rf $(VENV) build dist src/*.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
