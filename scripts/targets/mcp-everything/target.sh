# shellcheck shell=bash disable=SC2034
# The reference server of MCP with sessions, as published. It has no counter and no address to bind to: lib/count.cjs has both.
PORT=3101
READY=/__seen

launch() {
  unset NODE_OPTIONS
  PORT=$1 exec node --require ../lib/count.cjs \
    node_modules/@modelcontextprotocol/server-everything/dist/index.js streamableHttp
}

seen() { [[ -n $1 ]] && node ../lib/seen.mjs "http://127.0.0.1:$1/__seen"; }
