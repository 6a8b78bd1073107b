# shellcheck shell=bash disable=SC2034
# No server but clients: BackendClientsTest runs check.mjs against the scripted backend. Installed like a target, never started.
PORT=0

launch() {
  echo "provider-clients are clients, not a target" >&2
  exit 2
}

seen() { :; }
