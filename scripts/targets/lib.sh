# shellcheck shell=bash
# What install, start, stop and seen share. Sourced, never run. Linux only: it reads /proc and uses setsid and flock.
#
# A target is a directory beside this file with a target.sh that sets
#   PORT        default port          READY       path that answers 200 once the server serves
#   NPM_FLAGS   extra flags of npm ci STATE       what the server leaves behind, relative to its directory
#   START_SECONDS  how long it may take to be ready, unless TARGETS_START_SECONDS says otherwise (60)
# and defines
#   launch PORT   replaces the shell by the server, bound to 127.0.0.1; runs in the target's directory
#   seen   PORT   prints "name count" lines; also runs there, LOG is the server's log
# and may define
#   fetch         installs it, where that is not npm's work; prints what it did, quick when it is there already
#   prepare PORT  makes a server that has just become ready fit for load, such as registering what it is to run

set -euo pipefail
here=$(cd -P "$(dirname "${BASH_SOURCE[0]}")" && pwd)
out=$(cd -P "$here/../.." && pwd)/target/targets
me=$(basename "$0")

die() { # STATUS MESSAGE
  printf '%s: %s\n' "$me" "$2" >&2
  exit "$1"
}

known() {
  local file names=()
  for file in "$here"/*/target.sh; do names+=("$(basename "$(dirname "$file")")"); done
  printf '%s' "${names[*]}"
}

# Reads the target's settings; ends the script with 2 when it or something it needs is missing.
load() { # NAME
  [[ $1 =~ ^[a-z0-9-]+$ && -f $here/$1/target.sh ]] || die 2 "unknown target '$1' (known: $(known))"
  # shellcheck disable=SC2034
  NAME=$1 DIR=$here/$1 LOG=$out/$1.log PORT='' READY=/ NPM_FLAGS=() STATE=() START_SECONDS=60
  unset -f fetch prepare
  # shellcheck source=/dev/null
  source "$DIR/target.sh"
  mkdir -p "$out" || die 1 "cannot create $out"
}

need_node() {
  local tool version
  for tool in node npm setsid flock; do
    command -v "$tool" >/dev/null || die 2 "$tool is missing (needed: node 20 or newer with npm, util-linux)"
  done
  version=$(node -p 'process.versions.node' 2>/dev/null) || die 2 "node does not run"
  ((${version%%.*} >= 20)) || die 2 "node $version is too old (needed: 20 or newer)"
}

# One install, start or stop of a target at a time; the lock ends with the script that holds it.
lock() {
  exec 9>"$out/$NAME.lock"
  flock -w 300 9 || die 1 "another script has been busy with $NAME for 5 minutes"
}

# npm ci, unless the modules already are those of package-lock.json; only success is remembered. INSTALLED: what was done.
install_modules() {
  if declare -F fetch >/dev/null; then
    # shellcheck disable=SC2034
    INSTALLED=$(cd "$DIR" && fetch) || die 1 "$NAME could not be installed"
    return
  fi
  local lock_sum stamp=$DIR/node_modules/.orchestress-installed log=$out/$NAME.install.log began=$SECONDS
  lock_sum=$(cksum <"$DIR/package-lock.json") || die 1 "$DIR/package-lock.json cannot be read"
  if [[ -f $stamp && $(<"$stamp") == "$lock_sum" ]]; then
    # shellcheck disable=SC2034
    INSTALLED="$NAME is installed"
    return
  fi
  (cd "$DIR" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error "${NPM_FLAGS[@]}") </dev/null >"$log" 2>&1 9>&- ||
    die 1 "npm ci of $NAME failed, see $log"
  echo "$lock_sum" >"$stamp"
  # shellcheck disable=SC2034
  INSTALLED="$NAME installed in $((SECONDS - began)) s"
}

# The processes we started for this target, found by the mark in their environment: no reused pid, no pid file from before a
# reboot makes us end a stranger, and what lost its pid file (mvn clean) is still found. Zombies have no environment.
ours() {
  local file
  while read -r file; do
    file=${file#/proc/}
    echo "${file%/environ}"
  done < <(grep -slzxF "ORCHESTRESS_TARGET=$DIR" /proc/[0-9]*/environ)
}

running_pid() {
  [[ -f $out/$NAME.pid ]] && cat "$out/$NAME.pid"
  return 0
}

listening() { # PORT
  (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

# A process that exits loses its environment before its sockets: it is gone when it is reaped, or a zombie without other threads.
gone() { # PID
  local line tasks
  { read -r line <"/proc/$1/stat"; } 2>/dev/null || return 0
  tasks=("/proc/$1/task/"*)
  [[ ${line##*) } == [ZX]* && ${#tasks[@]} -le 1 ]]
}

# Sends SIGNAL to every process of ours and waits until all are gone; status 1: some are left after SECONDS.
end_with() { # SIGNAL SECONDS
  local pids pid deadline=$((SECONDS + $2))
  mapfile -t pids < <(ours)
  ((${#pids[@]} > 0)) || return 0
  kill "-$1" "${pids[@]}" 2>/dev/null || true
  for pid in "${pids[@]}"; do
    while ! gone "$pid"; do
      ((SECONDS < deadline)) || return 1
      sleep 0.05
    done
  done
  [[ -z $(ours) ]]
}

# Ends the server with all its children, politely first, and removes pid files and state. Nothing running is fine.
end_all() {
  local left
  end_with TERM 10 || end_with KILL 5 || die 1 "$NAME does not end (pids: $(ours | tr '\n' ' '))"
  rm -f "$out/$NAME.pid" "$out/$NAME.port"
  for left in "${STATE[@]}"; do rm -rf "${DIR:?}/${left:?}"; done
}
