# shellcheck shell=bash disable=SC2034
# The A2A server of the Java SDK on Quarkus: version 0.3, JSON-RPC, a deterministic agent. Needs Maven and a JDK of 17 or newer.
PORT=3202
READY=/.well-known/agent-card.json
SOURCES=(pom.xml src)

build() { mvn -B -q clean package; }

launch() {
  local java=java
  [[ -z ${JAVA_HOME:-} ]] || java="$JAVA_HOME/bin/java"
  exec "$java" -Xmx256m -Dquarkus.http.port="$1" -jar target/server-runner.jar
}

seen() { [[ -n $1 ]] && node ../a2a-js/seen.mjs "http://127.0.0.1:$1/seen"; }
