#!/bin/bash
# Fills the empty database of the demo: schema, accounts, the municipality, an open round with answers. A load that was cut
# off is begun again from the start.
set -euo pipefail

root() { mariadb --no-defaults --default-character-set=utf8mb4 --socket="$STATE/mariadb.sock" --user=root "$@"; }

root -e "DROP DATABASE IF EXISTS grunnmur; CREATE DATABASE grunnmur CHARACTER SET utf8mb4 COLLATE utf8mb4_danish_ci"
for account in survey leader hr worker admin; do
	root -e "CREATE OR REPLACE USER grunnmur_$account@localhost IDENTIFIED BY '$(cat "$STATE/secret/$account")'"
done
root -e "GRANT ALL PRIVILEGES ON grunnmur.* TO grunnmur_admin@localhost"

export GRUNNMUR_CONF=$STATE/conf/admin.conf
python3 sql/seed/generate.py --employees "$EMPLOYEES" --out "$STATE/data" >/dev/null
build/bin/grunnmur migrate
root grunnmur <sql/grants.sql
build/bin/grunnmur import "$STATE/data"
root grunnmur -N -e "SELECT code FROM round WHERE state = 'ready'" | while read -r round; do
	build/bin/grunnmur round open "$round"
done
build/bin/grunnmur import --answers "$STATE/data"
touch "$STATE/loaded"
