# Read by the other scripts: starting, awaiting and ending processes of ours, and no others.

# Whether the process of a pid file runs and is ours: its command line names what is given.
running() {
	[ -s "$1" ] && tr '\0' ' ' 2>/dev/null <"/proc/$(cat "$1")/cmdline" | grep -qF -- "$2"
}

# Ends it, and returns when it is gone.
end() {
	local pid
	running "$1" "$2" || return 0
	pid=$(cat "$1")
	kill "$pid" 2>/dev/null || true                  # it may have ended just now
	await 20 "the end of process $pid" gone "$pid" || { kill -9 "$pid" && await 20 "its death" gone "$pid"; } || true
	rm -f "$1"
}

gone() { ! kill -0 "$1" 2>/dev/null; }

# await SECONDS WHAT COMMAND…: until the command succeeds; false, with a sentence, when the time is over.
await() {
	local tries=$(($1 * 10)) what=$2
	shift 2
	until "$@" >/dev/null 2>&1; do
		if [ $((tries -= 1)) -le 0 ]; then
			echo "Waited in vain for $what." >&2
			return 1
		fi
		sleep 0.1
	done
}
