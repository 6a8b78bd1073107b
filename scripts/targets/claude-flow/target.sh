# shellcheck shell=bash disable=SC2034
# claude-flow (ruflo), as published, with its MCP server over HTTP and its two rate limiters. lib/count.cjs counts.
PORT=3301
READY=/health
NPM_FLAGS=(--omit=optional)
STATE=(work)

launch() {
  unset NODE_OPTIONS ANTHROPIC_API_KEY OPENAI_API_KEY
  mkdir -p work/home
  cd work
  HOME=$PWD/home exec node --require ../../lib/count.cjs ../node_modules/claude-flow/bin/cli.js \
    mcp start -t http --host 127.0.0.1 -p "$1"
}

seen() { [[ -n $1 ]] && node ../lib/seen.mjs "http://127.0.0.1:$1/__seen"; }
