# fangzhi: `make demo` and `make test` set everything up themselves (Python 3.11, pip, make).
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready
OUT ?= demo-out
REF ?= HEAD

.PHONY: demo test check bench prove bundle rules rules-diff docs clean

$(STAMP): pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	if command -v uv >/dev/null 2>&1; then \
	  VIRTUAL_ENV=$(VENV) uv pip install --quiet --compile-bytecode -c constraints.txt -e . --group dev; \
	else \
	  $(BIN)/python -m pip install --quiet --upgrade -c constraints.txt pip && \
	  $(BIN)/python -m pip install --quiet -c constraints.txt -e . --group dev; \
	fi
	touch $(STAMP)

demo: $(STAMP)
	$(BIN)/fangzhi demo --out $(OUT)

# the tests start many processes of our own: each would compile what is not kept compiled
test: $(STAMP)
	$(BIN)/python -m compileall -q -j 2 src
	$(BIN)/python -m pytest -q -n 2 --dist worksteal

check: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tools/rulebook.py --check
	$(BIN)/python -m pytest -q -n 2 --dist worksteal

bench: $(STAMP)
	$(BIN)/python -m pip install --quiet -c constraints.txt --group bench
	$(BIN)/python -m bench

prove: $(STAMP)
	$(BIN)/python tools/prove.py

bundle: $(STAMP)
	$(BIN)/python tools/bundle.py

rules: $(STAMP)
	$(BIN)/python tools/rulebook.py

# findings over the fixed corpus, those of REF against those of the working tree
rules-diff: $(STAMP)
	$(BIN)/python tools/rules_diff.py $(REF)

clean:
	rm -rf $(OUT) bundle .mypy_cache .ruff_cache .pytest_cache .hypothesis
