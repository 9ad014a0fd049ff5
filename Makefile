# Every command that people and CI use. `make help` lists them.
PYTHON ?= python3
PORT ?= 8000
# The environment's tools, its node and npm among them, come first.
export PATH := $(CURDIR)/.venv/bin:$(PATH)
PIP := .venv/bin/python -m pip --disable-pip-version-check --quiet
SITE := _build/html/index.html
THREADS := OMP_NUM_THREADS=1 MKL_NUM_THREADS=1

.DEFAULT_GOAL := help
.PHONY: help book serve test test-fast test-js lint format run labs data weights lock bench colab-check clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else f"expected Python 3.11 or newer, got {sys.version.split()[0]}: run make PYTHON=/path/to/python3.11")'
	$(PYTHON) -m venv .venv

.venv/site.stamp: requirements-site.txt pyproject.toml | .venv/bin/python
	@echo "Installing what the site needs (once)"
	$(PIP) install -r requirements-site.txt
	$(PIP) install --no-deps -e .
	@touch $@

.venv/full.stamp: requirements.txt pyproject.toml .venv/site.stamp
	@echo "Installing what notebooks and tests need, PyTorch among it (once)"
	$(PIP) install -r requirements.txt
	@touch $@

node_modules/.stamp: package.json package-lock.json | .venv/site.stamp
	npm ci --silent --no-fund --no-audit
	@touch $@

# After a failure all pages are read again, so that their warnings are told again.
book: .venv/site.stamp node_modules/.stamp ## build the site into _build/html
	jupyter-book build . -W -n --keep-going --quiet || { rm -rf _build/.doctrees; exit 1; }
	@echo "The book is built. Open $(SITE) in a browser, or run: make serve"

serve: book ## build the site and serve it on this machine
	unrolled serve --port $(PORT)

test: lint test-js book ## everything that CI checks
	$(THREADS) .venv/bin/python -m pytest -q -rs -n 2 --dist loadfile --nbval-lax --nbval-current-env --nbval-cell-timeout 120 tests book solutions

test-fast: lint test-js ## all tests but the notebooks and the site
	$(THREADS) .venv/bin/python -m pytest -q -rs -n 2 --dist loadfile tests --ignore tests/site --ignore tests/test_chapters.py

test-js: node_modules/.stamp
	npm test --silent

lint: .venv/full.stamp ## style of code and form of notebooks
	ruff check .
	ruff format --check .
	unrolled normalise --check
	unrolled labs --check

format: .venv/full.stamp ## mend what lint can mend by itself
	ruff check --fix .
	ruff format .
	unrolled normalise
	unrolled labs

run: .venv/full.stamp ## execute one notebook: make run NB=book/02_rnn_setup.ipynb
	$(THREADS) unrolled run $(NB)

labs: .venv/full.stamp ## write labs/ from solutions/
	unrolled labs

data: .venv/full.stamp ## fetch all data, to work offline afterwards
	unrolled data fetch --all

bench: .venv/full.stamp book ## measure what README says about speed
	for file in benchmarks/*.py; do $(THREADS) .venv/bin/python $$file || exit 1; done

colab-check: .venv/full.stamp ## run and solve a lab under Colab's versions
	.venv/bin/python tests/colab/check.py

weights: .venv/full.stamp ## train all shipped weights again (minutes), and measure them
	unrolled train --all

lock: ## renew the pins in requirements*.txt and package-lock.json
	rm -rf _build/lock && $(PYTHON) -m venv _build/lock
	_build/lock/bin/python -m pip install -q torch==2.13.0 -e '.[site,grade,dev]'
	_build/lock/bin/python -m unrolled.course.pins
	npm install --package-lock-only --silent

clean: ## remove what was built; keep .venv
	rm -rf _build node_modules .pytest_cache .ruff_cache
