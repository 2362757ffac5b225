# For people who know make. Everyone else: ./canhgiac --help
PYTHON ?= python3
VENV := .venv/bin
BENCH_VENV ?= .venv-bench
# What lies nearest to the database; `make test-postgresql` takes everything.
ON_POSTGRESQL := tests/migrations $(addprefix tests/unit/casework/,cases deliveries learning opinions statistics watch_list running_chats sender_limits test_db.py)

# schemathesis gives all its tests one id, of which pytest-xdist would run the first only.
FUZZ := tests/functional/test_nobody_breaks_the_console.py

.PHONY: run chat train test test-postgresql check demo-data conformance deploy-check alarms new-trick rehearsal faults load province-day bench bench-redaction bench-console bench-statistics bench-evidence bench-pictures study format locale install install-nlu

# What trainers have half written must neither go live by a start nor keep the bot from starting.
run: install-nlu ## install, train if nothing was ever trained, start NLU, bot, console and bench
	-@./canhgiac trainer train --if-none
	@$(VENV)/honcho start

chat: install-nlu ## talk to the bot in this terminal
	-@./canhgiac trainer train --if-none
	@./canhgiac bot chat

train: install-nlu ## train from data/ unless a model of this data exists, and use it if it passes the gate
	@./canhgiac trainer train --promote

demo-data: install ## fill the case book with invented, marked cases to learn on; DEMO="--replace", "--officers"
	@./canhgiac console demo-data $(DEMO)

test: install install-nlu ## all tests of both projects, with the model of today's data, promoted or not
	@./canhgiac trainer train
	@PYTHONPATH=. $(VENV)/python -P -m pytest tests -n 2 --ignore tests/functional --ignore tests/conformance
	@CANHGIAC_TEST_DATABASE=postgresql PYTHONPATH=. $(VENV)/python -P -m pytest $(ON_POSTGRESQL) -n 2
	@PYTHONPATH=. $(VENV)/python -P -m pytest tests/functional -n 2 --dist loadfile --no-loadscope-reorder --ignore tests/functional/by_noon --ignore $(FUZZ)
	@PYTHONPATH=. $(VENV)/python -P -m pytest $(FUZZ)
	@$(MAKE) --no-print-directory conformance
	@cd nlu && .venv/bin/python -m pytest

test-postgresql: install ## every test that needs no browser and no model, on a PostgreSQL server of its own
	@CANHGIAC_TEST_DATABASE=postgresql PYTHONPATH=. $(VENV)/python -P -m pytest tests -n 2 --ignore tests/functional --ignore tests/conformance

check: install ## format, lint, types, arrows, data, tests
	@$(VENV)/ruff format --check .
	@$(VENV)/ruff check .
	@$(VENV)/mypy
	@PYTHONPATH=. $(VENV)/lint-imports
	@./canhgiac trainer validate
	@$(MAKE) --no-print-directory test

new-trick: install install-nlu ## a trainer's morning: a new playbook in the browser and with the files, live under load, and back; a version made again byte for byte (10 minutes)
	@./canhgiac trainer train
	@PYTHONPATH=. $(VENV)/python -P -m pytest tests/functional/by_noon --durations=0

deploy-check: install ## compose, Kubernetes, KEDA, systemd, Caddy, images: by schema and by our own rules, offline
	@PYTHONPATH=. $(VENV)/python -P -m pytest tests/unit/deploy

alarms: ## the alarm rules: syntax, and each alarm played (Debian: apt-get install prometheus)
	@promtool check rules deploy/observability/alerts.yml
	@promtool check config deploy/observability/prometheus.yml
	@promtool test rules deploy/observability/alerts_test.yml

conformance: install ## every channel against its played platform, over real HTTP; prints the table
	@PYTHONPATH=. $(VENV)/python -P -m pytest tests/conformance -n 6

rehearsal: install ## a thousand updates on each messenger with a kill -9 in the middle; CHANNELS="telegram"
	@PYTHONPATH=. $(VENV)/python -P -m bot.rehearsal $(CHANNELS)

faults: install ## break a house of several processes in every known way, into docs/faults.md (12 minutes; Debian: faketime); FAULTS="worker-killed --logs DIR"
	@PYTHONPATH=. $(VENV)/python -P -m bot.rehearsal.shared.faults $(FAULTS)

load: install install-nlu ## answers against offered load, into docs/load.md and docs/growth.md (18 minutes); LOAD="--price P"
	-@./canhgiac trainer train --if-none
	@PYTHONPATH=. $(VENV)/python -P -m bot.rehearsal.shared.load $(LOAD)

province-day: install install-nlu ## 20,000 conversations of a province's day at speed, into docs/province-day.md (45 minutes)
	-@./canhgiac trainer train --if-none
	@PYTHONPATH=. $(VENV)/python -P -m bot.rehearsal.shared.day $(DAY)

bench: install-nlu ## Rasa's stock pipeline and ours side by side, into docs/benchmarks.md (15 to 20 minutes), then the redactors
	@./canhgiac trainer export
	@cd nlu && .venv/bin/python -m bench $(BENCH)
	@$(MAKE) --no-print-directory bench-redaction

# Presidio stays out of the doors' environment. `install` has left uv on PATH or in .tools/.
bench-redaction: install ## Presidio and our redactor side by side, into docs/benchmarks-redaction.md; CASES=file
	@PATH="$$PATH:$(CURDIR)/.tools/bin" UV_PROJECT_ENVIRONMENT=$(BENCH_VENV) PYTHONPATH=. \
		uv run --quiet --frozen --no-default-groups --group bench --python $(VENV)/python \
		python -P -m trainer.redaction_bench $(CASES)

bench-console: install ## the console over a million cases, SQLite and PostgreSQL, into docs/benchmarks-console.md (6 to 12 minutes); BENCH="--keep"
	@PYTHONPATH=. $(VENV)/python -P -m console.bench $(BENCH)

bench-statistics: install ## every statistic over a million cases, and a month's documents, into docs/benchmarks-statistics.md (8 minutes)
	@PYTHONPATH=. $(VENV)/python -P -m console.bench.statistics $(BENCH)

bench-evidence: install ## lookalikes made by dnstwist, our own, and honest domains, into docs/benchmarks-evidence.md (1 to 3 minutes); BENCH="--legitimate FILE"
	@PYTHONPATH=. $(VENV)/python -P -m trainer.evidence_bench $(BENCH)

bench-pictures: install ## letters read in rendered screenshots and photos of a screen, into docs/benchmarks-pictures.md
	@PYTHONPATH=. $(VENV)/python -P -m trainer.picture_bench $(BENCH)

study: install-nlu ## what each part of the model is worth, and whether more examples help: docs/studies.md
	@./canhgiac trainer export
	@cd nlu && .venv/bin/python -m studies

format: install ## put the code into the house's form
	@$(VENV)/ruff format .
	@$(VENV)/ruff check --fix .

locale: install ## compile the Vietnamese words of the command line
	@$(VENV)/pybabel compile -d locale -l vi

install: ## the doors' environment
	@$(PYTHON) canhgiac install

install-nlu: install ## Rasa's own environment
	@$(PYTHON) canhgiac nlu install
