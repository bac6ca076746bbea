# Two commands matter: `make demo` reviews an example, `make test` checks everything.  Both set up what they need.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

# Tests of a group run in one process: those on Spark share its session.
TESTS := $(BIN)/pytest -n auto --dist loadgroup --durations=15 --durations-min=1

PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

# durable_rules calls a function that Python 3.13 removed; its replacement has the same signature.  A wheel that pip
# once built without the flag would be taken from its cache, whatever --no-binary says: hence --no-cache-dir.
FLAG := import sys; print("-DPyEval_CallObject=PyObject_CallObject" if sys.version_info >= (3, 13) else "")

.PHONY: help setup demo test test-long examples pages memo-templates bench clean

help: ## Show the commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## */\1\t/' | expand -t 12

$(VENV)/runtime: setup.cfg pyproject.toml scripts/check-machine.sh
	@scripts/check-machine.sh $(PYTHON)
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@CPPFLAGS="$$CPPFLAGS $$($(BIN)/python -c '$(FLAG)')" $(PIP) --no-cache-dir --no-binary durable-rules -e .
	@$(BIN)/python -c 'import durable_rules_engine' || \
	{ echo 'durable_rules 编译有误:请先 make clean。 durable_rules was built wrongly: make clean, then again.' >&2; exit 1; }
	@touch $@

$(VENV)/dev: $(VENV)/runtime
	@$(PIP) -e '.[dev,pdf]'
	@touch $@

$(VENV)/bench: $(VENV)/dev
	@$(PIP) -e '.[bench]'
	@touch $@

setup: $(VENV)/dev ## Install everything into .venv

demo: $(VENV)/runtime ## Review an example application
	@$(BIN)/compliance review examples/baolong-stainless.yaml; code=$$?; \
	case $$code in 0 | 1 | 3) ;; *) exit $$code ;; esac # these are verdicts

test: $(VENV)/dev ## Lint, types, tests and documentation checks
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(TESTS)

test-long: $(VENV)/dev ## The tests with thousands of generated examples
	@HYPOTHESIS_PROFILE=long $(TESTS)

examples: $(VENV)/dev ## Regenerate the reports, memos and forms in examples/
	@$(BIN)/python scripts/regenerate_examples.py

pages: $(VENV)/runtime ## Regenerate docs/rulebook/ and the schemas of rule files
	@rm -rf docs/rulebook
	@$(BIN)/compliance rules docs -o docs/rulebook
	@for kind in rules pack cases survivors vocabulary; do $(BIN)/compliance rules schema --of $$kind -o docs/$$kind.schema.json; done

memo-templates: $(VENV)/runtime ## Build the Word templates of memos
	@$(BIN)/python scripts/build_memo_templates.py

bench: $(VENV)/bench ## Measure everything; writes docs/performance.md
	@$(BIN)/python -m benchmarks.peers
	@$(BIN)/python benchmarks/review.py
	@$(BIN)/python benchmarks/assess.py
	@$(BIN)/python benchmarks/screen.py
	@$(BIN)/python benchmarks/memo.py

clean: ## Remove what was installed and built
	rm -rf $(VENV) build dist src/*.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
