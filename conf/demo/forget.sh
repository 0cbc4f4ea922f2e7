#!/bin/bash
# Removes the data of the demo of $STATE, which is stopped; of a folder that is no demo's it removes nothing.
set -euo pipefail

[ -e "$STATE" ] || exit 0
if [ ! -e "$STATE/demo" ] && [ -n "$(ls -A "$STATE")" ]; then
	echo "$STATE holds no demo; nothing was removed." >&2
	exit 1
fi
rm -rf -- "$STATE"
