#!/bin/bash
# Every program under valgrind, while somebody walks through its pages: no read or write beyond what is ours, no leak that grows.
set -uo pipefail
failed=0

# Asks each address in turn of one worker under valgrind, through a lighttpd of its own.
pages="survey/ survey/profile survey/training survey/requests survey/my-data leader/ leader/requests hr/rounds survey/no-such-page"
for program in survey leader hr; do
	cat >"$STATE/valgrind-$program" <<-END
		#!/bin/sh
		exec valgrind --quiet --error-exitcode=99 --leak-check=no --log-file=$STATE/valgrind.$program.log $PWD/build/bin/$program
	END
	chmod 700 "$STATE/valgrind-$program"
done
tr '\0' '\n' <"/proc/$(cat "$STATE/lighttpd.pid")/environ" | grep -E '^(PORT|PERSON|STATE|ROOT|VERSION)' >"$STATE/environment"
sed -e "s|env.ROOT + \"/build/bin/|env.STATE + \"/valgrind-|" -e 's|"max-procs" => [24]|"max-procs" => 1|' \
    conf/demo/lighttpd.conf >"$STATE/lighttpd.conf"
kill "$(cat "$STATE/lighttpd.pid")"
sleep 2
env $(cat "$STATE/environment") PATH="$PATH:/usr/sbin" lighttpd -f "$STATE/lighttpd.conf" || exit 1

for port in 1 2 3 4 5; do
	for page in $pages; do
		for accept in text/html application/json; do
			curl -s -m 120 -o /dev/null -w "%{http_code} +$port $page\n" -H "Accept: $accept" \
			    "http://127.0.0.1:$((PORT + port))/grunnmur/$page" | grep '^5'
		done
	done
done
for program in survey leader hr; do
	if [ -s "$STATE/valgrind.$program.log" ]; then
		cat "$STATE/valgrind.$program.log"
		echo "not ok - $program under valgrind"
		failed=1
	else
		echo "ok - $program under valgrind"
	fi
done
exit $failed
