# Two commands matter: `make demo` shows the product, `make test` checks it. Both install what they need.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
NPM := cd frontend && npm --silent --no-audit --no-fund --no-update-notifier
COMPILE := pip-compile --quiet --no-header --no-annotate --strip-extras --allow-unsafe --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host --upgrade
DASHBOARD := src/finops_aws/entrypoints/api/dashboard/index.html
PAGES = $(shell find frontend/src frontend/theme frontend/public -type f -not -path '*/generated/*')
.PHONY: demo test lint dashboard dashboard-test bench conformance docs requirements clean

demo: .venv/core.done $(if $(findstring --once,$(ARGS)),,$(DASHBOARD))  ## SCALE=4 for more lines, ARGS=--once to end there
	@echo "→ Running finops demo: a generated bill, no AWS account"
	@$(BIN)/finops demo $(if $(SCALE),--scale $(SCALE)) $(ARGS)
test: lint dashboard-test  ## everything that is checked before a change is accepted
	@echo "→ Running the tests"
	@$(BIN)/python -m pytest $(ARGS)
lint: .venv/dev.done
	@echo "→ Checking style, types and import contracts"
	@$(BIN)/ruff check --quiet && $(BIN)/ruff format --check --quiet && $(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports --no-logo > .venv/contracts.txt || (cat .venv/contracts.txt; exit 1)
dashboard: .venv/core.done $(DASHBOARD)  ## build the dashboard that `finops serve` shows
dashboard-test: .venv/dev.done $(DASHBOARD)
	@echo "→ Testing the dashboard: types, style, units, size, then in a browser"
	@$(NPM) run verify
bench: .venv/dev.done $(DASHBOARD)  ## the headline numbers; the ledger's options in ARGS
	@$(BIN)/python -m benchmarks.ledger $(ARGS) && $(BIN)/python -m benchmarks.overview && $(BIN)/python -m benchmarks.scan
conformance: .venv/core.done  ## the FOCUS export against the FOCUS validator, which needs a Python 3.12: PYTHON312=
	@PYTHON312=$(PYTHON312) $(BIN)/python -m tests.conformance
docs: .venv/dev.done frontend/node_modules/.done  ## compile the catalogue, rewrite docs/reference and the API's types
	@$(BIN)/python docs/compile_catalog.py && $(BIN)/python docs/generate.py && $(NPM) run types
requirements: .venv/dev.done  ## pin the newest versions, with their hashes
	@$(PIP) install pip-tools
	@(cd requirements && for set in core build dev; do ../$(BIN)/$(COMPILE) --output-file $$set.txt $$set.in; done)
	@$(BIN)/python -m tests.conformance.requirements "$(COMPILE)"
clean:
	rm -rf .venv .venv-conformance .demo build .*_cache .hypothesis src/*.egg-info frontend/node_modules $(dir $(DASHBOARD))

.venv/%.done: requirements/%.txt requirements/build.txt pyproject.toml | $(BIN)/pip
	@echo "→ Installing the pinned packages of requirements/$*.txt into .venv (once)"
	@$(PIP) install --require-hashes -r requirements/build.txt -r requirements/$*.txt
	@$(PIP) install --no-deps --no-build-isolation --editable . && touch .venv/core.done $@
$(BIN)/pip:
	@echo "→ Creating .venv with $$($(PYTHON) --version)"
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || .ci/run --only-system-packages
	@$(PYTHON) -m venv .venv
frontend/node_modules/.done: frontend/package-lock.json
	@echo "→ Installing the dashboard's packages (once)" && $(NPM) ci && touch node_modules/.done
$(DASHBOARD): frontend/node_modules/.done frontend/package.json $(PAGES)
	@echo "→ Building the dashboard" && $(NPM) run build
