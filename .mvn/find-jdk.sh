# SPDX-License-Identifier: Apache-2.0
# To be sourced by bash. Defines find_jdk, which sets JAVA25 to the java of a JDK 25 or newer and JDK25_HOME to
# its directory, or prints one line that says what is missing and returns 1.
# It reads the "release" file of each candidate and starts no Java.

# Succeeds if the directory $1 holds a JDK (with javac) of version 25 or newer.
serval_is_jdk25() {
  local line version=
  [[ -x $1/bin/java && -x $1/bin/javac && -r $1/release ]] || return 1
  while IFS= read -r line || [[ -n $line ]]; do
    if [[ $line == JAVA_VERSION=* ]]; then
      version=${line#JAVA_VERSION=}
      version=${version//[\"$'\r']/}
      break
    fi
  done <"$1/release"
  version=${version%%[!0-9]*}
  [[ -n $version ]] && ((10#$version >= 25))
}

find_jdk() {
  local home java
  JAVA25= JDK25_HOME=

  if [[ -n ${JAVA_HOME:-} ]] && serval_is_jdk25 "$JAVA_HOME"; then
    JDK25_HOME=$JAVA_HOME
  fi
  if [[ -z $JDK25_HOME ]] && java=$(type -P java); then
    # macOS before 12.3 has no readlink -f; its /usr/bin/java is a stub anyway.
    java=$(readlink -f "$java" 2>/dev/null) || java=
    home=${java%/bin/java}
    if [[ -n $java ]] && serval_is_jdk25 "$home"; then
      JDK25_HOME=$home
    fi
  fi
  if [[ -z $JDK25_HOME ]]; then
    for home in /usr/lib/jvm/* /usr/java/* \
      "${SDKMAN_DIR:-${HOME:-}/.sdkman}"/candidates/java/* "${HOME:-}"/.jdks/* \
      {"${HOME:-}",}/Library/Java/JavaVirtualMachines/*/Contents/Home \
      {/opt/homebrew,/usr/local}/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
      if serval_is_jdk25 "$home"; then
        JDK25_HOME=$home
        break
      fi
    done
  fi
  if [[ -z $JDK25_HOME && -x /usr/libexec/java_home ]]; then
    home=$(/usr/libexec/java_home -v 25+ 2>/dev/null) && serval_is_jdk25 "$home" && JDK25_HOME=$home
  fi

  if [[ -z $JDK25_HOME ]]; then
    printf '%s\n' "Serval needs a JDK 25 or newer and found none in JAVA_HOME (${JAVA_HOME:-not set}), PATH, /usr/lib/jvm, SDKMAN or macOS's java_home; install one, or set JAVA_HOME to its directory." >&2
    return 1
  fi
  JAVA25=$JDK25_HOME/bin/java
}
