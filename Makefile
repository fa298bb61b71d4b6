# What one does with a checkout. Everything runs in .venv, which the first target that needs it makes.

PYTHON := .venv/bin/python
DEMO_CASE ?= tests/cases/new-episode-medium-risk.yaml
DEMO := build/demo

.PHONY: run demo test shots bench wheel lock

run: .venv/.prepared
	@if [ "$$(uname)" = Linux ] && [ -z "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
		echo "There is no display here, so this plays a visit without a window (make demo)."; \
		$(MAKE) --no-print-directory demo; \
	else \
		$(PYTHON) -m sdm_app; \
	fi

demo: .venv/.prepared
	@mkdir -p $(DEMO)
	$(PYTHON) -m sdm_app play $(DEMO_CASE) --handout $(DEMO)/plan.pdf --note $(DEMO)/note.txt \
		--result $(DEMO)/result.json
	@echo "The chart note:"; cat $(DEMO)/note.txt; echo
	@echo "The plan to take home: $(DEMO)/plan.pdf"

test: .venv/.prepared
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	.venv/bin/pytest -n 2 -q

shots: .venv/.prepared
	QT_QPA_PLATFORM=offscreen $(PYTHON) -m tests.screenshots docs/screenshots

bench: .venv/.prepared
	.venv/bin/pip install --quiet --disable-pip-version-check "weasyprint>=70,<71"
	$(PYTHON) -m tests.benchmarks.bench

wheel: .venv/.prepared
	.venv/bin/pip wheel --quiet --disable-pip-version-check --no-deps --wheel-dir dist .

LOCK := uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-strip-extras --no-annotate --no-header --quiet

lock:
	$(LOCK) --output-file requirements.lock
	$(LOCK) --group dev --output-file requirements-dev.lock

.venv/.prepared: requirements-dev.lock packaging/linux/prepare.sh
	packaging/linux/prepare.sh
