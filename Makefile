# Everything runs through here; each target sets up what it needs first.
# The tests lean on real data too where DESKTOP_ESCALATION_SAMPLES names a folder of it.
.DEFAULT_GOAL := help
BIN := .venv/bin
TESTS_XML := build/tests.xml
export PYTHON

.PHONY: help setup qt demo screens test check lint journeys bench lock clean

help:
	@echo "make setup     builds .venv from the locked requirements"
	@echo "make demo      opens the demo team; without a screen it plays their afternoon"
	@echo "make screens   draws the window's screens into build/screens; SCREENS=\"--scale 2 controls\" some, otherwise"
	@echo "make test      runs the tests"
	@echo "make check     lint, types, layers, lengths of files, tests, coverage of the domain"
	@echo "make journeys  runs what needs real servers, a screen or many processes"
	@echo "make bench     measures; BENCH_ONLY=import measures one thing"
	@echo "make lock      resolves requirements.lock anew (needs uv)"
	@echo "make clean     removes what was built, .venv too"

setup: .venv/.stamp

.venv/.stamp: requirements.lock pyproject.toml tools/setup.sh tools/system_packages.sh
	@tools/setup.sh

# The tests load Qt, escalationctl does not.
qt: setup
	@tools/system_packages.sh

# A window where there is a screen to show it, else the afternoon is printed.
demo: setup
	@if [ "$$(uname -s)" != Linux ] || [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
		tools/system_packages.sh && $(BIN)/desktop-escalation --demo; \
	else \
		$(BIN)/escalationctl demo; \
	fi

screens: qt
	@$(BIN)/python -m tools.screens $(SCREENS)

test: qt
	$(BIN)/pytest -n auto

lint: setup
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m tools.file_lengths

check: qt
	@set -e; \
	began=$$(date +%s); \
	$(MAKE) --no-print-directory lint; \
	mkdir -p build; \
	$(BIN)/coverage erase; \
	(set -x; $(BIN)/pytest -n auto --junit-xml=$(TESTS_XML) --cov --cov-report= --cov-fail-under=0); \
	(set -x; $(BIN)/coverage report); \
	$(BIN)/python -m tools.counts $(TESTS_XML) "$$(( $$(date +%s) - began ))"

# Exit code 5 of pytest: it found no test. That is a failure as soon as there is a file of tests.
journeys: qt
	@if [ -z "$$(find tests/journeys -name 'test_*.py' 2>/dev/null)" ]; then \
		echo "journeys: none is written yet (tests/journeys has no test_*.py), so nothing was tried"; \
	else \
		tools/journey_packages.sh && $(BIN)/pytest -m journeys tests/journeys; \
	fi

# BENCH_ONLY=due_steps runs the benchmarks whose name has that in it.
bench: qt
	@$(BIN)/pytest -m bench tests/bench $(if $(BENCH_ONLY),-k "$(BENCH_ONLY)")

lock:
	@command -v uv >/dev/null || { echo "lock: uv is not on the PATH; install it outside of this folder" >&2; exit 1; }
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --upgrade \
		--no-header --no-annotate --no-emit-index-url --no-emit-find-links --output-file requirements.lock

clean:
	rm -rf .venv build dist htmlcov .coverage .coverage.* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -prune -exec rm -rf {} +
