# `make briefing` writes the briefing of seeds/, `make test` runs the tests; both make .venv first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
EXAMPLE := docs/example/2026-11-22-ukraine

.PHONY: briefing test check docs figures questions example record bench install clean

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
	@$(BIN)/python -m tests.recorded_answers | tail -n 23
	@echo "== rules engine, the same questions"
	@$(BIN)/python -m evals.ask evals/seeds/questions.jsonl seeds
	@for set in disputes fresh; do echo "== rules engine, $$set"; \
	  $(BIN)/python -m evals.ask evals/questions/$$set/questions.jsonl evals/questions/$$set/articles | tail -n 3; done
	@for set in paraphrased reworded; do echo "== rules engine, $$set"; \
	  $(BIN)/python -m evals.ask evals/questions/$$set/questions.jsonl evals/tuning/articles | tail -n 3; done
	@for set in unseen kept-back; do echo "== rules engine, $$set"; \
	  $(BIN)/python -m evals.ask evals/questions/$$set/questions.jsonl evals/held-out/articles | tail -n 3; done

	@for half in a b; do echo "== rules engine, blind $$half"; \
	  $(BIN)/python -m evals.ask evals/questions/blind/$$half.jsonl evals/blind/articles/$$half | tail -n 3; done
	@echo "== rules engine, second-blind"
	@$(BIN)/python -m evals.ask evals/questions/second-blind/questions.jsonl evals/more-tuning/articles evals/validation/articles | tail -n 3

# docs/example/ from the recorded replies; `record` asks the endpoint at 127.0.0.1:8099 for new ones first.
example: $(STAMP)
	$(BIN)/python -m tests.example docs/example

record: $(STAMP)
	RECORD=1 $(BIN)/python -m tests.example docs/example
	RECORD=1 $(BIN)/python -m tests.recorded_sets
	RECORD=1 $(BIN)/python -m tests.recorded_answers
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
