# shellcheck shell=bash
# What is placed on the machine. Each part is written only when it differs, so that a second run changes nothing.

# place MODE FILE: stdin becomes FILE, by renaming; one that is the same already is not touched, nor is its folder.
place() {
  local mode=$1 file=$2 wanted new
  wanted=$(cat)
  if [ -f "$file" ] && [ "$(cat "$file")" = "$wanted" ] && [ "$(stat -c %a "$file")" = "${mode#0}" ]; then return 0; fi
  new=$(mktemp "$(dirname "$file")/.kulissen.XXXXXX")
  printf '%s\n' "$wanted" >"$new"
  chmod "$mode" "$new"
  mv -f "$new" "$file"
  changed=yes
}

setting() { sed -n "s/^$1=//p" $ETC/settings 2>/dev/null || true; }

# What a flag says now, else what was chosen before, else the default.
settings() {
  port=${port:-$(setting PORT)}
  port=${port:-3000}
  host=${host:-$(setting HOST)}
  host=${host:-127.0.0.1}
  user=${user:-$(setting LAB_USER)}
  user=${user:-kulissen}
}

# The user is known by its number from here on: systemd and sudo refuse names like müller, numbers they take.
ensure_user() {
  getent group kulissen >/dev/null || groupadd --system kulissen
  if ! id -u -- "$user" >/dev/null 2>&1; then
    [ "$user" = kulissen ] || die no_user "$user"
    useradd --system --gid kulissen --home-dir $DATA --no-create-home --shell /bin/bash kulissen
    changed=yes
  fi
  user_id=$(id -u -- "$user")
  # Whoever installs may read the link, at login.
  local reader
  for reader in "${SUDO_USER-}" "$user"; do
    if [ -z "$reader" ] || [ "$reader" = root ]; then continue; fi
    id -nG -- "$reader" | tr ' ' '\n' | grep -qx kulissen || usermod -aG kulissen -- "$reader"
  done
}

# Only a user that we made, and that is nobody's login.
remove_user() {
  if [ "$(getent passwd kulissen | cut -d: -f6)" = $DATA ]; then userdel kulissen 2>/dev/null || true; fi
  if getent group kulissen >/dev/null; then groupdel kulissen 2>/dev/null || true; fi
}

# In a clone: the same folder that a bundle has, built by the clone's owner, with the images that this engine has or can build.
build_from_clone() {
  local owner build=(node scripts/bundle.mjs --folder --no-engine --no-images)
  owner=$(stat -c %u "$SOURCE/package.json")
  mkdir -p $OPT
  node_for_build
  say building
  if [ "$owner" != 0 ]; then build=(setpriv --reuid "$owner" --regid "$(stat -c %g "$SOURCE/package.json")" --init-groups env "HOME=$(getent passwd "$owner" | cut -d: -f6)" "PATH=$PATH" "${build[@]}"); fi
  (cd "$SOURCE" && "${build[@]}") || die build_failed
  SOURCE=$(ls -d "$SOURCE"/release/*/)
  SOURCE=${SOURCE%/}
  if booted && ! (cd "$SOURCE" && node/bin/node dist/images.mjs --save images >/dev/null); then warn images_later; fi
}

# Version and content, without the time of building: the same content has the same name, another build of a version has another.
bundle_id() { echo "$(bundle_fact version)-$(grep -v '  BUNDLE.json$' "$SOURCE/SHA256SUMS" | sha256sum | cut -c1-12)"; }

# The application, owned by root: the lab's user can't change what it runs.
place_application() {
  local id incoming
  id=$(bundle_id)
  incoming=$OPT/.incoming
  previous=$(readlink $OPT/current 2>/dev/null || true)
  rm -rf $incoming
  if [ ! -d "$OPT/$id" ]; then
    mkdir -p $incoming
    if ! (cd "$SOURCE" && tar -cf - --exclude=./debs .) | tar -C $incoming --no-same-owner -xf -; then
      rm -rf $incoming
      die disk_full $OPT
    fi
    chmod -R u=rwX,go=rX $incoming
    sync -f $incoming
    mv $incoming "$OPT/$id"
  fi
  if [ "$previous" = "$id" ]; then say same "$id"; return 0; fi
  switch_to "$id"
  changed=yes
  say placed "$id"
}

switch_to() {
  ln -sfn "$1" $OPT/.current
  mv -Tf $OPT/.current $OPT/current
}

place_files() {
  local locale from=$OPT/current/scripts/install
  mkdir -p $ETC /etc/sudoers.d /etc/profile.d /usr/local/sbin
  locale=$(setting KULISSEN_LOCALE)
  # By redirection: at the end of a pipe `place` would set `changed` in a shell of its own.
  place 0644 $ETC/settings < <(printf 'PORT=%s\nHOST=%s\nKULISSEN_LOCALE=%s\nLAB_USER=%s\n' "$port" "$host" "${locale:-$LANGUAGE_HERE}" "$user")
  place 0644 $UNIT < <(sed -e "s/@UID@/$user_id/" $from/kulissen.service)
  # The lessons say `sudo ./kubelet`, as on a real node; and whoever speaks to Docker is root anyway.
  place 0440 /etc/sudoers.d/kulissen < <(printf '#%s ALL=(ALL:ALL) NOPASSWD: ALL\n' "$user_id")
  place 0644 /etc/profile.d/kulissen.sh <$from/login.sh
  [ -L /usr/local/sbin/kulissen-setup ] || ln -s $OPT/current/scripts/install.sh /usr/local/sbin/kulissen-setup
}

start_service() {
  if ! booted; then
    systemctl enable --quiet kulissen
    say not_booted
    return 0
  fi
  systemctl is-enabled --quiet kulissen || systemctl enable --quiet kulissen
  if [ -n "$changed" ]; then systemctl daemon-reload && stop_service; fi
  if ! systemctl start kulissen; then roll_back; fi
  remove_older
  show_link
}

# The version that ran before comes back, if there is one.
roll_back() {
  if [ -n "$previous" ] && [ "$previous" != "$(readlink $OPT/current)" ] && [ -d "$OPT/$previous" ]; then
    switch_to "$previous"
    if systemctl start kulissen; then die rolled_back; fi
  fi
  die not_started
}

remove_older() {
  local folder
  for folder in $OPT/*/; do
    folder=$(basename "$folder")
    case $folder in current | build-node | "$(readlink $OPT/current)") ;; *) rm -rf "${OPT:?}/$folder" ;; esac
  done
}

stop_service() { if booted; then systemctl stop kulissen 2>/dev/null || true; fi; }

# `npm run clean` of the installed version: containers by their label, images by theirs, the data folder.
clean_lab() {
  [ -x $OPT/current/node/bin/node ] && [ -d $DATA/data ] || return 0
  (cd $OPT/current && KULISSEN_LOCALE=$LANGUAGE_HERE node/bin/node scripts/clean.mjs --data $DATA/data "$@") || return 1
  # Without an engine it leaves the data: only by the lab's id could its containers still be told apart.
  [ ! -e $DATA/data ]
}

show_link() {
  if booted && [ -r /run/kulissen/link ]; then printf '\n  ' && text link "$(cat /run/kulissen/link)"; fi
}
