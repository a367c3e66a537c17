# SPDX-License-Identifier: Apache-2.0
# To be sourced by bash, after find-jdk.sh and find_jdk. Defines build_if_stale ROOT MODULE JAR DEPENDENCY...

# Builds the module MODULE of the checkout ROOT, without checks and tests, if its JAR is missing or anything in
# the sources of MODULE and of the modules DEPENDENCY... is newer than the last such build. Prints Maven's output
# only if it fails.
build_if_stale() {
  local root=$1 module=$2 jar=$3
  shift 3
  local stamp=$root/$module/target/quick/launch.stamp
  serval_stale "$root" "$module" "$jar" "$stamp" "$@" || return 0

  if ! type -P mvn >/dev/null; then
    printf '%s\n' "Serval has to build itself first and found no mvn in PATH; install Maven 3.8.7 or newer." >&2
    return 1
  fi
  mkdir -p "$root/$module/target/quick" || return 1
  (
    # One build at a time, whoever starts it; without flock (macOS) this is left to the user.
    if type -P flock >/dev/null; then
      exec 9>"$root/.mvn/launch.lock" && flock 9
      serval_stale "$root" "$module" "$jar" "$stamp" "$@" || exit 0
    fi
    if [[ -t 2 ]]; then
      if [[ -e $stamp ]]; then
        echo "building Serval (sources have changed) ..." >&2
      else
        echo "building Serval (first run) ..." >&2
      fi
    fi
    # The new stamp is older than anything edited while the build runs.
    started=$(mktemp "${TMPDIR:-/tmp}/serval-build.XXXXXX") && log=$started.log || exit 1
    trap 'rm -f "$started" "$log"' EXIT
    (cd "$root" && JAVA_HOME=$JDK25_HOME mvn -B -ntp -q -Dserval.quick package -pl "$module" -am) 9>&- </dev/null >"$log" 2>&1
    status=$?
    if ((status == 130)); then
      echo "The build was interrupted; the next call begins it anew." >&2
      exit 1
    elif ((status != 0)); then
      cat "$log" >&2
      echo "Serval could not be built; Maven's output is above." >&2
      exit 1
    fi
    mkdir -p "$root/$module/target/quick" && touch -r "$started" "$stamp"
  )
}

serval_stale() {
  local root=$1 module=$2 jar=$3 stamp=$4 name
  shift 4
  [[ -e $stamp && -e $root/$jar ]] || return 0
  local sources=("$root/pom.xml")
  for name in "$module" "$@"; do
    sources+=("$root/$name/pom.xml" "$root/$name/src/main")
  done
  # Directories count too: their time changes when a file in them is deleted.
  [[ -n $(find "${sources[@]}" -newer "$stamp" -print 2>/dev/null | head -n 1) ]]
}
