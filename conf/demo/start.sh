#!/bin/bash
# Starts the demo: a private MariaDB, lighttpd with the programs, a municipality of $EMPLOYEES people. $PORT, $STATE.
# Again: restarts the programs, keeps the data. Returns when everything answers.
set -euo pipefail
cd "$(dirname "$0")/../.."
. conf/demo/process.sh

STATE=$(realpath -m "$STATE")
export STATE PORT EMPLOYEES ROOT=$PWD VERSION
VERSION=$(cat build/static/VERSION)
PATH=$PATH:/usr/sbin
umask 077

root() { mariadb --no-defaults --default-character-set=utf8mb4 --socket="$STATE/mariadb.sock" --user=root --batch --skip-column-names grunnmur "$@"; }

secret() {   # secret FILE BYTES: random hex digits, made once
	[ -s "$1" ] || od -An -tx1 -N"$2" /dev/urandom | tr -d ' \n' >"$1"
}

write_configuration() {
	local program origins=
	for i in 0 1 2 3 4 5 6; do
		origins+=" http://127.0.0.1:$((PORT + i)) http://localhost:$((PORT + i))"
	done
	mkdir -p "$STATE"/{conf,secret,www,upload}
	secret "$STATE/secret/key" 32
	for program in survey leader hr worker admin; do
		secret "$STATE/secret/$program" 16
		cat >"$STATE/conf/$program.conf" <<-END
			municipality = Trefjord kommune
			origins =$origins
			key_file = $STATE/secret/key
			templates = $ROOT/cgi-bin
			locale = $ROOT/build/locale
			sql = $ROOT/sql
			static_version = $VERSION
			privacy_url = https://www.datatilsynet.no/
			accessibility_url = https://uustatus.no/
			database = grunnmur
			database_socket = $STATE/mariadb.sock
			database_user = grunnmur_$program
			database_password_file = $STATE/secret/$program
			smtp = smtp://127.0.0.1:$(cat "$STATE/mail/port")
			mail_from = grunnmur@trefjord.example
		END
	done
}

# The people of the ports without a login, PORT+1 … PORT+6, for lighttpd.conf; and everybody's login with its password.
name_people() {
	local port who login
	while IFS=, read -r port who login; do
		export "PORT${port#+}=$((PORT + ${port#+}))" "PERSON${port#+}=$login"
	done < <(tail -n +2 "$STATE/data/logins.csv" | tr -d '\r')
	root -e "SELECT CONCAT(login, ':demo') FROM person WHERE login IS NOT NULL" >"$STATE/users"
}

start_web_server() {
	end "$STATE/lighttpd.pid" "$STATE"
	cp conf/demo/lighttpd.conf "$STATE/lighttpd.conf"     # its path makes the process known as this demo's
	if ! lighttpd -f "$STATE/lighttpd.conf" >"$STATE/start.log" 2>&1; then
		cat "$STATE/start.log" >&2
		tail -q -n 5 "$STATE/lighttpd.log" "$STATE/programs.log" 2>/dev/null >&2 || true
		echo "lighttpd did not start. Is one of the ports $PORT to $((PORT + 6)) taken? Choose another: make demo PORT=9080" >&2
		exit 1
	fi
	for program in survey leader hr; do
		await 30 "$program; see $STATE/programs.log" curl -sf "http://127.0.0.1:$PORT/grunnmur/$program/health"
	done
}

# Where the mails end: a mail server that delivers to a folder, shown by the web server.
start_mail_server() {
	end "$STATE/mail.pid" "$STATE"
	mkdir -p "$STATE/mail"
	rm -f "$STATE/mail/port"
	setsid /usr/bin/python3 conf/demo/mail.py "$STATE/mail" </dev/null >>"$STATE/mail.log" 2>&1 &
	echo $! >"$STATE/mail.pid"
	await 20 "the mail server; see $STATE/mail.log" test -s "$STATE/mail/port"
}

# Does what HR asks for that takes a while: imports, the opening of rounds, reminders.
start_worker() {
	end "$STATE/worker.pid" "$STATE"
	# What the clock asks for of its own is done before anybody looks, as far as it takes no time.
	timeout 20 build/bin/grunnmur --conf "$STATE/conf/worker.conf" worker --until-idle </dev/null >>"$STATE/worker.log" 2>&1 || true
	setsid build/bin/grunnmur --conf "$STATE/conf/worker.conf" worker </dev/null >>"$STATE/worker.log" 2>&1 &
	echo $! >"$STATE/worker.pid"
}

# What is marked as a demo may be removed whole, also after a start that failed; somebody else's folder is never marked.
mark_folder() {
	if [ ! -e "$STATE/demo" ] && [ -n "$(ls -A "$STATE" 2>/dev/null)" ]; then
		echo "$STATE holds something that is no demo. Choose another folder: make demo STATE=/tmp/…" >&2
		exit 1
	fi
	mkdir -p -m 700 "$STATE"
	touch "$STATE/demo"
}

mark_folder
start_mail_server
bash conf/demo/mariadb.sh start "$STATE" $((64 + EMPLOYEES / 50))
write_configuration
if [ -e "$STATE/loaded" ]; then
	GRUNNMUR_CONF=$STATE/conf/admin.conf build/bin/grunnmur migrate
	for account in survey leader hr worker; do     # also one that came with this version
		root -e "CREATE USER IF NOT EXISTS grunnmur_$account@localhost IDENTIFIED BY '$(cat "$STATE/secret/$account")'"
	done
	root <sql/grants.sql
else
	bash conf/demo/load.sh
fi
name_people
bash conf/demo/front_page.sh >"$STATE/www/index.html"
start_web_server
start_worker

cat <<END

Grunnmur runs:  http://127.0.0.1:$PORT/              who is who, and where to begin
                http://127.0.0.1:$PORT/grunnmur/     with a login: any name below, password demo
                http://127.0.0.1:$PORT1/grunnmur/     $PERSON1, employee
                http://127.0.0.1:$PORT2/grunnmur/     $PERSON2, leader
                http://127.0.0.1:$PORT3/grunnmur/     $PERSON3, leader's leader
                http://127.0.0.1:$PORT4/grunnmur/     $PERSON4, HR
                http://127.0.0.1:$PORT5/grunnmur/     $PERSON5, representative
                http://127.0.0.1:$PORT6/grunnmur/     $PERSON6, whom nobody knows
Mails end in    http://127.0.0.1:$PORT/mail/
Its data is in  $STATE   ·   make stop, make demo-reset
END
