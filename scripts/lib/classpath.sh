# Sourced by scripts that start our classes: sets `java` and `classpath`, and builds what is stale where `root` is a checkout.
# Further source folders to watch are arguments. With `tests=no` the simulations are left out, which most commands do not need; with `tests=all` our own tests are there, too.

not_run() { # whatever cannot be run ends with 2
  echo "$1" >&2
  exit 2
}

java=java
if [[ -n ${JAVA_HOME:-} ]]; then
  java="$JAVA_HOME/bin/java"
  [[ -x $java ]] || not_run "JAVA_HOME is $JAVA_HOME, and there is no program bin/java in it: Java 17 or newer is needed"
  version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$JAVA_HOME/release" 2>/dev/null || true)
  [[ -z $version || $version -ge 17 ]] || not_run "JAVA_HOME is $JAVA_HOME, a Java ${version}: Java 17 or newer is needed"
elif ! command -v java >/dev/null; then
  not_run "there is no java in PATH and no JAVA_HOME: Java 17 or newer is needed"
fi

# Newer JVMs warn of what Netty, JNA, SQLite and Scala do.
quiet=()
release=$(dirname "$(readlink -f "$(command -v "$java")")")/../release
version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$release" 2>/dev/null || true)
[[ ${version:-0} -lt 24 ]] || quiet=(--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow)

[[ $root != *:* ]] || not_run "the path $root has a colon, which separates the entries of a class path: move it"

if [[ ! -f "$root/pom.xml" ]]; then # a distribution
  [[ -d "$root/lib" ]] || not_run "there is neither a pom.xml nor a folder lib in $root: this is no checkout and no distribution"
  classpath="$root/conf:$root/lib/*"
  return 0
fi

# Built on first use, and again when the build or a source has changed.
fresh() { # FILE SOURCE…
  local built=$1
  shift
  [[ -f $built && -z $(find "$root/pom.xml" "$root/src/main" "$root/scenarios" "$root/feeders" "$root/conf" "$@" -newer "$built" -print -quit) ]]
}
# Of two that would build at once in one checkout, each would take the other's classes away: the second waits, and finds it built. Maven asks nobody.
built() { # FILE GOAL WHAT SOURCE…
  local built=$1 goal=$2 what=$3
  shift 3
  classpath_file=$built
  fresh "$built" "$@" && return
  local lock="$root/target/.build.lock"
  mkdir -p "$root/target" 2>/dev/null || true
  [[ -w "$root/target" ]] || not_run "$what must be built, and $root/target cannot be written: build it where it can be, or use a distribution (mvn -P dist package)"
  if command -v flock >/dev/null && { [[ -w $lock ]] || : >"$lock"; } 2>/dev/null; then
    exec 9>>"$lock"
    flock -n 9 || { echo "waiting for another build in this checkout to end …" >&2 && flock 9; }
  fi
  if [[ $built == "$main_only" ]] && fresh "$everything" "$root/simulations"; then # by whom we waited for
    classpath_file=$everything
  else
    fresh "$built" "$@" || build "$built" "$goal" "$what"
  fi
  exec 9>&-
}
build() { # FILE GOAL WHAT
  echo "building $3 into target/, by mvn $2: the first time this takes a minute or two …" >&2
  local maven=mvn
  command -v mvn >/dev/null || maven="$root/mvnw"
  # A signal to this script alone ends the build as well.
  trap 'end_build 130' INT
  trap 'end_build 143' TERM
  trap 'end_build 129' HUP
  touch "$1.started" 2>/dev/null || true
  (cd "$root" && exec "$maven" -q -B "${profile[@]}" "$2" dependency:build-classpath -Dmdep.outputFile="$1.next" >&2) &
  building=$!
  wait "$building" || not_run "Orchestress could not be built, see above; nothing was run"
  trap - INT TERM HUP
  touch -r "$1.started" "$1.next" 2>/dev/null || true # what is changed while it is built is built again
  rm -f "$1.started"
  mv "$1.next" "$1" || not_run "target/ cannot be written; nothing was run"
}
end_build() { # STATUS
  [[ -z ${building:-} ]] || kill "$building" 2>/dev/null || true
  wait
  exit "$1"
}
profile=(-P '!checks') # without what only tests need
everything="$root/target/orchestress.classpath"
main_only="$root/target/orchestress.main.classpath"
with_tests="$root/target/orchestress.tests.classpath"
if [[ ${tests:-} == all ]]; then
  profile=(-Derrorprone.skip=true)
  built "$with_tests" process-test-classes "Orchestress, the simulations and the tests" "$root/simulations" "$@"
elif fresh "$everything" "$root/simulations"; then
  classpath_file=$everything
elif [[ ${tests:-} == no ]]; then
  built "$main_only" process-test-resources "Orchestress without its simulations"
else
  built "$everything" test-compile "Orchestress and the simulations" "$root/simulations"
fi
classpath="$root/target/test-classes:$root/target/classes:$(<"$classpath_file")"
