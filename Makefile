# `make briefing` writes the briefing of seeds/, `make test` runs the tests; both make .venv first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
EXAMPLE := docs/example/2026-11-22-ukraine

.PHONY: briefing test check docs figures example record bench install clean

briefing: $(STAMP)
	@$(BIN)/briefing daily seeds

test: $(STAMP)
	$(BIN)/python -m pytest -n auto

check: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Every figure of the README: both engines on the annotated seeds, and every quotation held against its article.
figures: $(STAMP)
	@echo "== model engine, recorded replies"
	@$(BIN)/briefing evaluate $(EXAMPLE).json evals/seeds --articles seeds
	@$(BIN)/briefing verify $(EXAMPLE).md --articles seeds
	@echo "== rules engine"
	@$(BIN)/briefing daily seeds --engine rules --force -o briefings/figures.md >/dev/null
	@$(BIN)/briefing evaluate briefings/figures.json evals/seeds --articles seeds
	@$(BIN)/briefing verify briefings/figures.md --articles seeds
	@echo "== rules engine, articles that were not looked at while it was written"
	@$(BIN)/briefing daily evals/held-out/articles --engine rules --force -o briefings/held-out.md >/dev/null
	@$(BIN)/briefing evaluate briefings/held-out.json evals/held-out/gold --articles evals/held-out/articles

# docs/example/ from the recorded replies; `record` asks the endpoint at 127.0.0.1:8099 for new ones first.
example: $(STAMP)
	$(BIN)/python -m tests.example docs/example

record: $(STAMP)
	RECORD=1 $(BIN)/python -m tests.example docs/example

bench: $(STAMP)
	$(BIN)/python -m bench.quotations
	$(BIN)/python -m bench.queue

docs: $(STAMP)
	$(BIN)/python -m tests.help_page docs/cli.md

install: $(STAMP)

$(STAMP): pyproject.toml
	@echo "making $(VENV) (about 40 seconds)"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	@$(BIN)/python -m pip install --quiet --editable . --group dev
	@touch $(STAMP)

clean:
	rm -rf $(VENV)
