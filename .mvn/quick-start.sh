# SPDX-License-Identifier: Apache-2.0
# To be sourced by bash, after find-jdk.sh and find_jdk. Defines quick_start CACHE STAMP JAVA_ARGUMENT... and
# newer_classes EXAMPLES COPY STAMP JAR.

# Sets START_FLAGS to the flags that make a short run of Java short (docs/startup.md has the numbers). One of them
# is a cache of loaded classes, CACHE: if it is missing or older than STAMP, java runs once
# with JAVA_ARGUMENT... to make it. Whatever goes wrong there, the program then starts without: never a message.
quick_start() {
  local cache=$1 stamp=$2
  shift 2
  # What the JVM says about a cache it cannot use is of no use to whoever runs the program.
  START_FLAGS=(-Xlog:aot=off -Xlog:cds=off)
  # Two collectors named are an error, and the user's goes first.
  case "${JAVA_TOOL_OPTIONS:-} ${JDK_JAVA_OPTIONS:-} ${_JAVA_OPTIONS:-}" in
  *GC*) return ;;
  esac
  START_FLAGS+=(-XX:+UseSerialGC)
  if serval_older "$cache" "$stamp" && serval_older "$cache.tried" "$stamp"; then
    serval_record "$cache" "${START_FLAGS[@]}" "$@"
  fi
  if ! serval_older "$cache" "$stamp"; then
    START_FLAGS+=(-XX:AOTCache="$cache")
  fi
}

# Copies JAR to COPY in a format that the cache takes, if that was not tried since STAMP. EXAMPLES holds the
# program. Whatever goes wrong, more than one JAR included, there is no COPY then.
newer_classes() {
  local examples=$1 copy=$2 stamp=$3 jar=$4
  serval_older "$copy.tried" "$stamp" || return 0
  (
    # Whoever comes meanwhile waits: the cache below is made for one class path.
    if type -P flock >/dev/null; then
      exec 9>"$copy.lock" && flock 9 || exit 0
      serval_older "$copy.tried" "$stamp" || exit 0
    fi
    unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS
    rm -f "$copy"
    (($# == 4)) && "$JAVA25" -cp "$examples" dev.serval.examples.launch.NewerClasses "$jar" "$copy" 9>&-
    rm -f "$copy.new"
    touch "$copy.tried"
  ) </dev/null >/dev/null 2>&1
}

# Succeeds if file $1 is missing, or older than $2 or than the JDK.
serval_older() {
  [[ ! -e $1 || $2 -nt $1 || $JDK25_HOME/release -nt $1 ]]
}

serval_record() {
  local cache=$1
  shift
  [[ -t 2 ]] && echo "preparing quick starts (once) ..." >&2
  (
    # If someone else is at it, do without.
    if type -P flock >/dev/null; then
      exec 9>"$cache.lock" && flock -n 9 || exit 0
    fi
    unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS
    rm -f "$cache" && touch "$cache.tried" || exit 0
    "$JAVA25" -XX:AOTCacheOutput="$cache.new" "$@" 9>&- && mv "$cache.new" "$cache"
    rm -f "$cache.new"*
  ) </dev/null >/dev/null 2>&1
}
