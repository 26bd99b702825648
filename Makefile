# `make briefing` writes the briefing of seeds/, `make test` runs the tests; both make .venv first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
EXAMPLE := docs/example/2026-11-22-ukraine

.PHONY: briefing test check docs figures questions weights example record bench install clean

briefing: $(STAMP)
	@$(BIN)/briefing daily seeds

test: $(STAMP)
	$(BIN)/python -m pytest -n auto

check: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/briefing prompts lint --strict

# Every figure on the annotated articles, as a table; and every quotation of the example held against its article.
figures: $(STAMP)
	@$(BIN)/python -m tests.recorded_sets >/dev/null
	@$(BIN)/python -m evals.figures
	@$(BIN)/python -m evals.variants
	@$(BIN)/briefing verify $(EXAMPLE).md --articles seeds

# The questions: the model's recorded answers, then the rules engine on every set of them.
questions: $(STAMP)
	@echo "== model engine, recorded answers"
	@for set in seeds sealed/quay-sarn sealed/soma-torle; do echo "-- $$set"; \
	  $(BIN)/python -m tests.recorded_answers $$set | tail -n 23; done
	@echo "== rules engine, the same questions"
	@$(BIN)/python -m evals.ask evals/seeds/questions.jsonl seeds
	@echo "== rules engine, every set (evals/questions/sets.toml)"
	@$(BIN)/python -m evals.ask

# What each figure counts in the rules engine's answers, learned anew (some minutes); first what it would get right on
# disputes that are left out of the learning.
weights: $(STAMP)
	$(BIN)/python -m evals.weights --write

# docs/example/ from the recorded replies; `record` asks the endpoint at 127.0.0.1:8099 for new ones first.
example: $(STAMP)
	$(BIN)/python -m tests.example docs/example

record: $(STAMP)
	RECORD=1 $(BIN)/python -m tests.example docs/example
	RECORD=1 $(BIN)/python -m tests.recorded_sets
	RECORD=1 $(BIN)/python -m tests.recorded_answers seeds sealed/quay-sarn sealed/soma-torle
	RECORD=1 $(BIN)/python -m tests.recorded_cases

bench: $(STAMP)
	$(BIN)/python -m bench.quotations
	$(BIN)/python -m bench.queue
	$(BIN)/python -m bench.comparing
	$(BIN)/python -m bench.retrieval

docs: $(STAMP)
	$(BIN)/python -m tests.help_page

install: $(STAMP)

$(STAMP): pyproject.toml
	@echo "making $(VENV) (about 40 seconds)"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	@$(BIN)/python -m pip install --quiet --editable . --group dev
	@touch $(STAMP)

clean:
	rm -rf $(VENV)
