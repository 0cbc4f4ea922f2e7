#!/bin/bash
# The programs under valgrind, walked through twice: no read or write beyond what is ours, nothing lost, and at the end of six
# walks no byte and no file more than at the end of two.
set -uo pipefail
. conf/demo/process.sh
failed=0

# One worker of each program under valgrind, through a lighttpd of its own.
tr '\0' '\n' <"/proc/$(cat "$STATE/lighttpd.pid")/environ" | grep -E '^(PORT|PERSON|STATE|ROOT|VERSION)' >"$STATE/environment"
sed -e 's|env.ROOT + "/build/bin/|env.STATE + "/valgrind/|' -e 's|"max-procs" => [24]|"max-procs" => 1|' \
    conf/demo/lighttpd.conf >"$STATE/lighttpd.conf"

walk() {   # walk TIMES
	local log=$STATE/valgrind/$1 program
	mkdir -p "$log"
	for program in survey leader hr; do
		printf '#!/bin/sh\nexec valgrind --leak-check=full --track-fds=yes --log-file=%s/%s.%%p %s/build/bin/%s\n' \
		    "$log" $program "$PWD" $program >"$STATE/valgrind/$program"
		chmod 700 "$STATE/valgrind/$program"
	done
	end "$STATE/lighttpd.pid" "$STATE"
	env $(cat "$STATE/environment") lighttpd -f "$STATE/lighttpd.conf" || exit 1
	for program in survey leader hr; do
		await 60 "$program" curl -sf "http://127.0.0.1:$PORT/grunnmur/$program/health"
	done
	node tests/long/walk.mjs "$1" >"$log/walk" || failed=1
	grep '^not ok' "$log/walk"
	end "$STATE/lighttpd.pid" "$STATE"
	await 60 'the ends of the programs' ended "$log"
}

# lighttpd is gone before its programs are: each has its sum when it is.
ended() { ! grep -L 'ERROR SUMMARY' "$1"/{survey,leader,hr}.* | grep -q .; }

# What a program has at its end, over all its workers.
kept() { sed -En 's/.*(in use at exit: .*|FILE DESCRIPTORS: [0-9]+).*/\1/p' "$STATE/valgrind/$1/$2".* | sort; }

walk 2
walk 6
for program in survey leader hr; do
	if grep -L 'ERROR SUMMARY: 0 errors' "$STATE"/valgrind/[26]/$program.* | xargs -r cat | grep .; then
		echo "not ok - $program under valgrind"
		failed=1
	else
		echo "ok - $program under valgrind"
	fi
	if [ "$(kept 2 $program)" = "$(kept 6 $program)" ]; then
		echo "ok - $program keeps as much after six walks as after two"
	else
		kept 2 $program; kept 6 $program
		echo "not ok - $program grows"
		failed=1
	fi
done
exit $failed
