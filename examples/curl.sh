#!/usr/bin/env bash
# A conversation with nothing but curl: an answer as it is written, taken up again where it broke off.
#   bash examples/curl.sh [http://localhost:8000] ["What you want to say"]
set -euo pipefail
server=${1:-http://localhost:8000}
said=${2:-Tell me something about rivers.}

# The first value of this name in a JSON document.
value() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p" | head -n 1; }

conversation=$(curl --fail --silent --show-error -X POST "$server/v1/conversations" | value id)

# The key makes it safe to send again: the same message is never answered twice.
key=$(date +%s)-$$
content=$(printf '%s' "$said" | sed 's/\\/\\\\/g; s/"/\\"/g')
send() {
  curl --fail --silent --show-error --no-buffer "$server/v1/conversations/$conversation/messages" \
    -H 'Content-Type: application/json' -H "Idempotency-Key: $key" "$@" -d "{\"content\": \"$content\"}"
}

# Whoever hangs up stops nothing. Here the first reader leaves after three events ...
head_of_answer=$(send -H 'Accept: text/event-stream' 2>/dev/null | awk 'BEGIN { RS = ""; ORS = "\n\n" } { print } NR == 3 { exit }' || true)
echo "$head_of_answer"
# An event counts once all of it is here: a cursor from half of one would skip it.
cursor=$(echo "$head_of_answer" | sed -n 's/^id: //p' | tail -n 1)
run=${cursor%:*}

# ... and comes back for the rest, which begins behind the last event that it has.
echo "--- taken up again behind $cursor"
curl --fail --silent --show-error --no-buffer "$server/v1/runs/$run/events" -H "Last-Event-ID: $cursor"

echo "--- the same again, whole"
send
echo
