# Everything one does in a checkout. Python 3.11 or newer is all that has to be there; `make` alone lists the targets.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/pip -qq --disable-pip-version-check --no-input
LOCK := $(BIN)/uv pip compile --quiet --universal --generate-hashes --extra populate --extra postgres --no-emit-index-url --no-annotate --no-header

SAY := @printf '  %s\n'
NPM := PATH="$(CURDIR)/$(BIN):$$PATH" npm --prefix web --loglevel error
WEB := src/molva/server/web/index.html
WEB_SOURCES := $(shell find web \( -name node_modules -o -name tests -o -name test-results -o -name screenshots \) \
  -prune -o -type f ! -name '*.test.ts' -print)
PYTHON_PARTS := $(wildcard src tests bench scripts hatch_build.py)

# Tests start a hundred servers: each of them loads what the first has compiled.
export PYTHONDONTWRITEBYTECODE =

.DELETE_ON_ERROR:
.PHONY: help run demo tui desktop .venv chromium check test java screenshots pictures bench-web lint types format gen docs new-feature lock clean

help: ## List the targets.
	@sed -n 's/^\([a-z.-]*\):.*## /\1 /p' Makefile | while read -r name what; do printf '  make %-12s %s\n' "$$name" "$$what"; done

# --- Molva -------------------------------------------------------------------------------------------------------
# PORT, HOST and DATA (a folder) come first, then the environment, then what `.env` says: see .env.example.
CHOSEN = $(if $(PORT),--port "$(PORT)") $(if $(HOST),--host "$(HOST)") $(if $(DATA),--data "$(DATA)")

run: .venv/run $(WEB) ## Start the server.
	@exec $(BIN)/molva serve $(CHOSEN)

demo: .venv/run $(WEB) ## Start a server with twelve people and three months of talk, to look around in.
	@exec $(BIN)/molva demo $(CHOSEN)

tui: .venv/dev ## Talk in this terminal.
	@exec $(BIN)/molva tui

desktop: .venv/dev ## Talk in a window.
	@exec $(BIN)/molva desktop

# --- Environment -------------------------------------------------------------------------------------------------
# Stamps say what is installed, so that a later start runs neither pip nor npm. The locks name every package with its
# hash, so pip has nothing to resolve; `--no-deps` keeps it from trying.

.venv: .venv/dev ## Install what development needs.

.venv/run: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "  Molva needs Python 3.11 or newer; name one with: make PYTHON=python3.12 ..."; exit 1; }
	$(SAY) "Python packages: the server ..."
	@test -x $(BIN)/pip || $(PYTHON) -m venv .venv
	@$(PIP) install --require-hashes --no-deps -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv/dev: requirements-dev.lock .venv/run
	$(SAY) "Python packages: the tests and linters ..."
	@$(PIP) install --require-hashes --no-deps -r requirements-dev.lock
	@touch $@

web/node_modules/.installed: web/package-lock.json | .venv/run
	$(SAY) "Web client: its packages ..."
	@said=$$($(NPM) ci 2>&1) || { echo "$$said"; exit 1; }
	@touch $@

$(WEB): web/node_modules/.installed $(WEB_SOURCES)
	$(SAY) "Web client: building ..."
	@said=$$($(NPM) run build 2>&1) || { echo "$$said"; exit 1; }
	@touch $@

lock: .venv/dev ## Renew both lock files with the newest versions.
	$(LOCK) --upgrade --group build -o requirements.lock pyproject.toml
	$(LOCK) --upgrade --group build --extra dev -c requirements.lock -o requirements-dev.lock pyproject.toml

# --- Checks ------------------------------------------------------------------------------------------------------

check: lint types test java ## Everything that must pass before a change lands; CI runs the same.

test: .venv/dev $(WEB) chromium ## Run the tests; on Debian as root they bring their browser along.
	$(NPM) test
	$(NPM) run budget
	@if command -v chromium >/dev/null; then $(NPM) run test:browser; \
	  elif [ "$$CI" = true ]; then echo "  No Chromium for the browser tests."; exit 1; \
	  else echo "  Browser tests of the client are skipped: no Chromium on the PATH."; fi
	$(BIN)/pytest -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

java: ## Build the Java client and run its tests, where a JDK of 17 or newer is.
	@clients/java/make.sh

screenshots: web/node_modules/.installed chromium ## Take pictures of every screen, theme, language and width: web/screenshots/index.html.
	SCREENSHOTS=1 $(NPM) run test:browser -- screenshots

pictures: web/node_modules/.installed chromium ## Take the pictures of the README anew: docs/screenshots.
	PICTURES=1 $(NPM) run test:browser -- readme

chromium:
	@{ command -v chromium && command -v strace && command -v Xvfb && ls /usr/lib/*/faketime/libfaketime.so.1; } >/dev/null 2>&1 || ! grep -qs '^ID=debian' /etc/os-release || [ "$$(id -u)" != 0 ] || \
	  { echo "  Chromium, strace, libfaketime and Xvfb, for the browser, the power-cut, the timer and the desktop tests ..."; apt-get update -qq && \
	    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-color-emoji strace libfaketime xvfb libtk8.6 >/dev/null; }

# What takes this long is not stuck.
SOAK := $(BIN)/pytest -o faulthandler_timeout=0

soak: .venv/dev $(WEB) ## Kill the server, cut its power and shake the clients many times as often as the tests do.
	MOLVA_KILL_CYCLES=2000 MOLVA_POWER_CUTS=20000 MOLVA_WIPING_CUTS=5000 MOLVA_TIMER_CYCLES=200 $(SOAK) tests/faults
	MOLVA_PERMISSION_STEPS=20000 $(SOAK) tests/security/test_permission_model.py
	MOLVA_MADE_UP_REQUESTS=100000 $(SOAK) tests/security/test_documented_api.py
	MOLVA_STORM_MESSAGES=1000 $(SOAK) tests/e2e/test_storm.py
	MOLVA_SOAK_MESSAGES=18000 $(SOAK) tests/tui/test_soak.py tests/desktop/test_soak.py

bench: .venv/dev $(WEB) ## Measure Molva beside the messengers that bench/setup_peers.sh installs; writes docs/performance.md.
	$(BIN)/python -m bench

# A browser without a display tells late of the frames that it has drawn: Debian's xvfb lends one.
DISPLAYED = $(if $(DISPLAY),,$(shell command -v xvfb-run >/dev/null && echo xvfb-run -a))

bench-web: .venv/dev $(WEB) chromium ## Measure the web client: opening, answering, scrolling, memory, coming back.
	$(DISPLAYED) $(BIN)/python -m tests.e2e.bench

lint: .venv/dev web/node_modules/.installed ## Style, layers, spelling.
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports --no-logo
	$(BIN)/codespell
	$(NPM) run lint

types: .venv/dev web/node_modules/.installed ## Strict types.
	$(BIN)/mypy $(PYTHON_PARTS)
	$(NPM) run check

gen: .venv/dev ## Write what is derived: schema, errors, OpenAPI, TypeScript types, the example environment.
	$(BIN)/python -m scripts.gen

new-feature: .venv/dev ## Lay out a new feature: make new-feature NAME=reactions
	@$(BIN)/python -m scripts.new_feature "$(NAME)"

docs: gen ## Write the derived pages, and try every link and every command of the others.
	$(BIN)/pytest tests/docs

format: .venv/dev web/node_modules/.installed ## Put the code into its one shape.
	$(BIN)/ruff check --fix
	$(BIN)/ruff format
	$(NPM) run format

clean: ## Remove everything that these targets made.
	rm -rf .venv web/node_modules src/molva/server/web .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache dist clients/java/build
