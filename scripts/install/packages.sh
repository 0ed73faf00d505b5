# shellcheck shell=bash
# Debian packages: from the bundle's folder where it has them, else from this machine's own mirrors.

missing_packages() {
  local pair
  for pair in dockerd:docker.io docker:docker.io iptables:iptables sudo:sudo curl:curl jq:jq ps:procps ip:iproute2; do
    PATH=$PATH:/usr/sbin:/sbin command -v "${pair%%:*}" >/dev/null || echo "${pair##*:}"
  done | sort -u
}

ensure_packages() {
  local missing
  missing=$(missing_packages | tr '\n' ' ')
  [ -n "${missing// /}" ] || return 0
  say packages "$missing"
  if [ -n "${http_proxy-}${https_proxy-}" ]; then warn proxy_engine; fi
  # shellcheck disable=SC2086 # a list of names
  install_packages $missing
  changed=yes
}

# The bundle's packages are of one release: on another one they could not be mixed with what is there.
bundled_packages() {
  [ -f "$SOURCE/debs/Packages" ] || return 1
  # shellcheck disable=SC1091
  [ "$(. /etc/os-release && echo "$ID $VERSION_ID")" = "$(bundle_fact debian)" ]
}

install_packages() {
  local log scratch apt=(apt-get -y -q -o APT::Sandbox::User=root)
  log=$(mktemp)
  scratch=$(mktemp -d)
  if bundled_packages; then
    # By a link, because apt can't read a path with spaces from its list.
    ln -s "$SOURCE/debs" "$scratch/debs"
    mkdir -p "$scratch/lists/partial"
    echo "deb [trusted=yes] file:$scratch/debs ./" >"$scratch/list"
    apt+=(-o "Dir::Etc::sourcelist=$scratch/list" -o Dir::Etc::sourceparts=/dev/null -o "Dir::State::lists=$scratch/lists")
  fi
  if { "${apt[@]}" update && DEBIAN_FRONTEND=noninteractive "${apt[@]}" install --no-install-recommends "$@"; } >"$log" 2>&1; then
    rm -rf "$log" "$scratch"
    return 0
  fi
  tail -n 12 "$log" >&2
  rm -rf "$scratch"
  explain_apt "$log" "$*"
}

explain_apt() {
  local log=$1 packages=$2
  if grep -qiE 'not valid yet|is expired|certificate' "$log"; then die packages_clock "$(date +%F)"; fi
  if grep -qi 'no space left' "$log"; then die space /var "$(df -Pm /var | awk 'NR == 2 { print $4 }')" 500; fi
  if grep -qiE 'could not (resolve|connect)|temporary failure|failed to fetch|unable to connect|proxy' "$log"; then
    if [ -n "${http_proxy-}${https_proxy-}" ]; then die packages_proxy "${http_proxy:-$https_proxy}"; fi
    die packages_network
  fi
  die packages_failed "$packages"
}

ensure_engine() {
  if ! booted; then return 0; fi
  if ! engine_version >/dev/null; then
    systemctl enable --quiet --now docker || true
    for _ in $(seq 30); do
      if engine_version >/dev/null; then break; fi
      sleep 1
    done
  fi
  check_engine
}

# Node.js of a clone: the one in the PATH, else Debian's, else one from the npm registry that npm is set to.
node_for_build() {
  if node_fits; then return 0; fi
  say node
  install_packages nodejs npm
  if node_fits; then return 0; fi
  local machine
  case $(uname -m) in aarch64) machine=arm64 ;; *) machine=x64 ;; esac
  npm install --loglevel=error --no-fund --no-audit --no-save --ignore-scripts --prefix $OPT/build-node "node-linux-$machine@22" || die node_failed
  PATH=$OPT/build-node/node_modules/node-linux-$machine/bin:$PATH
  node_fits || die node_failed
}

node_fits() {
  command -v npm >/dev/null || return 1
  node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 9) ? 0 : 1)' 2>/dev/null
}
