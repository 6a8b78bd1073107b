# shellcheck shell=bash disable=SC2034
# MCP 2026-07-28, and sessions' clients without a session: the official SDK with three tools of ours. lib/count.cjs counts.
PORT=3102
READY=/__seen

launch() {
  unset NODE_OPTIONS
  PORT=$1 exec node --require ../lib/count.cjs server.mjs
}

seen() { [[ -n $1 ]] && node ../lib/seen.mjs "http://127.0.0.1:$1/__seen"; }
