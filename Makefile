# What one does with a checkout. Everything runs in .venv, which the first target that needs it makes.

PYTHON := .venv/bin/python
DEMO := build/demo
# Every line and branch of the domain is reached by these; to count the others' lines takes minutes.
OF_THE_DOMAIN := tests/domain tests/packs tests/play

.PHONY: run demo test test-slow shots bench fuzz docs wheel lock

run: .venv/.prepared
	@if [ "$$(uname)" = Linux ] && [ -z "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
		echo "There is no display here, so this plays a visit without a window (make demo)."; \
		$(MAKE) --no-print-directory demo; \
	else \
		$(PYTHON) -m sdm_app; \
	fi

demo: .venv/.prepared
	@mkdir -p $(DEMO)
	@for case in tests/cases/*.yaml; do \
		name=$$(basename "$$case" .yaml); \
		$(PYTHON) -m sdm_app play "$$case" --handout "$(DEMO)/$$name.pdf" \
			--note "$(DEMO)/$$name.txt" --result "$(DEMO)/$$name.json" || exit; \
	done
	@QT_QPA_PLATFORM=offscreen $(PYTHON) -m sdm_app.ui.shots --quick $(DEMO)/screens
	@echo "The sample visits: their plans, chart notes, results and screens are in $(DEMO)."

test: .venv/.prepared
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	.venv/bin/pytest -n 2 -q -m "not slow" $(OF_THE_DOMAIN) --cov=sdm_app.domain --cov-branch --cov-fail-under=100 --cov-report=term
	.venv/bin/pytest -n 2 -q -m "not slow" $(addprefix --ignore=,$(OF_THE_DOMAIN))

test-slow: .venv/.prepared build/outloud-venv/.prepared
	.venv/bin/pytest -n 2 -q -rP -m slow

shots: .venv/.prepared
	QT_QPA_PLATFORM=offscreen $(PYTHON) -m sdm_app.ui.shots build/shots tests/cases/new-episode-medium-risk.yaml

bench: .venv/.prepared build/bench-venv/.prepared
	PYTHONDONTWRITEBYTECODE= $(PYTHON) -m compileall -q .venv/lib sdm_app tests >/dev/null || true
	$(PYTHON) -m tests.benchmarks.bench

# Seconds that each of the two fuzzers runs.
FUZZ_SECONDS ?= 30
FUZZ := build/fuzz-venv/bin/python -m tests.fuzz.read_pack
FUZZ_OPTIONS = -max_total_time=$(FUZZ_SECONDS) -timeout=10 -artifact_prefix=build/fuzz/found-

fuzz: .venv/.prepared build/fuzz-venv/.prepared
	@mkdir -p build/fuzz/packs build/fuzz/signatures
	$(PYTHON) -m tests.fuzz.seeds build/fuzz/seeds
	$(FUZZ) packs $(FUZZ_OPTIONS) -max_len=40000 build/fuzz/packs build/fuzz/seeds/packs
	$(FUZZ) signatures $(FUZZ_OPTIONS) build/fuzz/signatures build/fuzz/seeds/signatures

docs: .venv/.prepared
	$(PYTHON) -m sdm_app.packs.evidence docs
	$(PYTHON) -m tests.proof.documents

wheel: .venv/.prepared
	.venv/bin/pip wheel --quiet --disable-pip-version-check --no-deps --wheel-dir dist .

LOCK := uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-strip-extras --no-annotate --no-header --quiet

lock:
	$(LOCK) --output-file requirements.lock
	$(LOCK) --group dev --output-file requirements-dev.lock

build/bench-venv/.prepared:
	$(PYTHON) -m venv build/bench-venv
	build/bench-venv/bin/pip install --quiet --disable-pip-version-check "weasyprint>=70,<71"
	touch $@

build/outloud-venv/.prepared:
	$(PYTHON) -m venv build/outloud-venv
	build/outloud-venv/bin/pip install --quiet --disable-pip-version-check \
		"outloud>=0.2.1,<0.3" "pymupdf>=1.26,<2"
	touch $@

build/fuzz-venv/.prepared:
	$(PYTHON) -m venv build/fuzz-venv
	build/fuzz-venv/bin/pip install --quiet --disable-pip-version-check \
		"atheris>=3,<4" "pydantic>=2.12,<3" "cryptography>=50,<51" "platformdirs>=4.5,<5"
	touch $@

.venv/.prepared: requirements-dev.lock packaging/linux/prepare.sh
	packaging/linux/prepare.sh
