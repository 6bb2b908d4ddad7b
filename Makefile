# The two commands of a new machine are `make run` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
CATALOGUES := $(wildcard tui/i18n/*/LC_MESSAGES/messages.po)
COMPILED := $(CATALOGUES:.po=.mo)

.PHONY: run test check bench prove format catalogues openapi lock clean

run: $(VENV)/run.stamp $(COMPILED) ## the demo portal
	@$(BIN)/klantportal demo

test: $(VENV)/dev.stamp $(COMPILED) ## every test
	@env -u NO_COLOR -u TEXTUAL_THEME -u TEXTUAL_COLOR_SYSTEM TEXTUAL_ANIMATIONS=none \
	  $(BIN)/python -m pytest -n 2 --dist loadgroup $(ARGS)

check: $(VENV)/dev.stamp $(COMPILED) ## what CI runs
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/pyright
	$(BIN)/lint-imports --no-cache
	@$(MAKE) --no-print-directory test

bench: $(VENV)/dev.stamp $(COMPILED) ## measure, as ratios in one run
	$(BIN)/python -m tests.bench $(ARGS)

prove: $(VENV)/dev.stamp $(COMPILED) ## the soaks in full
	@env KLANTPORTAL_PROVE=full TEXTUAL_ANIMATIONS=none $(BIN)/python -m pytest -m prove $(ARGS)

format: $(VENV)/dev.stamp
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

catalogues: $(COMPILED)

%.mo: %.po | $(VENV)/run.stamp
	@$(BIN)/python hatch_build.py

# pip refuses `-e .` beside hashes, so the lock goes first and the project follows by itself.
$(VENV)/run.stamp: requirements/run.txt pyproject.toml | $(VENV)/python.stamp
	@echo "Installing what klantportal needs into $(VENV) (once) ..."
	@$(PIP) --require-hashes -r requirements/run.txt
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/run.stamp
	@echo "Installing what the tests need into $(VENV) (once) ..."
	@$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@

$(VENV)/python.stamp:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "klantportal needs Python 3.11 or newer; name it with: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "Python cannot make virtual environments here. On Debian and Ubuntu: apt install python3-venv"; exit 1; }
	@echo "Making a virtual environment in $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)
	@touch $@

openapi: $(VENV)/dev.stamp ## write docs/openapi.json anew
	@$(BIN)/python -m tui.server.openapi > docs/openapi.json

LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
  --no-annotate --no-emit-index-url --no-emit-find-links

lock: ## resolve the dependencies anew (needs uv)
	$(LOCK) pyproject.toml --group build -o requirements/run.txt >/dev/null
	$(LOCK) pyproject.toml --extra postgresql --extra server --group build --group dev -c requirements/run.txt -o requirements/dev.txt >/dev/null

clean:
	rm -rf $(VENV) .pytest_cache .ruff_cache $(COMPILED)
