#!/bin/bash
# How the programs were built, and what systemd lets them do (security.md S23): read from the files themselves.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1
failed=0

# holds WHAT COMMAND…: the command succeeds.
holds() {
	local what=$1 said
	shift
	if said=$("$@" 2>&1); then
		echo "ok - $what"
	else
		printf '%s\n' "$said" | sed 's/^/# /'
		echo "not ok - $what"
		failed=1
	fi
}

is_closed() {   # is_closed PROGRAM
	local headers symbols
	headers=$(readelf -hldW "$1") symbols=$(readelf --dyn-syms -W "$1")
	grep -q 'FLAGS_1.* NOW.* PIE' <<<"$headers" || { echo "not position-independent, or bound late"; return 1; }
	grep -q GNU_RELRO <<<"$headers" || { echo "the table of addresses stays writable"; return 1; }
	grep -qE 'GNU_STACK .* RW +0x' <<<"$headers" || { echo "the stack can be executed"; return 1; }
	! grep -qE 'RPATH|RUNPATH' <<<"$headers" || { echo "looks for libraries in a folder of its own"; return 1; }
	grep -q __stack_chk_fail <<<"$symbols" || { echo "the stack has no guard"; return 1; }
	grep -q __vsnprintf_chk <<<"$symbols" || { echo "the library's checks of lengths are off"; return 1; }
}

# The compiler leaves its options in what it makes: each file of ours was compiled with all of these.
is_guarded() {   # is_guarded PROGRAM
	local units option
	units=$(readelf --debug-dump=info --dwarf-depth=1 "$1" | grep DW_AT_producer)
	[ -n "$units" ] || return 1
	for option in -O2 -fstack-protector-strong -fstack-clash-protection -fcf-protection; do
		! grep -v -e " $option" <<<"$units" || { echo "without $option"; return 1; }
	done
}

for program in build/bin/*; do
	holds "${program##*/}: position-independent, bound at the start, guarded" is_closed "$program"
	holds "${program##*/}: every file compiled with all guards" is_guarded "$program"
done

# The units as they are, one program's for each of them, but for what need not be installed here.
units=$(mktemp -d)
trap 'rm -rf "$units"' EXIT
for unit in conf/systemd/*; do
	name=${unit##*/}
	sed 's|^ExecStart=.*|ExecStart=/bin/true|' "$unit" >"$units/${name/@./@survey.}"
done
if command -v systemd-analyze >/dev/null; then
	holds 'systemd understands the units' bash -c '! systemd-analyze verify "$1"/* 2>&1 | grep "$1"' - "$units"
	for unit in "$units"/*.service; do
		holds "${unit##*/} is shut in: exposure at most 1.5 of 10" \
		    systemd-analyze security --offline=true --threshold=15 --no-pager "$unit"
	done
else
	echo 'not ok - the units # SKIP systemd-analyze is not here'
fi

# The folder that the socket's unit makes, in another place and for another group.
lets_in() {
	local make
	make=$(sed -n 's|^ExecStartPre=||p' conf/systemd/grunnmur@.socket)
	make=${make//\/run\/grunnmur/$units/run}
	${make/www-data/$(id -gn)} && [ "$(stat -c '%a %G' "$units/run")" = "750 $(id -gn)" ]
}
holds 'the group of the web server, and no other, reaches the sockets' lets_in
exit $failed
