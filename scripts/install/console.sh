#!/bin/sh
# Shows the link above the console's login prompt (agetty reads /run/issue.d), or takes it away. Called by kulissen.service as root.
# Who sits at the console holds the machine anyway; over SSH the link is shown after login only (login.sh).
set -eu
issue=/run/issue.d/kulissen.issue
case ${1-} in
show)
  [ -d /run/issue.d ] || mkdir -m 755 /run/issue.d
  # agetty reads a backslash as the beginning of an escape.
  printf '\nKulissen: %s\n\n' "$(sed 's/\\/\\\\/g' /run/kulissen/link)" >"$issue.new"
  mv -f "$issue.new" "$issue"
  ;;
hide) rm -f "$issue" ;;
*)
  echo 'console.sh show|hide' >&2
  exit 2
  ;;
esac
if command -v agetty >/dev/null; then agetty --reload || true; fi
