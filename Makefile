# Every target calls ./moalog. With MODE=compose and a running Docker engine they drive the Compose stack instead.
COMPOSE_FILE := deploy/compose/docker-compose.yml
COMPOSE := docker compose --env-file .env.example $(if $(wildcard .env),--env-file .env) -f $(COMPOSE_FILE)

.PHONY: help up down restart ps logs build health clean seed demo test test-load test-chaos test-circuit-breaker compose-ready

help:
	@./moalog help

ifeq ($(MODE),compose)
compose-ready:
	@test -f $(COMPOSE_FILE) || { echo "make: $(COMPOSE_FILE) does not exist yet; leave MODE=compose out" >&2; exit 1; }
	@docker info >/dev/null 2>&1 || { echo "make: MODE=compose needs a running Docker engine" >&2; exit 1; }

up: compose-ready
	$(COMPOSE) up -d --wait
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
	@./moalog load baseline
test-chaos:
	@./moalog chaos all
test-circuit-breaker:
	@./moalog chaos circuit-breaker
