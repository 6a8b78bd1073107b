# shellcheck shell=bash disable=SC2034
# Conductor OSS: a workflow engine and agent runtime in one jar of 458 MB, which needs Java 21 or newer.
# CONDUCTOR_JAVA_HOME: which Java. CONDUCTOR_MODEL_URL: the OpenAI-compatible server behind its agents (default: aimock on its port).
PORT=3401
READY=/health
STATE=(.work/state)
START_SECONDS=180
CONDUCTOR_VERSION=3.32.3

# The first Java that is new enough: of the variables, of the path, of the usual folder.
new_java() {
  local home version
  for home in "${CONDUCTOR_JAVA_HOME:-}" "${JAVA_HOME:-}" $(env | sed -n 's/^JAVA_HOME_[^=]*=//p') \
    "$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")" /usr/lib/jvm/*; do
    [[ -n $home && -r $home/release && -x $home/bin/java ]] || continue
    version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$home/release")
    if ((${version:-0} >= 21)); then
      echo "$home/bin/java"
      return
    fi
  done
  echo "no Java 21 or newer: set CONDUCTOR_JAVA_HOME" >&2
  return 1
}

fetch() {
  if [[ -e .work/server.jar ]]; then
    echo "$NAME is installed"
    return
  fi
  mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy -DoutputDirectory=.work -Dmdep.useBaseVersion=true \
    -Dartifact=org.conductoross:conductor-server:$CONDUCTOR_VERSION:jar:boot >&2
  mv .work/conductor-server-$CONDUCTOR_VERSION-boot.jar .work/server.jar
  echo "$NAME installed"
}

launch() {
  local java dir=$PWD
  java=$(new_java)
  mkdir -p .work/state
  cd .work/state # it makes its database here
  unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS
  export OPENAI_API_KEY=mock
  exec "$java" -Xmx1g -jar "$dir/.work/server.jar" --server.address=127.0.0.1 --server.port="$1" \
    --conductor.grpc-server.enabled=false --conductor.ai.openai.base-url="${CONDUCTOR_MODEL_URL:-http://127.0.0.1:4010}"
}

prepare() { node prepare.mjs "http://127.0.0.1:$1"; }

seen() { [[ -n $1 ]] && node seen.mjs "http://127.0.0.1:$1"; }
