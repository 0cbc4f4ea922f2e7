#!/bin/bash
# Shows that nobody comes in without the web server's login: check-login.sh https://intranett.example.no/grunnmur
# Each address is asked with no login, with a Basic header nobody checked, and with every header that could be taken for one.
# Expected: 401, 403, or a redirect to the login page of another address; a 403 of the program itself is none of these: it was
# asked, with a name it does not know. To be run after each change of the web server.
set -uo pipefail

base=${1:?the address of the product, such as https://intranett.example.no/grunnmur}
base=${base%/}
failed=0

ask() {   # ask WHAT PATH CURL_OPTIONS…
	local what=$1 path=$2 answer
	shift 2
	answer=$(curl -sk -o /dev/null -m 20 -H 'Accept: application/json' -w '%{http_code} %{redirect_url} %{content_type}' "$@" "$base$path")
	case $answer in
	*application/problem+json*)
	           echo "not ok - $path, $what: the program was asked, and answered ${answer%% *}"; failed=1 ;;
	401*|403*) echo "ok - $path, $what: ${answer%% *}" ;;
	30[2378]*) answer=${answer#* }
	           [[ $answer != "$base"/* ]] && echo "ok - $path, $what: to the login at ${answer%% *}" ||
	               { echo "not ok - $path, $what: redirected inside"; failed=1; } ;;
	*)         echo "not ok - $path, $what: ${answer%% *}, should be 401 or 403"; failed=1 ;;
	esac
}

for program in survey leader hr; do
	for path in "/$program/" "/$program/no-such-page"; do
		ask 'no login' "$path"
		ask 'a Basic header with a wrong password' "$path" -u admin:wrong
		ask 'a Basic header with no password' "$path" -u admin:
		ask 'a bearer token' "$path" -H 'Authorization: Bearer admin'
		for name in Remote-User X-Remote-User Remote_User REMOTE_USER X-Forwarded-User X-Auth-Request-User X_Auth_Request_User \
		    GRUNNMUR_AUTH Grunnmur-Auth Auth-User X-WEBAUTH-USER; do
			ask "header $name" "$path" -H "$name: admin" -H 'GRUNNMUR_AUTH: on'
		done
		ask 'a user in the query' "$path?REMOTE_USER=admin&GRUNNMUR_AUTH=on"
		ask 'a post' "$path" -H 'Sec-Fetch-Site: same-origin' -d 'REMOTE_USER=admin'
	done
done
exit $failed
