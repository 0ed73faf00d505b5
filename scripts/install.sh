#!/bin/bash
# Turns a Debian or Ubuntu machine into a Kulissen lab that starts with the machine: engine, Node.js, a user, a service.
#
#   sudo ./install.sh                 installs, from an unpacked bundle or from a clone; run again, it mends and changes nothing else
#   sudo ./install.sh --upgrade       the same over an older version; files and progress stay
#   sudo ./install.sh --reset         removes the lab's containers, files and progress, and starts anew
#   sudo ./install.sh --uninstall     removes all of ours; Debian packages and everybody else's containers stay
#
#   --port NUMBER      default 3000          --host ADDRESS   default 127.0.0.1
#   --user NAME        an existing user under whom the lab and its shells run; default: a user `kulissen` is made
#
# Every step may be killed and run again: what is placed is placed whole, by renaming.
set -Eeuo pipefail

HERE=$(dirname "$(readlink -f "$0")")
SOURCE=$(dirname "$HERE")
OPT=/opt/kulissen
ETC=/etc/kulissen
DATA=/var/lib/kulissen
UNIT=/etc/systemd/system/kulissen.service
# shellcheck source=scripts/install/texts.sh
. "$HERE/install/texts.sh"
# shellcheck source=scripts/install/checks.sh
. "$HERE/install/checks.sh"
# shellcheck source=scripts/install/packages.sh
. "$HERE/install/packages.sh"
# shellcheck source=scripts/install/parts.sh
. "$HERE/install/parts.sh"

# What nobody foresaw is told too, and may be run again.
trap 'text broken "${BASH_SOURCE[0]##*/}:$LINENO" >&2' ERR

verb=install port='' host='' user='' changed=''

options() {
  while [ $# -gt 0 ]; do
    case $1 in
    --upgrade | --uninstall | --reset) verb=${1#--} ;;
    --port | --host | --user)
      [ -n "${2-}" ] || die value "$1"
      case $1 in --port) port=$2 ;; --host) host=$2 ;; --user) user=$2 ;; esac
      shift
      ;;
    -h | --help) say help && exit 0 ;;
    *) die option "$1" ;;
    esac
    shift
  done
  if [ -n "$port" ] && ! { [[ $port =~ ^[0-9]{1,5}$ ]] && [ "$port" -ge 1 ] && [ "$port" -le 65535 ]; }; then die port_bad "$port"; fi
  if [ -n "$host" ] && ! [[ $host =~ ^[0-9A-Za-z.:-]+$ ]]; then die value "--host $host"; fi
}

# Root, by sudo where there is one; what it may need of the environment goes along.
become_root() {
  [ "$(id -u)" != 0 ] || return 0
  command -v sudo >/dev/null || die no_sudo
  [ -t 0 ] || sudo -n true 2>/dev/null || die no_sudo
  exec sudo --preserve-env=LANG,LC_ALL,http_proxy,https_proxy,no_proxy,npm_config_registry,NODE_EXTRA_CA_CERTS -- bash "$0" "$@"
}

install_all() {
  if [ "$verb" = upgrade ] && ! [ -L $OPT/current ]; then die not_installed; fi
  check_system
  check_clock
  check_source
  check_space
  settings
  check_port
  ensure_packages
  ensure_engine
  ensure_user
  if [ ! -f "$SOURCE/BUNDLE.json" ]; then build_from_clone; fi
  place_application
  place_files
  start_service
}

uninstall_all() {
  [ -e $OPT ] || [ -e $ETC ] || [ -e $UNIT ] || { say nothing; return 0; }
  stop_service
  clean_lab --yes || die clean_failed
  if booted; then systemctl disable --quiet kulissen 2>/dev/null || true; fi
  remove_user
  rm -f $UNIT /etc/systemd/system/multi-user.target.wants/kulissen.service
  rm -f /etc/sudoers.d/kulissen /etc/profile.d/kulissen.sh /usr/local/sbin/kulissen-setup /run/issue.d/kulissen.issue
  rm -rf $OPT $ETC $DATA
  if booted; then systemctl daemon-reload; fi
  say uninstalled
}

reset_lab() {
  [ -L $OPT/current ] || die not_installed
  stop_service
  clean_lab --yes --keep-build || die clean_failed
  if booted; then systemctl start kulissen || die not_started; fi
  say reset_done
  show_link
}

main() {
  options "$@"
  become_root "$@"
  umask 022
  case $verb in
  install | upgrade) install_all ;;
  uninstall) uninstall_all ;;
  reset) reset_lab ;;
  esac
}

main "$@"
