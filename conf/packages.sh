#!/bin/bash
# Installs the Debian packages of packages.txt that are missing: packages.sh build demo test long. Starts no service.
set -euo pipefail
cd "$(dirname "$0")"

sudo=; [ "$(id -u)" = 0 ] || sudo=sudo
policy=/usr/sbin/policy-rc.d

installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

missing=()
while read -r group package program; do
	[[ " $* " == *" $group "* ]] || continue
	installed "$package" && continue
	[ -n "$program" ] && command -v "$program" >/dev/null && continue
	missing+=("$package")
done < <(grep -v '^#' packages.txt)

if [ ${#missing[@]} -gt 0 ]; then
	echo "Installing ${missing[*]}"
	[ -z "$sudo" ] || command -v sudo >/dev/null || { echo "Missing: ${missing[*]}. Install them as root, or install sudo." >&2; exit 1; }

	# A package must not start its service: what runs on this machine is not ours to change.
	[ -e $policy ] || trap '$sudo rm -f $policy' EXIT
	[ -e $policy ] || printf '#!/bin/sh\nexit 101\n' | $sudo install -m 755 /dev/stdin $policy
	$sudo apt-get update -qq
	$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
	for service in lighttpd nginx; do       # nor when the machine starts the next time
		[[ " ${missing[*]} " == *" $service "* ]] || continue
		$sudo update-rc.d "$service" disable >/dev/null 2>&1 || true
		$sudo deb-systemd-helper disable "$service.service" >/dev/null 2>&1 || true
	done
fi

# Older ones can be made to overwrite memory by one hostile parameter (CVE-2025-23016).
if [[ " $* " == *" build "* ]] && ! dpkg --compare-versions "$(dpkg-query -W -f '${Version}' libfcgi-dev)" ge 2.4.2-2+deb12u1; then
	echo "libfcgi-dev is older than 2.4.2-2+deb12u1: apt-get update && apt-get install libfcgi-dev" >&2
	exit 1
fi
