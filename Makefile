# Everything starts here; each target installs what it needs. See CONTRIBUTING.md.
PYTHON ?= python3
BIN := .venv/bin
export KRING_HOME ?= $(CURDIR)/var

.PHONY: run dev setup test check messages clean

run: .venv/ready
	@$(BIN)/python -m kring run

dev: .venv/ready
	@KRING_DEBUG=1 $(BIN)/python -m kring run --reload

setup: .venv/ready

test: .venv/ready
	@$(BIN)/python tools/run_tests.py

check: .venv/ready
	@$(BIN)/python tools/run_tests.py --fast

messages: .venv/ready
	@$(BIN)/python tools/messages.py

# Ready means: installed from hash-pinned lists, front end built, texts compiled.
.venv/ready: requirements/run.txt requirements/dev.txt package-lock.json tools/build_assets.py \
		$(shell find kring -name '*.po' -o -path '*/static_src/*' -type f)
	@$(PYTHON) tools/setup.py

clean:
	rm -rf .venv build node_modules
