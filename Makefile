# Everything a newcomer needs is `make serve` and `make test`; each sets up what it uses.
.PHONY: help serve build docs docs-serve test check instruments screenshots reference bench soak fonts fix setup system tools lock clean

PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.ready
ARTICLES ?= 10000
RUNS ?= 5
AGAINST ?= hugo
DOCUMENTS ?= 100000
HISTORIES ?= 2000
SEED := $(or $(SEED),$(shell date +%s))
JAR := node_modules/vnu-jar/build/dist/vnu.jar

help: ## what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

serve: $(STAMP) ## build the sample site, show it on http://127.0.0.1:8000/, and rebuild whenever a file changes
	$(BIN)/khabar serve

docs: $(STAMP) ## build the documentation, a site of Khabar's own, into docs/output/
	$(BIN)/khabar build --site docs

docs-serve: $(STAMP) ## show the documentation on http://127.0.0.1:8000/, and rebuild it whenever a file changes
	$(BIN)/khabar serve --site docs

build: $(STAMP) ## build the sample site into output/
	$(BIN)/khabar build

test: system $(STAMP) tools ## set up everything and run the tests
	$(BIN)/python -m pytest -n auto --dist worksteal --cov --cov-report=term --cov-fail-under=95

check: system $(STAMP) tools ## ruff, mypy --strict and the tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(MAKE) test

instruments: system $(STAMP) tools ## judge the built sample site: axe, Lighthouse, weight and more; ONLY="axe zoom", WRITE=yes (half an hour)
	PYTHONPATH=tests $(BIN)/python -m instruments $(ONLY) $(if $(WRITE),--write)

screenshots: system $(STAMP) ## shoot the pictures of the sample site in docs/content/images/; ONLY="front live"
	PYTHONPATH=tests $(BIN)/python -m instruments.screenshots $(ONLY)

reference: $(STAMP) ## write what the code knows (options, types, defaults, messages) into docs/content/en/pages/reference/
	PYTHONPATH=tests $(BIN)/python -m reference

bench: $(STAMP) ## measure against Hugo, with ARTICLES=10000 RUNS=5 AGAINST=hugo (about half an hour; or AGAINST=none)
	@echo "bench: $(ARTICLES) articles, $(RUNS) runs, against $(AGAINST). Hugo, Pelican and Eleventy are used where they are"
	@echo "installed; tests/bench/run.py says how, and has more options. Leave the machine alone until the tables are there."
	$(BIN)/python -m tests.bench.hindi
	@echo "The text rules are tried on other texts with DAMAGED=FILE.tsv and CLEAN=FOLDER; tests/bench/lint.py says what they are."
	$(BIN)/python -m tests.bench.lint $(if $(DAMAGED),--damaged $(DAMAGED)) $(if $(CLEAN),--clean $(CLEAN))
	$(BIN)/python -m tests.bench.run --articles $(ARTICLES) --runs $(RUNS) --against $(AGAINST)
	$(BIN)/python -m tests.bench.search

soak: $(STAMP) ## random articles and histories with a SEED of today, DOCUMENTS=100000 HISTORIES=2000 (an hour or two)
	@echo "soak: seed $(SEED), $(DOCUMENTS) documents, $(HISTORIES) histories. To repeat it: make soak SEED=$(SEED)"
	$(BIN)/python -m tests.soak.prose --seed $(SEED) --count $(DOCUMENTS)
	KHABAR_SEED=$(SEED) KHABAR_HISTORIES=$(HISTORIES) $(BIN)/python -m pytest -n auto --dist worksteal -q \
		--hypothesis-seed=$(SEED) tests/test_engine.py tests/test_frontmatter.py tests/test_prose.py tests/hindi

fonts: ## make layouts/assets/fonts/ anew from the published families (needs npm)
	$(PYTHON) -m venv .cache/fonts
	.cache/fonts/bin/python -m pip install --quiet --disable-pip-version-check fonttools==4.68.0 brotli==1.2.0
	.cache/fonts/bin/python tests/fonts/make.py

fix: $(STAMP) ## format, and mend what ruff can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

setup: $(STAMP) ## a virtual environment with the locked packages

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Khabar needs Python 3.11 or newer; this is $$($(PYTHON) --version). Name another one: make PYTHON=python3.12 …"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || .ci/system python3-venv
	$(PYTHON) -m venv .venv
	@# The lock names everything, so nothing is resolved: an old pip looks for newer releases of what has extras.
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

system: ## the system packages that the tests need: a browser, Java, npm, FriBidi, and what a site is deployed with
	@.ci/system chromium java npm fribidi nginx caddy rsync git zsh fish

tools: $(JAR)

$(JAR): package.json package-lock.json
	npm ci --silent --no-audit --no-fund --ignore-scripts
	@touch $@

lock: $(STAMP) ## write requirements.lock anew from pyproject.toml
	$(BIN)/python -m piptools compile --quiet --generate-hashes --strip-extras --no-emit-index-url --no-emit-find-links \
		--no-emit-trusted-host --allow-unsafe --no-header --extra dev --output-file requirements.lock pyproject.toml

clean: ## delete everything that was built or set up
	rm -rf .venv .cache node_modules build dist .coverage* .hypothesis .mypy_cache .pytest_cache .ruff_cache
	rm -rf docs/output docs/.cache
	find output -mindepth 1 ! -name .gitkeep -delete
