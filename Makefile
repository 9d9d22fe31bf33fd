# Two commands do all the set-up: `make demo` and `make test`.
VENV ?= .venv
PYTHON ?= python3
PORT ?= 8000
export PORT

.PHONY: demo test test-postgres test-long lint messages pictures benchmark clean

demo: $(VENV)/.product
	$(VENV)/bin/qiao demo --port $(PORT)

# Everything that CI runs: lint, types, import contracts, make demo, the suite on SQLite and on PostgreSQL.
test: $(VENV)/.development
	scripts/test-all

test-postgres: $(VENV)/.development
	scripts/test-postgres

# The minutes-long forms of the chaos, API, race and page tests, on both databases.
test-long: $(VENV)/.development
	scripts/test-long

lint: $(VENV)/.development
	scripts/lint

messages: $(VENV)/.development
	$(VENV)/bin/python scripts/messages.py

pictures: $(VENV)/.development
	$(VENV)/bin/python scripts/pictures.py

benchmark: $(VENV)/.development
	$(VENV)/bin/python -m benchmarks

clean:
	rm -rf $(VENV) var dist build

$(VENV)/.product: pyproject.toml hatch_build.py
	scripts/install $(PYTHON) $(VENV) product
	@touch $@

$(VENV)/.development: pyproject.toml hatch_build.py
	scripts/install $(PYTHON) $(VENV) development
	@touch $@ $(VENV)/.product
