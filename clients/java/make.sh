#!/usr/bin/env bash
# Builds clients/java/build/molva.jar and runs the tests of the library, where a JDK of 17 or newer is; else says so.
# With a folder, absolute, only the jar is built, and into that folder.
set -euo pipefail
cd "$(dirname "$0")"

NEEDED=17
build=${1:-build}

skip() {
  echo "  The Java client is skipped: $1"
  exit 0
}

bin=${JAVA_HOME:+$JAVA_HOME/bin/}
command -v "${bin}javac" >/dev/null && command -v "${bin}jar" >/dev/null || skip "no JDK (javac, jar) on the PATH or in JAVA_HOME."
version=$("${bin}javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p')
[ "${version:-0}" -ge "$NEEDED" ] || skip "its JDK has to be $NEEDED or newer, and this one is ${version:-unknown}."

# A compiler that lives for seconds is faster when it does not optimize itself.
quick=(-J-XX:TieredStopAtLevel=1 -J-XX:+UseSerialGC)
strict=(--release "$NEEDED" -encoding UTF-8)
# Newer compilers know warnings that this one does not.
[ "$version" != "$NEEDED" ] || strict+=(-Xlint:all -Xdoclint:all,-missing -Werror)

rm -rf "$build/classes" "$build/tests"
mkdir -p "$build/classes" "$build/tests"
find src generated -name '*.java' >"$build/sources"
"${bin}javac" "${quick[@]}" "${strict[@]}" -d "$build/classes" "@$build/sources"
for folder in src generated; do
  (cd "$folder" && tar -cf - $(find . -name '*.properties')) | tar -xf - -C "$build/classes"
done
"${bin}jar" --create --file "$build/molva.jar" --main-class molva.console.Main -C "$build/classes" .
[ $# -eq 0 ] || exit 0

find tests -name '*.java' >"$build/test-sources"
"${bin}javac" "${quick[@]}" "${strict[@]}" -cp "$build/classes" -d "$build/tests" "@$build/test-sources"
"${bin}java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -ea -cp "$build/molva.jar:$build/tests" molva.testing.RunTests ../../contract
