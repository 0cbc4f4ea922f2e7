#!/bin/bash
# sqlmap at level 3 on every address of the route tables, and on one that is planted.
exec python3 tests/long/sqlmap.py
