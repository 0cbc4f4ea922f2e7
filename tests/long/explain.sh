#!/bin/bash
# EXPLAIN of every statement that the pages run, on 30,000 people: each reads large tables by an index.
set -uo pipefail
bash conf/demo/stop.sh
rm -rf "$STATE"
EMPLOYEES=30000 bash conf/demo/start.sh >&2 || exit 1
exec python3 tests/long/explain.py
