# shellcheck shell=bash
# What the cases share. A case runs on the machine `$name`; `$BUNDLE` is the unpacked bundle.

m() { machine_run "$name" "$@"; }

# give_bundle [FOLDER]: the bundle as somebody unpacks it, by default below a path with a space and an umlaut.
give_bundle() {
  local folder=${1:-/home/müller/Meine Dateien}
  mkdir -p "$ROOTS/$name$folder"
  cp -al "$BUNDLE" "$ROOTS/$name$folder/bundle"
}

# A user as an installer of Debian makes it, who may use sudo without being asked.
give_user() {
  m useradd --badname --create-home --shell /bin/bash müller
  echo 'müller ALL=(ALL) NOPASSWD: ALL' >"$ROOTS/$name/etc/sudoers.d/mueller"
}

# reseal FOLDER: checksums anew, after a case has changed a bundle (whose other files may be links to another one's).
reseal() {
  rm -f "$1/SHA256SUMS"
  (cd "$1" && find . -type f ! -name SHA256SUMS -printf '%P\0' | sort -z | xargs -0 sha256sum >SHA256SUMS)
}

# Everything that installing could have changed, with type, mode, owner, size and time; not what runs (data, logs, the engine's own).
fingerprint() {
  m find /etc /opt /usr /var /home /root /run/issue.d -xdev \
    \( -path /var/lib/docker -o -path /var/lib/containerd -o -path /var/lib/kulissen/data -o -path /var/log -o -path /var/cache \
    -o -path /var/lib/systemd -o -path /var/tmp -o -path '*/Meine Dateien' \) -prune -o -printf '%p %y %m %U:%G %s %l %T@\n' | sort
}

# says WORDS CMD…: the command fails, and its sentence has these words.
says() {
  local words=$1 output
  shift
  if output=$("$@" 2>&1); then echo "did not fail: $output" && return 1; fi
  grep -qF -- "$words" <<<"$output" || { echo "$output" && return 1; }
}

link() { m cat /run/kulissen/link; }
main_pid() { m systemctl show -p MainPID --value kulissen; }

# Files named after us outside the bundle itself; none after uninstalling.
leftovers() {
  local found
  found=$(m find / -xdev \( -path /proc -o -path /root -o -path '*/Meine Dateien' -o -path /var/lib/docker \) -prune -o -iname '*kulissen*' -print)
  [ -z "$found" ] || { echo "$found" && return 1; }
}
