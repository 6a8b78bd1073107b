# shellcheck shell=bash disable=SC2034
# The A2A server of the Java SDK on Quarkus: version 0.3, JSON-RPC, a deterministic agent. Needs Maven and a JDK of 17 or newer.
PORT=3202
READY=/.well-known/agent-card.json

fetch() {
  local sum
  sum=$(find pom.xml src -type f -exec cksum {} + | sort)
  if [[ -e .work/server.jar && $(cat .work/built-from 2>/dev/null) == "$sum" ]]; then
    echo "$NAME is installed"
    return
  fi
  mvn -B -q clean package >&2
  mkdir -p .work
  mv target/server-runner.jar .work/server.jar
  echo "$sum" >.work/built-from
  echo "$NAME installed"
}

launch() {
  local java=java
  [[ -z ${JAVA_HOME:-} ]] || java="$JAVA_HOME/bin/java"
  exec "$java" -Xmx256m -Dquarkus.http.port="$1" -jar .work/server.jar
}

seen() { [[ -n $1 ]] && node ../lib/seen.mjs "http://127.0.0.1:$1/seen"; }
