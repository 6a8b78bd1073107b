# shellcheck shell=bash disable=SC2034
# Restate: a server for durable calls, with two agents behind it (service.mjs). Of the port given, the next one is its admin API,
# the one after its metrics, and the one after that the agents.
PORT=3501
READY=/restate/health
STATE=(.work)

launch() {
  local port=$1 server
  server=$(node -p '`node_modules/@restatedev/restate-server-${process.platform}-${process.arch}/bin/restate-server`')
  unset NODE_OPTIONS
  node --import ./polyfill.mjs service.mjs $((port + 3)) &
  export DO_NOT_TRACK=1 RESTATE_DISABLE_TELEMETRY=true RESTATE_LISTEN_MODE=tcp RESTATE_BASE_DIR=.work
  export RESTATE_BIND_IP=127.0.0.1 RESTATE_ADVERTISED_HOST=127.0.0.1 RESTATE_BIND_PORT=$((port + 2))
  export RESTATE_INGRESS__BIND_ADDRESS=127.0.0.1:$port RESTATE_ADMIN__BIND_ADDRESS=127.0.0.1:$((port + 1))
  export RESTATE_ROCKSDB_TOTAL_MEMORY_SIZE="512 MiB" RESTATE_LOG_DISABLE_ANSI_CODES=true
  exec "$server" --no-logo
}

prepare() { node deploy.mjs "http://127.0.0.1:$(($1 + 1))" "http://127.0.0.1:$(($1 + 3))"; }

seen() { [[ -n $1 ]] && node seen.mjs "http://127.0.0.1:$(($1 + 2))/metrics"; }
