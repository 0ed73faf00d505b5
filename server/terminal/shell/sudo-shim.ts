// The lessons say `sudo docker …`. Where a machine has no sudo, root can do without; this stands in for it, and says so otherwise.

/**
 * A POSIX script with sudo's common options. It runs the command as the user it was started by, which must be root;
 * what it can't do honestly (another user, not being root) it refuses.
 */
export const SUDO_SHIM = `#!/bin/sh
# Stands in for sudo on a machine that has none. Written by Kulissen; removed from PATH with it.
fail() { printf 'sudo: %s\\n' "$1" >&2; exit 1; }
as_user() { case $1 in root|'#0') ;; *) fail "sudo is not installed here; the stand-in can only run commands as root, not as $1" ;; esac; }
usage() { printf 'usage: sudo [-n] [-E] [-H] [-u root] [VAR=value] command [argument ...]\\n' >&2; exit 1; }

shell=
login=
while [ $# -gt 0 ]; do
  case $1 in
    --) shift; break ;;
    -u|--user) [ $# -gt 1 ] || usage; as_user "$2"; shift ;;
    --user=*) as_user "\${1#--user=}" ;;
    -u*) as_user "\${1#-u}" ;;
    -i|--login) login=1 shell=1 ;;
    -s|--shell) shell=1 ;;
    -k|-K|-v|--validate|--reset-timestamp|--remove-timestamp) [ $# -gt 1 ] || exit 0 ;;
    --non-interactive|--preserve-env|--preserve-env=*|--set-home|--stdin) ;;
    -h|--help) usage ;;
    -[nEHS]|-[nEHS][nEHS]|-[nEHS][nEHS][nEHS]) ;;
    -*) fail "sudo is not installed here; the stand-in does not know the option $1" ;;
    *) break ;;
  esac
  shift
done
[ "$(id -u)" = 0 ] || fail 'sudo is not installed here, and you are not root. Install sudo, or start Kulissen as a user who may use Docker and leave sudo out.'
while [ $# -gt 0 ]; do
  case $1 in
    [A-Za-z_]*=*)
      case \${1%%=*} in *[!A-Za-z0-9_]*) break ;; esac
      export "$1"; shift ;;
    *) break ;;
  esac
done
if [ -n "$shell" ]; then
  [ -z "$login" ] || cd "$HOME" || exit 1
  if [ $# -gt 0 ]; then exec "\${SHELL:-/bin/sh}" -c '"$@"' sudo "$@"; fi
  exec "\${SHELL:-/bin/sh}"
fi
[ $# -gt 0 ] || usage
SUDO_USER=$(id -un) SUDO_UID=0 SUDO_GID=0
export SUDO_USER SUDO_UID SUDO_GID
command -v -- "$1" >/dev/null 2>&1 || fail "$1: command not found"
exec "$@"
`;
