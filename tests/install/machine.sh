# shellcheck shell=bash
# A fresh Debian machine without an uplink: a debootstrap root whose systemd is really booted, in namespaces of its own
# (mounts, processes, network, cgroups). Not a VM: the kernel is the host's. Needs root.
#
#   machine_base          makes the clean root once, in $ROOTS/base, from the mirror that this machine's apt uses
#   machine_boot NAME     copies it and boots it, or boots it again;  machine_run NAME CMD…  runs in it
#   machine_stop NAME     as a power cut does

ROOTS=${KULISSEN_TEST_ROOTS:-/var/tmp/kulissen-install}
# What we promise suffices: whatever runs in the machine, its page cache included, has this much memory and two processors.
MACHINE_MEMORY=${MACHINE_MEMORY:-2G}

machine_base() {
  local mirror release
  [ -e "$ROOTS/base/.complete" ] && return 0
  command -v debootstrap >/dev/null || apt-get install -y -q debootstrap >/dev/null
  mirror=$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' | head -n 1)
  # shellcheck disable=SC1091
  release=$(. /etc/os-release && echo "$VERSION_CODENAME")
  mkdir -p "$ROOTS"
  rm -rf "$ROOTS/base"
  debootstrap --variant=minbase --include=systemd,systemd-sysv,libpam-systemd,dbus,sudo,ca-certificates,login \
    "$release" "$ROOTS/base" "$mirror" >"$ROOTS/debootstrap.log" || { tail "$ROOTS/debootstrap.log"; return 1; }
  rm -f "$ROOTS"/base/var/cache/apt/archives/*.deb
  echo machine >"$ROOTS/base/etc/hostname"
  printf '127.0.0.1 localhost machine\n' >"$ROOTS/base/etc/hosts"
  touch "$ROOTS/base/.complete"
}

machine_boot() {
  local name=$1 root=$ROOTS/$1 controller
  [ -d "$root" ] || cp -a "$ROOTS/base" "$root"
  (
    # Its cgroups hang below one of ours, so that its systemd sees a tree of its own and touches no other.
    for controller in /sys/fs/cgroup /sys/fs/cgroup/*; do
      if [ ! -e "$controller/cgroup.procs" ]; then continue; fi
      mkdir -p "$controller/kulissen-$name"
      for list in cpus mems; do
        [ ! -e "$controller/cpuset.$list" ] || cat "$controller/cpuset.$list" >"$controller/kulissen-$name/cpuset.$list" 2>/dev/null || true
      done
      for limit in memory.limit_in_bytes memory.max; do
        [ ! -e "$controller/kulissen-$name/$limit" ] || echo "$MACHINE_MEMORY" >"$controller/kulissen-$name/$limit"
      done
      # Two of the host's processors' time, however many it has.
      if [ -e "$controller/kulissen-$name/cpu.cfs_quota_us" ]; then echo 200000 >"$controller/kulissen-$name/cpu.cfs_quota_us"; fi
      if [ -e "$controller/kulissen-$name/cpu.max" ]; then echo '200000 100000' >"$controller/kulissen-$name/cpu.max"; fi
      sh -c "echo \$PPID >'$controller/kulissen-$name/cgroup.procs'" 2>/dev/null || true
    done
    exec unshare --mount --pid --fork --net --uts --ipc --cgroup --propagation private \
      bash "$(dirname "${BASH_SOURCE[0]}")/boot.sh" "$root"
  ) <"/dev/null" >"$root.log" 2>&1 &
  local outer=$!
  for _ in $(seq 100); do
    machine_pid=$(pgrep -P "$outer" || true)
    if [ -n "$machine_pid" ] && machine_run "$name" systemctl is-system-running 2>/dev/null | grep -qE 'running|degraded'; then return 0; fi
    sleep 0.3
  done
  echo "machine $name did not boot:" && tail -n 20 "$root.log" && return 1
}

# The environment is a login's: nothing of the caller's reaches the machine but what is said.
machine_run() {
  shift
  nsenter -t "$machine_pid" --all --root --wdns=/root \
    env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 "$@"
}

# Most memory that the machine has used, in MB, page cache included.
machine_memory() {
  local file
  for file in /sys/fs/cgroup/memory/kulissen-"$1"/memory.max_usage_in_bytes /sys/fs/cgroup/kulissen-"$1"/memory.peak; do
    [ ! -e "$file" ] || echo $(($(cat "$file") / 1000000))
  done
}

# How often the kernel had to end a process for want of memory.
machine_oom_kills() {
  cat /sys/fs/cgroup/memory/kulissen-"$1"/memory.oom_control /sys/fs/cgroup/kulissen-"$1"/memory.events 2>/dev/null |
    awk '$1 == "oom_kill" { n += $2 } END { print n + 0 }'
}

machine_stop() {
  local path
  [ -n "${machine_pid-}" ] || return 0
  # Its first process is the only one that needs to be ended: the kernel ends the rest of its namespace.
  kill -KILL "$machine_pid" 2>/dev/null || true
  wait 2>/dev/null || true
  machine_pid=''
  for path in /sys/fs/cgroup/kulissen-"$1" /sys/fs/cgroup/*/kulissen-"$1"; do
    [ ! -d "$path" ] || find "$path" -depth -type d -exec rmdir {} + 2>/dev/null || true
  done
}
