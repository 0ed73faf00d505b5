#!/bin/bash
# boot.sh ROOT: inside new namespaces (machine.sh), becomes the systemd of a root folder.
set -euo pipefail
root=$1
mount --make-rprivate /
mount --bind "$root" "$root"
mount -t proc proc "$root/proc"
mount -t sysfs sys "$root/sys"
if [ -e /sys/fs/cgroup/cgroup.controllers ]; then
  mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"
else
  mount -t tmpfs -o mode=755 tmpfs "$root/sys/fs/cgroup"
  while read -r controller; do
    if [ ! -d "/sys/fs/cgroup/$controller" ]; then continue; fi
    mkdir "$root/sys/fs/cgroup/$controller"
    mount -t cgroup -o "$controller" cgroup "$root/sys/fs/cgroup/$controller"
  done < <(awk 'NR > 1 && $4 == 1 { print $1 }' /proc/cgroups)
  mkdir "$root/sys/fs/cgroup/systemd"
  mount -t cgroup -o none,name=systemd cgroup "$root/sys/fs/cgroup/systemd"
fi
mount -t tmpfs -o mode=755 tmpfs "$root/dev"
while read -r name major minor; do
  mknod -m 666 "$root/dev/$name" c "$major" "$minor"
done <<'NODES'
null 1 3
zero 1 5
full 1 7
random 1 8
urandom 1 9
tty 5 0
NODES
# A workshop's seats have their disks in files.
mknod -m 600 "$root/dev/loop-control" c 10 237
for number in $(seq 0 255); do mknod -m 600 "$root/dev/loop$number" b 7 "$number"; done
mkdir "$root/dev/pts" "$root/dev/shm"
mount -t devpts -o newinstance,ptmxmode=666,mode=620,gid=5 devpts "$root/dev/pts"
mount -t tmpfs tmpfs "$root/dev/shm"
ln -s pts/ptmx "$root/dev/ptmx"
ln -s /proc/self/fd "$root/dev/fd"
for pair in stdin:0 stdout:1 stderr:2; do ln -s "fd/${pair#*:}" "$root/dev/${pair%:*}"; done
mount -t tmpfs -o mode=755 tmpfs "$root/run"
ip link set lo up
cd "$root"
mkdir -p .old
pivot_root . .old
cd /
# shellcheck disable=SC2093
exec env -i container=lxc PATH=/usr/sbin:/usr/bin:/sbin:/bin TERM=dumb \
  /bin/sh -c 'umount -l /.old; rmdir /.old; exec /lib/systemd/systemd --system systemd.unit=multi-user.target'
