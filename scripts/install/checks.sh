# shellcheck shell=bash
# What must hold before anything is changed. Each failure is one sentence (texts.sh) with its remedy.

# Is this a running system (and not a chroot in which an image is being made)? As sd_booted(3) asks.
booted() { [ -d /run/systemd/system ]; }

check_system() {
  command -v apt-get >/dev/null || die no_apt
  command -v systemctl >/dev/null || die no_systemd
}

# A field of BUNDLE.json. No jq yet at this point.
bundle_fact() { sed -n "s/^  \"$1\": \"\\(.*\\)\",\\{0,1\\}\$/\\1/p" "$SOURCE/BUNDLE.json"; }

# Only a clock that is behind can be known for sure: nothing is older than what was made later.
check_clock() {
  local made
  made=$(stat -c %Y "$SOURCE/package.json")
  if [ -f "$SOURCE/BUNDLE.json" ]; then made=$(date -d "$(bundle_fact builtAt)" +%s); fi
  if [ "$(date +%s)" -lt $((made - 86400)) ]; then warn clock "$(date +%F)" "$(date -d "@$made" +%F)"; fi
}

check_source() {
  if [ -f "$SOURCE/BUNDLE.json" ]; then
    local bad machine
    bad=$(cd "$SOURCE" && sha256sum --quiet -c SHA256SUMS 2>/dev/null | head -3 | tr '\n' ' ') || true
    [ -z "$bad" ] || die damaged "$bad"
    case $(uname -m) in x86_64) machine=x64 ;; aarch64) machine=arm64 ;; *) machine=$(uname -m) ;; esac
    [ "$machine" = "$(bundle_fact arch)" ] || die architecture "$(bundle_fact arch)" "$machine"
  else
    [ -f "$SOURCE/package-lock.json" ] || die source "$SOURCE"
  fi
}

# MB that the packages, the application and the images need beside what is there.
check_space() {
  local application=2500 engine=0 images=200
  if [ -f "$SOURCE/BUNDLE.json" ]; then application=$(du -sm --exclude=debs "$SOURCE" | cut -f1); fi
  if [ -L $OPT/current ] && [ "$(bundle_id)" = "$(readlink $OPT/current)" ]; then application=10; fi
  if command -v dockerd >/dev/null; then images=50; else engine=500; fi
  free_at_least /opt $((application + 50))
  free_at_least /var $((engine + images))
}

free_at_least() {
  local free
  free=$(df -Pm "$1" | awk 'NR == 2 { print $4 }')
  [ "$free" -ge "$2" ] || die space "$1" "$free" "$2"
}

# Taken by somebody else: our own service may hold it.
check_port() {
  local ours=''
  if booted && systemctl is-active --quiet kulissen; then ours=$(sed -n 's/^PORT=//p' $ETC/settings 2>/dev/null); fi
  [ "$ours" != "$port" ] || return 0
  if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then die port_taken "$port" $((port + 1)); fi
}

engine_version() { timeout 10 docker version --format '{{.Server.Version}}' 2>/dev/null; }

# 20.10 is the first engine with the API (1.41) that the lab speaks.
check_engine() {
  local version major minor
  version=$(engine_version) || die engine_down
  IFS=.- read -r major minor _ <<<"$version"
  if [ "$major" -lt 20 ] || { [ "$major" = 20 ] && [ "$minor" -lt 10 ]; }; then die engine_old "$version"; fi
  if [ "$(cat /proc/sys/net/ipv4/ip_forward)" = 0 ]; then warn forwarding; fi
}
