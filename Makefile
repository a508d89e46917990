# Plain `make` lists the commands. Each one first brings .venv up to date, which costs nothing when it is.

.DEFAULT_GOAL := help
.PHONY: help setup browser run test test-long lint eval practice gains bench lock build shots questions

PYTHON_ENV := .venv/bin/python
KB := .venv/bin/kb
DOCS ?=
MUTATIONS ?= 0

help:  ## list the commands
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | while IFS="	" read -r name text; do printf '  make %-12s %s\n' "$$name" "$$text"; done

setup:  ## create .venv with the locked packages
	@sh tools/setup.sh

run: setup  ## build the knowledge base and start the web app
	@$(KB) build
	@$(KB) app

test: setup browser  ## run all tests, style and types included
	@$(PYTHON_ENV) -m pytest $(ARGS)

test-long: setup browser  ## run all tests with many more random inputs
	@HYPOTHESIS_PROFILE=long $(PYTHON_ENV) -m pytest $(ARGS)

lint: setup  ## check style, types and layers; run before every commit
	@$(PYTHON_ENV) -m ruff format .
	@$(PYTHON_ENV) -m ruff check --fix .
	@$(PYTHON_ENV) -m mypy
	@$(dir $(PYTHON_ENV))lint-imports

eval: setup  ## print all figures of quality in one table
	@$(PYTHON_ENV) -m tools.evaluate

practice: setup  ## read a folder of documents, damaged ones too: make practice DOCS=DIR MUTATIONS=2000
	@$(PYTHON_ENV) -m tools.practice "$(DOCS)" --mutations "$(MUTATIONS)"

gains: setup  ## records gained, lost, changed since the last commit: make gains DOCS=DIR
	@$(PYTHON_ENV) -m tools.gains "$(DOCS)"

bench: setup  ## measure speed; over more documents too: make bench DOCS=DIR
	@$(PYTHON_ENV) -m tools.bench "$(DOCS)"

lock: setup  ## resolve the dependencies of pyproject.toml anew
	@$(PYTHON_ENV) -m uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-header --extra dev pyproject.toml --output-file requirements.lock
	@sh tools/setup.sh

build: setup  ## make the wheel and the source package in dist/
	@$(PYTHON_ENV) -m uv build --quiet --no-build-isolation
	@ls dist

shots: setup browser  ## take the screenshots of docs/
	@$(PYTHON_ENV) -m tools.shots

questions: setup  ## write docs/questions.md anew: every kind of question with real answers
	@$(PYTHON_ENV) -m tools.questions

browser:
	@sh tools/browser.sh
