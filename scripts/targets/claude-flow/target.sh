# shellcheck shell=bash disable=SC2034
# claude-flow (ruflo), as published, with its MCP server over HTTP and its two rate limiters. lib/count.cjs counts. The lock lacks the
# optional packages of other systems.
PORT=3301
READY=/health
NPM_FLAGS=(--omit=optional)
STATE=(work)

launch() {
  unset NODE_OPTIONS ANTHROPIC_API_KEY OPENAI_API_KEY
  mkdir -p work/home
  cd work
  # No exec: it ends when its parent does, so this shell stays.
  HOME=$PWD/home node --require ../../lib/count.cjs ../node_modules/claude-flow/bin/cli.js \
    mcp start -t http --host 127.0.0.1 -p "$1"
}

seen() { [[ -n $1 ]] && node ../lib/seen.mjs "http://127.0.0.1:$1/__seen"; }
