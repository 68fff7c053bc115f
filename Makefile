# `make run` and `make test` are all that a fresh machine needs.
.PHONY: help setup run test check check-web page dev lock docs types

PYTHON ?= python3
BIN := .venv/bin

help: ## Show the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

setup: .venv/.runtime page ## Make the environment and the page; start nothing

run: setup ## Serve on port 8000 (ROSANA_PORT, ROSANA_HOST) with the sample knowledge base
	@exec $(BIN)/rosana serve

test: dev page ## Run every test
	@scripts/system-packages
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder
	@if scripts/node-is-there; then cd web && npm test; fi

check: dev ## Format, lint, import contracts, types, generated docs
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/python scripts/reference.py --check
	@if scripts/node-is-there; then scripts/web-packages web && cd web && npm run --silent lint && npm run --silent typecheck && npm run --silent types -- --check; fi

check-web: dev page ## Measure the built pages as Lighthouse does, and hold them to their budgets
	$(BIN)/python scripts/check_web.py

types: dev ## Write the web client's types anew from the server's OpenAPI description
	cd web && npm run --silent types

docs: dev ## Write docs/reference anew
	$(BIN)/python scripts/reference.py

lock: ## Write the lock files anew (needs uv)
	scripts/lock --upgrade

page: ## Build the web page, where Node.js is there
	@scripts/build-page

dev: .venv/.dev

.venv/.runtime: requirements.lock pyproject.toml scripts/install
	@PYTHON="$(PYTHON)" scripts/install requirements.lock
	@touch $@

.venv/.dev: requirements-dev.lock pyproject.toml scripts/install
	@PYTHON="$(PYTHON)" scripts/install requirements-dev.lock
	@touch $@ .venv/.runtime
