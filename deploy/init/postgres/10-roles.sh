#!/bin/sh
# Runs once, when the data directory is made. The engine's owner is no superuser: it may create the two logins that the
# engine works with, and nothing passes through the walls between tenants except the operators' role.
set -eu

psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
  --set owner_password="$FLUXPAY_DB_PASSWORD" --set exporter_password="$POSTGRES_EXPORTER_PASSWORD" <<'SQL'
CREATE ROLE fluxpay LOGIN NOSUPERUSER NOCREATEDB CREATEROLE NOBYPASSRLS PASSWORD :'owner_password';
CREATE ROLE fluxpay_admin NOLOGIN NOSUPERUSER BYPASSRLS;
CREATE ROLE exporter LOGIN NOSUPERUSER CONNECTION LIMIT 5 PASSWORD :'exporter_password' IN ROLE pg_monitor;
CREATE DATABASE fluxpay OWNER fluxpay ENCODING 'UTF8' TEMPLATE template0;
REVOKE CONNECT ON DATABASE fluxpay FROM PUBLIC;
GRANT CONNECT ON DATABASE fluxpay TO exporter;
SQL
