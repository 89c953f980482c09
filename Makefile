# Everything one does in a checkout. Python 3.11 or newer is all that has to be there; `make` alone lists the targets.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/pip -qq --disable-pip-version-check --no-input
LOCK := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-annotate --no-header

SAY := @printf '  %s\n'
PYTHON_PARTS := $(wildcard src tests bench scripts hatch_build.py)

.DELETE_ON_ERROR:
.PHONY: help .venv chromium check test lint types format lock clean

help: ## List the targets.
	@sed -n 's/^\([a-z.-]*\):.*## /\1 /p' Makefile | while read -r name what; do printf '  make %-12s %s\n' "$$name" "$$what"; done

# --- Environment -------------------------------------------------------------------------------------------------
# Stamps say what is installed, so that a later start runs neither pip nor npm. The locks name every package with its
# hash, so pip has nothing to resolve; `--no-deps` keeps it from trying.

.venv: .venv/dev ## Install what development needs.

.venv/run: requirements.lock pyproject.toml
	$(SAY) "Python packages: the server ..."
	@test -x $(BIN)/pip || $(PYTHON) -m venv .venv
	@$(PIP) install --require-hashes --no-deps -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv/dev: requirements-dev.lock .venv/run
	$(SAY) "Python packages: the tests and linters ..."
	@$(PIP) install --require-hashes --no-deps -r requirements-dev.lock
	@touch $@

lock: .venv/dev ## Renew both lock files with the newest versions.
	$(LOCK) --upgrade --group build -o requirements.lock pyproject.toml
	$(LOCK) --upgrade --group build --extra dev -c requirements.lock -o requirements-dev.lock pyproject.toml

# --- Checks ------------------------------------------------------------------------------------------------------

check: lint types test ## Everything that must pass before a change lands; CI runs the same.

test: .venv/dev chromium ## Run the tests; on Debian as root they bring their browser along.
	$(BIN)/pytest

chromium:
	@command -v chromium >/dev/null || ! grep -qs '^ID=debian' /etc/os-release || [ "$$(id -u)" != 0 ] || \
	  { echo "  Chromium, for the browser tests ..."; apt-get update -qq && \
	    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-color-emoji >/dev/null; }

lint: .venv/dev ## Style, layers, spelling.
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports --no-logo
	$(BIN)/codespell

types: .venv/dev ## Strict types.
	$(BIN)/mypy $(PYTHON_PARTS)

format: .venv/dev ## Put the code into its one shape.
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

clean: ## Remove everything that these targets made.
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache dist
