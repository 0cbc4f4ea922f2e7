#!/bin/bash
# A MariaDB of our own, on a unix socket alone: mariadb.sh start|stop FOLDER [BUFFER_POOL_MB]. Account root, no password:
# FOLDER belongs to the caller alone. Durable: what is committed is on disk.
set -euo pipefail
. "$(dirname "$0")/process.sh"

folder=$(realpath -m "$2")
pool=${3:-64}
socket=$folder/mariadb.sock
pid=$folder/mariadb.pid

PATH=$PATH:/usr/sbin
account=(); [ "$(id -u)" != 0 ] || account=(--user=root)

start() {
	if [ "$(printf %s "$socket" | wc -c)" -gt 107 ]; then
		echo "The path of the socket is longer than the 107 bytes that a unix socket may have: $socket. Choose a shorter folder (STATE=/tmp/…)." >&2
		exit 1
	fi
	mkdir -p -m 700 "$folder"
	chmod 700 "$folder"
	running "$pid" "$folder" && return

	if [ ! -e "$folder/mariadb/complete" ]; then
		rm -rf "$folder/mariadb"
		mariadb-install-db --no-defaults --datadir="$folder/mariadb" "${account[@]}" --skip-test-db --skip-name-resolve \
		    --auth-root-authentication-method=normal >"$folder/mariadb.log" 2>&1 || { cat "$folder/mariadb.log" >&2; exit 1; }
		touch "$folder/mariadb/complete"
	fi
	setsid mariadbd --no-defaults "${account[@]}" --datadir="$folder/mariadb" --socket="$socket" --pid-file="$pid" \
	    --skip-networking --character-set-server=utf8mb4 --collation-server=utf8mb4_danish_ci --performance-schema=OFF \
	    --sql-mode=STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION --innodb-flush-log-at-trx-commit=1 --local-infile=0 \
	    --innodb-buffer-pool-size="${pool}M" --innodb-log-file-size="${pool}M" --key-buffer-size=1M \
	    --aria-pagecache-buffer-size=1M --max-connections=100 --table-open-cache=400 \
	    --tmpdir="$folder" </dev/null >>"$folder/mariadb.log" 2>&1 &
	echo $! >"$pid"         # it writes the same when it is ready; a start that is cut off must be found as well
	await 60 "MariaDB; see $folder/mariadb.log" mariadb --no-defaults --socket="$socket" --user=root -e "DO 1"
}

case $1 in
start) start ;;
stop)  end "$pid" "$folder" ;;
esac
