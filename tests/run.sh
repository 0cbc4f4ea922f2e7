#!/bin/bash
# Runs checks and counts them: run.sh lint unit site fuzz long (site: web and browser), or one script: run.sh web/rights. Each
# check prints lines "ok …" and "not ok …"; its whole output is in build/test/log/. Ends with `N passed, N failed`.
set -uo pipefail
cd "$(dirname "$0")/.."
export PATH=$PATH:/usr/sbin       # where an ordinary user has mariadbd and lighttpd not
. conf/demo/process.sh

mkdir -p build/test
exec 9>build/test/lock
flock -n 9 || { echo 'Another run is in this folder; waiting for its end.' && flock 9; }
log=$PWD/build/test/log
rm -rf "$log"
mkdir -p "$log"
work=$(mktemp -d /tmp/grunnmur-test.XXXXXX)
clean() {
	local state
	for state in "$work"/*; do
		STATE=$state bash conf/demo/stop.sh
	done
	rm -rf "$work"
}
trap clean EXIT
trap 'exit 130' INT TERM

# check NAME COMMAND…: one line with its counts; what failed is shown. A command that fails without "not ok" counts as one.
check() {
	local name=$1 file=$log/${1//\//.}.log start=$SECONDS status passed failed
	shift
	timeout "${LIMIT:-900}" "$@" >"$file" 2>&1 </dev/null 9<&-
	status=$?
	passed=$(grep -c '^ok\b' "$file")
	failed=$(grep '^not ok\b' "$file" | grep -vc '# SKIP')     # a skipped check says why, and is none
	[ $status -eq 0 ] || [ "$failed" -gt 0 ] || failed=1
	[ $status -ne 0 ] || [ $((passed + failed)) -gt 0 ] || grep -q '# SKIP' "$file" || { failed=1; echo 'no check was run' >>"$file"; }
	echo "$passed $failed" >"${file%.log}.count"
	printf '  %-32s %5d passed  %3d failed  %4d s\n' "$name" "$passed" "$failed" $((SECONDS - start))
	[ "$failed" -eq 0 ] || { grep -B 12 -A 20 '^not ok' "$file" || tail -n 40 "$file"; } | head -n 120 | sed 's/^/      /'
}
export -f check
export log work

# More than there are cores: many of them mostly wait.
abreast=$(($(nproc) + 1))

# Names of checks, those first that take long, lest all wait for one of them in the end.
slow_first() {
	awk '/pages|bodies/ { print 0, $0; next }
	    /rights|outage|round_life|payloads|survey_builder|assessment|csrf|test_(outbox|kill|mail|retry)/ { print 1, $0; next }
	    { print 2, $0 }' |
	    sort -s -n -k 1,1 | cut -d ' ' -f 2
}

lint() {
	check lint bash tests/lint.sh
	check seed python3 sql/seed/validate.py
	check hardening bash tests/hardening.sh
	check demo bash tests/demo.sh
}

unit() {
	bash conf/demo/mariadb.sh start "$work/unit" 9<&- || return
	find build/test -type f -name 'test_*' -executable | sort | sed 's|^build/test/||' | slow_first |
	    GRUNNMUR_TEST_SOCKET=$work/unit/mariadb.sock CMOCKA_MESSAGE_OUTPUT=TAP ASAN_OPTIONS=detect_leaks=1 \
	    xargs -P "$abreast" -I{} bash -c 'check {} build/test/{}'
	bash conf/demo/mariadb.sh stop "$work/unit"
}

# A fresh demo of that name on ports that are free, for what comes through a web server.
demo() {
	export STATE=$work/$1 EMPLOYEES=${EMPLOYEES:-500} PORT
	for _ in 1 2 3 4 5; do
		PORT=$((20000 + RANDOM % 10000))
		bash conf/demo/start.sh >"$log/demo.$1.log" 2>&1 9<&- && break
	done || { cat "$log/demo.$1.log"; return 1; }
	export BASE_LOGIN=http://127.0.0.1:$PORT            BASE_EMPLOYEE=http://127.0.0.1:$((PORT + 1)) \
	    BASE_LEADER=http://127.0.0.1:$((PORT + 2))      BASE_TOP=http://127.0.0.1:$((PORT + 3)) \
	    BASE_HR=http://127.0.0.1:$((PORT + 4))          BASE_REP=http://127.0.0.1:$((PORT + 5)) \
	    BASE_STRANGER=http://127.0.0.1:$((PORT + 6))    SCREENSHOTS=$PWD/build/screenshots
}

# One script on a demo of its own.
on_demo() {
	local name=$1 label=${1//\//-}
	shift
	if demo "$label"; then
		check "$name" "$@"
	else
		echo "0 1" >"$log/$label.count"
	fi
	bash conf/demo/stop.sh
	rm -rf "$STATE"
}
export -f demo on_demo

# through FILE…: those scripts; what exports something is only read by others.
through() {
	grep -L '^export ' "$@" | sed 's|^tests/||; s|\.mjs$||' | slow_first |
	    xargs -P "$abreast" -I{} bash -c 'on_demo {} node tests/{}.mjs'
}

web()     { through tests/web/*.mjs; }
browser() { through tests/browser/*.mjs; }
site()    { through tests/{web,browser}/*.mjs; }

# Each target for FUZZ_SECONDS; one that is planted must be found.
fuzz_one() {
	local name=$1 corpus=build/test/corpus/$1
	mkdir -p "$corpus"
	[ ! -d "tests/fuzz/corpus/$name" ] || cp -n tests/fuzz/corpus/"$name"/* "$corpus"/
	[[ $name != planted* ]] || FUZZ_SECONDS=120     # mostly found at once
	if build/fuzz/"$name" -max_total_time="$FUZZ_SECONDS" -timeout=5 -rss_limit_mb=1024 -artifact_prefix="$log/$name." "$corpus"; then
		[[ $name != planted* ]] && echo "ok - $name" || echo "not ok - $name: the planted fault was not found"
	else
		[[ $name == planted* ]] && echo "ok - $name: the planted fault was found" || echo "not ok - $name"
	fi
}
export -f fuzz_one

fuzz() {
	export FUZZ_SECONDS=${FUZZ_SECONDS:-10}
	find build/fuzz -type f -executable 2>/dev/null | sort | sed 's|.*/||' |
	    LIMIT=$((FUZZ_SECONDS * 3 + 120)) xargs -P "$abreast" -I{} bash -c 'check fuzz/{} bash -c "fuzz_one {}"'
}

# What takes long, each in tests/long/NAME.sh on a demo of its own.
long() {
	local script
	for script in tests/long/*.sh; do
		LIMIT=3600 on_demo "long/$(basename "$script" .sh)" bash "$script"
	done
}

for step in "$@"; do
	echo "$step"
	case $step in
	*/*) on_demo "$step" node "tests/$step.mjs" ;;
	*)   "$step" ;;
	esac
done

cat "$log"/*.count | awk '{ passed += $1; failed += $2 } END { printf "%d passed, %d failed\n", passed, failed; exit failed > 0 }'
