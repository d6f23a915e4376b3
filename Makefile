# Every target calls ./moalog. With MODE=compose and a running Docker engine they drive the Compose stack instead.
COMPOSE_FILE := deploy/compose/compose.yaml
COMPOSE_STATE := $(or $(MOALOG_STATE_DIR),.moalog)/compose
# core: what answers users; full: with everything that watches it.
PROFILE ?= full
COMPOSE := docker compose --env-file .env.example $(if $(wildcard .env),--env-file .env) --env-file $(COMPOSE_STATE)/compose.env \
  -f $(COMPOSE_FILE) --profile $(PROFILE)

.PHONY: help up down restart ps logs build health clean seed demo test test-load test-chaos test-circuit-breaker compose-ready

help:
	@./moalog help

ifeq ($(MODE),compose)
compose-ready:
	@docker info >/dev/null 2>&1 || { echo "make: MODE=compose needs a running Docker engine" >&2; exit 1; }
	@PROFILE=$(PROFILE) deploy/compose/prepare

up: compose-ready
	$(COMPOSE) up -d --wait --wait-timeout 300
	@$(COMPOSE) ps --format 'table {{.Service}}\t{{.Status}}\t{{.Ports}}'
down: compose-ready
	$(COMPOSE) down
restart: down up
ps: compose-ready
	$(COMPOSE) ps
logs: compose-ready
	$(COMPOSE) logs -f $(SERVICE)
build: compose-ready
	$(COMPOSE) build --no-cache
health: compose-ready
	@parts=$$($(COMPOSE) ps --all --format '{{.Service}} {{.Health}}') && \
	  { [ -n "$$parts" ] || { echo "make: nothing of the Compose stack runs" >&2; exit 1; }; } && \
	  ! printf '%s\n' "$$parts" | grep -v ' healthy$$'
clean: compose-ready
	$(COMPOSE) down --volumes
else
up down restart build clean:
	@./moalog $@
ps health:
	@./moalog status
logs:
	@./moalog logs $(SERVICE) -f
endif

seed demo test:
	@./moalog $@
test-load:
	@./moalog load all
test-chaos:
	@./moalog chaos all
test-circuit-breaker:
	@./moalog chaos circuit-breaker
