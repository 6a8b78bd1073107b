# shellcheck shell=bash disable=SC2034
# aimock: answers OpenAI chat completions from fixtures/.
PORT=4010
READY=/health

launch() {
  unset NODE_OPTIONS AIMOCK_API_KEYS
  exec node node_modules/@copilotkit/aimock/dist/cli.js --host 127.0.0.1 --port "$1" --fixtures fixtures \
    --validate-on-load --metrics --log-level warn
}

seen() { [[ -n $1 ]] && node seen.mjs "http://127.0.0.1:$1/metrics"; }
