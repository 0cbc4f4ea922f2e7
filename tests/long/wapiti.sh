#!/bin/bash
# wapiti's modules on every page it reaches, as an employee, a leader and HR: nothing is found, but on the page that is planted.
# None of them calls anything beyond this machine.
set -uo pipefail
failed=0

# Each crawl has two minutes, and each module one and a half: 17 minutes at most a person.
mkdir -p "$STATE/wapiti"
scan() {   # scan NAME ADDRESS: prints how much was found, and how many pages were
	timeout 1100 wapiti --flush-session --store-session "$STATE/wapiti/$1" --scope folder -u "$2" -H 'Sec-Fetch-Site: same-origin' \
	    -m sql,blindsql,xss,permanentxss,exec,file,crlf,redirect,cookieflags,csp --external-endpoint "http://127.0.0.1:$PORT/" \
	    --max-scan-time 120 --max-attack-time 90 --max-parameters 40 -f json -o "$STATE/wapiti.$1.json" >"$STATE/wapiti.$1.log" 2>&1 &&
	    ! grep -E 'Unable to|Traceback' "$STATE/wapiti.$1.log" >&2 &&
	    echo "$(python3 -c 'import json, sys; print(sum(map(len, json.load(open(sys.argv[1]))["vulnerabilities"].values())))' \
	        "$STATE/wapiti.$1.json")" "$(sed -n 's/.*Wapiti found \([0-9]*\) URLs.*/\1/p' "$STATE/wapiti.$1.log")"
}

python3 tests/long/planted.py $((PORT + 7)) "$STATE/mariadb.sock" 2>"$STATE/planted.log" &
planted=$!
read -r found _ < <(scan planted "http://127.0.0.1:$((PORT + 7))/?id=1&text=a")
kill $planted
if [ "${found:-0}" -ge 2 ]; then
	echo "ok - wapiti finds what is planted"
else
	echo "not ok - wapiti finds what is planted"
	failed=1
fi

for as in 1/survey/ 2/leader/ 4/hr/rounds; do
	port=${as%%/*}
	read -r found pages < <(scan "$port" "http://127.0.0.1:$((PORT + port))/grunnmur/${as#*/}")
	if [ "${found:-}" = 0 ] && [ "${pages:-0}" -ge 5 ]; then
		echo "ok - wapiti as +$port: $pages addresses and forms"
	else
		python3 -m json.tool "$STATE/wapiti.$port.json" | grep -E '"(info|path|parameter)"' | head -40
		tail -n 20 "$STATE/wapiti.$port.log"
		echo "not ok - wapiti as +$port: ${found:-no} findings in ${pages:-no} addresses and forms"
		failed=1
	fi
done
exit $failed
