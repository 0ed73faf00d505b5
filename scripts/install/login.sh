# shellcheck shell=sh
# Shows the lab's link at login, to those in the group `kulissen`; not in the lab's own shells. Placed by scripts/install.sh.
if [ -z "${KULISSEN_LINK_FILE-}" ] && [ -t 1 ] && [ -r /run/kulissen/link ]; then
  printf '\nKulissen: %s\n\n' "$(cat /run/kulissen/link)"
fi
