#!/bin/bash
# Stops the demo of $STATE; its data stays.
set -euo pipefail
. "$(dirname "$0")/process.sh"

STATE=$(realpath -m "$STATE")
end "$STATE/lighttpd.pid" "$STATE"
end "$STATE/worker.pid" "$STATE"
end "$STATE/mail.pid" "$STATE"
bash "$(dirname "$0")/mariadb.sh" stop "$STATE"
