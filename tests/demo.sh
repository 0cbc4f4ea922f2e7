#!/bin/bash
# What the demo's scripts may touch: a folder of their own, whatever became of its start, and no other.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1
. conf/demo/process.sh
failed=0
work=$(mktemp -d /tmp/grunnmur-demo.XXXXXX)
trap 'rm -rf "$work"' EXIT

# holds WHAT COMMAND…: the command succeeds.
holds() {
	local what=$1
	shift
	if "$@"; then
		echo "ok - $what"
	else
		echo "not ok - $what"
		failed=1
	fi
}

export PORT=29990 EMPLOYEES=500 STATE=$work/foreign
mkdir "$STATE"
echo mine >"$STATE/file"
refused() { ! bash "$1" 2>"$work/said" && grep -q 'no demo' "$work/said" && [ "$(ls -A "$STATE")" = file ]; }
holds 'a folder with something else in it is not taken for a demo' refused conf/demo/start.sh
holds 'a folder with something else in it is not removed' refused conf/demo/forget.sh

# Cut off as soon as its database has begun to run.
export STATE=$work/cut
set -m                          # a group of its own, ended whole; the database is not in it
bash conf/demo/start.sh >/dev/null 2>&1 &
set +m
start=$!
await 60 'the database of the demo' test -s "$STATE/mariadb.pid"
kill -9 -- -$start
wait $start
pid=$(cat "$STATE/mariadb.pid")
bash conf/demo/stop.sh
holds 'a start that was cut off is stopped whole' gone "$pid"
holds 'and its folder can be removed' bash conf/demo/forget.sh
holds 'nothing is left of it' test ! -e "$STATE"
exit $failed
