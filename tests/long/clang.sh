#!/bin/bash
# The programs and the unit tests once more, built by clang: its warnings are errors, its sanitizers are on.
set -uo pipefail
make --no-print-directory -j"$(nproc)" CC=clang OUT=build/clang all test-programs >&2 || exit 1
bash conf/demo/mariadb.sh start "$STATE/clang" || exit 1
export GRUNNMUR_TEST_SOCKET=$STATE/clang/mariadb.sock CMOCKA_MESSAGE_OUTPUT=TAP
for test in $(find build/clang/test -type f -executable | sort); do
	"$test" || echo "not ok - $test ended with $?"
done
bash conf/demo/mariadb.sh stop "$STATE/clang"
