#!/bin/bash
# Runs once, when the data directory is made. The application owns its own schema and nothing else, the exporter only reads.
set -eu

quoted() { printf '%s' "$1" | sed "s/\\\\/\\\\\\\\/g; s/'/''/g"; }

MYSQL_PWD=$MYSQL_ROOT_PASSWORD mysql --protocol=socket -u root <<SQL
CREATE USER IF NOT EXISTS 'moalog'@'%' IDENTIFIED BY '$(quoted "$MYSQL_APP_PASSWORD")';
GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, CREATE TEMPORARY TABLES, ALTER, DROP, INDEX, REFERENCES ON \`$MYSQL_DATABASE\`.* TO 'moalog'@'%';
CREATE USER IF NOT EXISTS 'exporter'@'%' IDENTIFIED BY '$(quoted "$MYSQL_EXPORTER_PASSWORD")' WITH MAX_USER_CONNECTIONS 3;
GRANT PROCESS, REPLICATION CLIENT, SELECT ON *.* TO 'exporter'@'%';
SQL
