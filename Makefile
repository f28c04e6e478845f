# The commands of the guide. Each creates .venv by itself; `python -m scripts` is behind all of them.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python

.PHONY: build test check serve links lock clean

build: $(VENV)/site
	$(RUN) -m scripts build

serve: $(VENV)/site
	$(RUN) -m scripts serve

check: $(VENV)/tests
	$(RUN) -m scripts check

test: $(VENV)/tests
	$(RUN) -m pytest

links: $(VENV)/site
	$(RUN) -m scripts links

lock: $(VENV)/tests
	$(RUN) -m scripts lock

clean:
	rm -rf $(VENV) build site dist .cache .pytest_cache tests/browser/node_modules

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed. If you have one, say: make PYTHON=python3.11"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { echo "Python's venv module is missing. On Debian or Ubuntu: apt install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/site: requirements.txt | $(VENV)/bin/python
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.txt
	@touch $@

$(VENV)/tests: requirements-test.txt $(VENV)/site
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-test.txt
	@touch $@
