# Sourced by scripts that start our classes: builds what is stale and sets `java` and `classpath`.
# Needs `root`; further source folders to watch are arguments.

# Built on first use, and again when the build or a source has changed.
stale() {
  [[ ! -f $classpath_file ]] || [[ -n $(find "$root/pom.xml" "$root/src/main" "$root/simulations" "$root/scenarios" "$root/conf" "$@" \
    -newer "$classpath_file" -print -quit) ]]
}
classpath_file="$root/target/orchestress.classpath"
if stale "$@"; then
  echo "building …" >&2
  (cd "$root" && mvn -q -B test-compile dependency:build-classpath -Dmdep.outputFile="$classpath_file.next" >&2)
  mv "$classpath_file.next" "$classpath_file"
fi
classpath="$root/target/test-classes:$root/target/classes:$(<"$classpath_file")"
java=java
[[ -z ${JAVA_HOME:-} ]] || java="$JAVA_HOME/bin/java"
