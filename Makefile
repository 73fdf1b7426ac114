# Two commands matter: `make demo` shows the product, `make test` checks it. Both install what they need.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
COMPILE := pip-compile --quiet --no-header --no-annotate --strip-extras --allow-unsafe --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host --upgrade

.PHONY: demo test lint bench docs requirements clean

demo: .venv/core.done  ## generate a bill, ingest it, reconcile it, show it: SCALE=4 for more, ARGS=--once to end there
	@echo "→ Running finops demo: a generated bill, no AWS account"
	@$(BIN)/finops demo $(if $(SCALE),--scale $(SCALE)) $(ARGS)

test: lint  ## everything that is checked before a change is accepted
	@echo "→ Running the tests"
	@$(BIN)/python -m pytest $(ARGS)

lint: .venv/dev.done
	@echo "→ Checking style, types and import contracts"
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check --quiet
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports --no-logo > .venv/contracts.txt || (cat .venv/contracts.txt; exit 1)

bench: .venv/dev.done  ## the headline numbers
	@$(BIN)/python -m benchmarks.ledger $(ARGS)

docs: .venv/core.done  ## rewrite docs/reference from the code
	@$(BIN)/python docs/generate.py

requirements: .venv/dev.done  ## pin the newest versions, with their hashes
	@$(PIP) install pip-tools
	@cd requirements && for set in core build dev; do ../$(BIN)/$(COMPILE) --output-file $$set.txt $$set.in; done

clean:
	rm -rf .venv .demo build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache src/*.egg-info

.venv/%.done: requirements/%.txt requirements/build.txt pyproject.toml | $(BIN)/pip
	@echo "→ Installing the pinned packages of requirements/$*.txt into .venv (once)"
	@$(PIP) install --require-hashes -r requirements/build.txt -r requirements/$*.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch .venv/core.done $@

$(BIN)/pip:
	@echo "→ Creating .venv with $$($(PYTHON) --version)"
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || .ci/run --only-system-packages
	@$(PYTHON) -m venv .venv
