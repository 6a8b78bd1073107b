# shellcheck shell=bash disable=SC2034
# The LangGraph dev server. LANGGRAPH_JOBS: how many runs it works on at once (default 50); further ones queue as pending.
PORT=2124
READY=/ok
NPM_FLAGS=(--legacy-peer-deps)
STATE=(.langgraph_api)

launch() {
  # Without the loader, --no-reload dies of a bad option. One JSON object per log line, one line per request and answer.
  export LANGGRAPH_NODE_LOADER=tsx/esm LOG_JSON=true LOG_LEVEL=info NO_COLOR=1 BROWSER=none
  export LANGSMITH_TRACING=false LANGCHAIN_TRACING_V2=false LANGGRAPH_CLI_NO_ANALYTICS=1
  unset LANGSMITH_API_KEY LANGCHAIN_API_KEY LANGSMITH_TRACING_V2 LANGCHAIN_TRACING NODE_OPTIONS
  exec node node_modules/@langchain/langgraph-cli/dist/cli/cli.mjs dev --host 127.0.0.1 --port "$1" \
    --no-browser --no-reload -n "${LANGGRAPH_JOBS:-50}"
}

seen() { node seen.mjs "$LOG"; }
