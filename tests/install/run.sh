#!/bin/bash
# `npm run test:install`: installs the bundle on fresh machines without a network and tries what people do wrong (some minutes).
#
#   tests/install/run.sh [--only NAME]… [ARCHIVE]     ARCHIVE: of `npm run bundle`; without one it is made first. Needs root.
#
# The machines are debootstrap roots with their own systemd (machine.sh). Each case is a file of its own below cases/.
set -euo pipefail
HERE=$(dirname "$(readlink -f "$0")")
ROOT=$(dirname "$(dirname "$HERE")")
only='' archive=''
while [ $# -gt 0 ]; do
  case $1 in --only) only="$only $2 " && shift ;; *) archive=$1 ;; esac
  shift
done
[ "$(id -u)" = 0 ] || { echo 'The machines need root: sudo npm run test:install' >&2; exit 1; }
# shellcheck source=tests/install/machine.sh
. "$HERE/machine.sh"
# shellcheck source=tests/install/support.sh
. "$HERE/support.sh"

if [ -z "$archive" ]; then
  (cd "$ROOT" && node scripts/bundle.mjs)
  archive=$(ls "$ROOT"/release/*.tar.gz)
fi
machine_base
mkdir -p "$ROOTS/shared"
rm -rf "$ROOTS"/shared/*
tar -C "$ROOTS/shared" -xzf "$archive"
BUNDLE=$(ls -d "$ROOTS"/shared/*/)
BUNDLE=${BUNDLE%/}
for program in learner.mjs participants.ts; do
  "$ROOT/node_modules/.bin/esbuild" "$HERE/$program" --bundle --platform=node --format=cjs --tsconfig="$ROOT/tsconfig.json" \
    --outfile="$ROOTS/shared/${program%.*}.cjs" --log-level=warning
done

passed=0 failed='' name=''
# An interrupted run leaves no machine behind.
trap 'machine_stop "$name"' EXIT
trap 'exit 130' INT TERM
# check SENTENCE CMD…: one expectation.
check() {
  local sentence=$1
  shift
  if "$@" >"$ROOTS/check.log" 2>&1; then
    passed=$((passed + 1))
    echo "  ok      $sentence"
  else
    failed="$failed; $sentence"
    echo "  NOT OK  $sentence"
    tail -n 15 "$ROOTS/check.log" | sed 's/^/          /'
  fi
}

for file in "$HERE"/cases/*.sh; do
  name=$(basename "$file" .sh)
  if [ -n "$only" ] && [[ $only != *" $name "* ]]; then continue; fi
  echo "$name: $(sed -n '2s/^# //p' "$file")"
  rm -rf "${ROOTS:?}/$name"
  started=$SECONDS
  # shellcheck disable=SC1090
  . "$file"
  machine_stop "$name"
  rm -rf "${ROOTS:?}/$name"
  echo "  $((SECONDS - started)) s"
done
rm -rf "$ROOTS/shared"
if [ -n "$failed" ]; then echo "FAILED${failed#;}" && exit 1; fi
echo "$passed passed"
