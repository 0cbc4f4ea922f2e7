#!/bin/bash
# sqlmap on the addresses that take parameters, level 3: none may be injectable.
set -uo pipefail
failed=0

try() {   # try NAME PORT ADDRESS [OPTIONS…]
	local name=$1 address=http://127.0.0.1:$((PORT + $2))/grunnmur/$3
	shift 3
	if sqlmap --batch --level=3 --risk=1 --flush-session --output-dir="$STATE/sqlmap" --dbms=MySQL --technique=BEUST \
	    --threads=2 --disable-coloring -u "$address" "$@" >"$STATE/sqlmap.$name" 2>&1 &&
	    ! grep -qE 'is vulnerable|identified the following injection' "$STATE/sqlmap.$name"; then
		echo "ok - $name"
	else
		tail -n 30 "$STATE/sqlmap.$name"
		echo "not ok - $name"
		failed=1
	fi
}

try section   1 'survey/assessments/1*?section=1&lang=nb'
try training  1 'survey/training?topic=1&form=digital&q=a'
try unit      2 'leader/units/1*?topic=1'
try requests  2 'leader/requests?state=submitted'
try employee  2 'leader/employees/1*'
try rounds    4 'hr/rounds/1*?lang=en'
try export    4 'hr/rounds/1/export.jsonl?pseudonymous=1&delimiter=;&purpose=a'
exit $failed
