#!/bin/bash
# wapiti's modules on every page it reaches, as an employee, a leader and HR: nothing is found.
set -uo pipefail
failed=0

for as in 1/survey 2/leader 4/hr; do
	port=${as%/*}
	wapiti --flush-session --scope folder -u "http://127.0.0.1:$((PORT + port))/grunnmur/${as#*/}/" \
	    -m sql,timesql,xss,permanentxss,exec,file,crlf,redirect \
	    --max-scan-time 900 -f json -o "$STATE/wapiti.$port.json" >"$STATE/wapiti.$port.log" 2>&1
	found=$(python3 -c 'import json, sys; r = json.load(open(sys.argv[1])); print(sum(map(len, r["vulnerabilities"].values())))' \
	    "$STATE/wapiti.$port.json")
	if [ "$found" = 0 ]; then
		echo "ok - wapiti as +$port"
	else
		python3 -m json.tool "$STATE/wapiti.$port.json" | grep -E '"(info|path|parameter)"' | head -40
		echo "not ok - wapiti as +$port: $found findings"
		failed=1
	fi
done
exit $failed
