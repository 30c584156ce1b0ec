# `make lab` opens the notebooks, `make app` the explorer as one file, `make test` tests everything, `make
# quick` what takes little time; each creates .venv when it is missing.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready
# The environment stays as it is, unless another Python is named: `make test PYTHON=python3.12`.
version = $(shell $(1) -c 'import platform; print(platform.python_version())' 2>&1)
KEPT := $(wildcard $(BIN)/python)
ifneq ($(origin PYTHON),file)
ifneq ($(call version,$(PYTHON)),$(call version,$(BIN)/python))
KEPT :=
.PHONY: $(READY)
endif
endif
NOTEBOOKS := $(wildcard notebooks/*.ipynb)
MODULES := frontend/node_modules

# One Ctrl-C ends it. JupyterLab refuses to run as root, as in a container, unless told to.
LAB_FLAGS := -y $(if $(filter 0,$(shell id -u)),--allow-root)
# With no screen there is no browser to open: JupyterLab then prints the address, `make app` the path.
NO_SCREEN := $(if $(filter Linux,$(shell uname)),$(if $(DISPLAY)$(WAYLAND_DISPLAY),,--no-browser))
LAB_FLAGS += $(NO_SCREEN)
APP := build/explorer.html

# Without a grammar that takes each process two seconds to read, and that nothing here needs.
LEAN := PYTHONPATH="$(CURDIR)/tests/kit/lean$${PYTHONPATH:+:$$PYTHONPATH}" $(BIN)/pytest
# A worker for each core; the tests of one file, which share what they set up, on one of them.
PYTEST := $(LEAN) -n auto --dist loadfile --no-loadscope-reorder
# Where a system keeps a folder in memory: some megabytes, which `make quick` would write to the disk.
MEMORY := $(if $(TMPDIR),,$(addprefix TMPDIR=,$(wildcard /dev/shm)))
# Where this is set, each of the many processes of the tests compiles every module anew.
unexport PYTHONDONTWRITEBYTECODE

# uv takes a tenth of pip's time; from where pip is set to download. Where it cannot, pip does it.
define INSTALL
pip="$(BIN)/python -m pip --disable-pip-version-check"; \
what="--quiet --constraint requirements.lock --editable .[dev]"; \
index=$${PIP_INDEX_URL:-$$($$pip config get global.index-url 2>/dev/null || :)}; \
$$pip install --quiet --constraint requirements.lock uv; \
$(BIN)/uv pip install --python $(BIN)/python $${index:+--default-index "$$index"} $$what || \
  { echo "uv could not install this; pip tries" >&2; $$pip install $$what; }
endef

.PHONY: lab app front test suite quick fuzz lint style types data notebooks bench lock clean

lab: $(READY)
	$(BIN)/jupyter lab $(LAB_FLAGS) --notebook-dir=notebooks

# The explorer as one file, which needs neither Python nor a server to be read and sent on.
app: $(READY)
	@$(BIN)/yanjiao-budget page --out $(APP)
	@$(if $(NO_SCREEN),:,$(BIN)/python -m webbrowser -t "file://$(abspath $(APP))" >/dev/null)

# The scripts of the explorer, from frontend/ into the package; a test fails while they are stale.
front: $(MODULES)
	npm --prefix frontend run --silent check
	npm --prefix frontend run --silent build

$(MODULES): frontend/package-lock.json
	@command -v npm >/dev/null || { echo "No npm here, which the explorer's scripts are built and tested with: apt-get install nodejs npm" >&2; exit 1; }
	npm --prefix frontend ci --silent
	touch $@

test:
	@$(MAKE) --no-print-directory --jobs=2 style types suite

suite: $(READY) $(MODULES)
	$(PYTEST)

# After every change: what takes neither a browser, a kernel, the network nor long; with fewer random
# examples and corrupted texts.
quick: lint
	$(MEMORY) FUZZ=few $(PYTEST) -m 'not browser and not kernel and not network and not npm and not slow' tests

# Every corruption of a text, of its lines and of its amounts, told by kind; 3,000 made documents; every
# notebook over hostile names; 500 states of the explorer's page against Python; every property over
# more examples. `make test` tries a share of them, `make quick` few.
fuzz: $(READY) $(MODULES)
	FUZZ=all $(LEAN) -n 0 --quiet tests/fuzz tests/document/test_made.py \
	  tests/document/test_refusals.py tests/document/test_other_tables.py tests/explorer/test_front.py \
	  tests/explorer/test_jupyterlab.py::test_hostile_names_stay_text_in_jupyterlab
	FUZZ=all $(PYTEST) --quiet -m hypothesis tests

lint: style types

# Style, the order of the rooms, functions that can be read in one go.
style: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-cache
	$(BIN)/complexipy --quiet yanjiao_budget

types: $(READY)
	$(BIN)/mypy

# The tables and the data package, from the disclosures in data/source.
data: $(READY)
	$(BIN)/python -m yanjiao_budget build

# Every notebook run afresh; nothing changes where nothing changed.
notebooks: $(READY)
	$(BIN)/jupyter nbconvert --log-level=WARN --to notebook --execute --inplace \
	  --ExecutePreprocessor.record_timing=False \
	  --ClearMetadataPreprocessor.enabled=True \
	  --ClearMetadataPreprocessor.preserve_nb_metadata_mask=kernelspec \
	  $(NOTEBOOKS)

bench: $(READY)
	$(BIN)/python -m pip install --quiet --constraint requirements.lock --editable '.[bench]'
	env -u PYTHONDONTWRITEBYTECODE $(BIN)/python benchmarks/run.py
	env -u PYTHONDONTWRITEBYTECODE $(BIN)/python benchmarks/explorer.py
	env -u PYTHONDONTWRITEBYTECODE $(BIN)/python benchmarks/collect.py

# Exact versions of everything, for every platform, with no download address.
lock: $(READY)
	$(BIN)/uv pip compile --quiet --upgrade --universal --all-extras --no-annotate \
	  --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' \
	  pyproject.toml --output-file requirements.lock

clean:
	rm -rf .venv build dist frontend/node_modules .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(READY): pyproject.toml requirements.lock
	@$(if $(KEPT),:,$(PYTHON)) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or later is needed, and $(PYTHON) is %s. Name another: make PYTHON=python3.11 $(MAKECMDGOALS)" % sys.version.split()[0])'
	$(if $(KEPT),,$(PYTHON) -m venv --clear .venv)
	@$(INSTALL)
	touch $@
