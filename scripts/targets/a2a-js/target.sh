# shellcheck shell=bash disable=SC2034
# The A2A server of the JavaScript SDK: versions 1.0 and 0.3, JSON-RPC, a deterministic agent.
PORT=3201
READY=/.well-known/agent-card.json

launch() {
  unset NODE_OPTIONS
  exec node server.mjs "$1"
}

seen() { [[ -n $1 ]] && node ../lib/seen.mjs "http://127.0.0.1:$1/seen"; }
