#!/bin/bash
# Files of 30,000 people: one with every kind of fault, one in which everybody is changed.
set -uo pipefail
bash conf/demo/stop.sh
rm -rf "$STATE"
EMPLOYEES=30000 bash conf/demo/start.sh >&2 || exit 1
exec python3 tests/long/people_import.py
