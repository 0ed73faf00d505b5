# shellcheck shell=bash disable=SC2154,SC1112,SC2016
# from nothing to the first pod, again, upgrade, reset, uninstall: without a network, by a user called müller, from a path with a space
SHELF="/home/müller/Meine Dateien"
install_as_mueller() { m su - müller -c "LANG=de_DE.UTF-8 '$SHELF/${1:-bundle}/install.sh' ${2-}"; }
same_as() { diff <(fingerprint) "$ROOTS/$1.txt"; }
pod_runs() { m docker ps --format '{{.Names}} {{.Status}}' | grep -E "^$1.* Up"; }
page_answers() { m curl -sf -o /dev/null -w '%{http_code}' http://localhost:3000/de/login | grep -q 200; }
foreign_runs() { m docker inspect -f '{{.State.Running}} {{.State.StartedAt}}' foreign | grep -qxF "true $foreign_since"; }
only_loopback() { ! m ss -Hltn | awk '{ print $4 }' | grep -E ':3000$' | grep -v '^127\.0\.0\.1:'; }

machine_boot "$name"
give_user
give_bundle
check 'the machine has no way out' says '' m ip route get 192.0.2.1
began=$SECONDS
check 'installs' install_as_mueller
echo "          in $((SECONDS - began)) s; $(du -sm --exclude=proc "$ROOTS/$name/opt/kulissen" | cut -f1) MB in /opt/kulissen"
check 'the service runs' m systemctl is-active kulissen
check 'the engine has the images from the bundle' m docker image inspect busybox:1.35 nginx:latest k8s.gcr.io/pause:3.2
check 'the page answers' page_answers
check 'the port is on loopback only' only_loopback
check 'the console shows the link' m grep -F "$(link)" /run/issue.d/kulissen.issue
check 'müller may read the link at login' m su - müller -c 'cat /run/kulissen/link'
check 'nobody else may' says 'Permission denied' m su -s /bin/sh nobody -c 'cat /run/kulissen/link'
check 'the code is not the lab’s to change' says '' m su -s /bin/sh kulissen -c 'echo >>/opt/kulissen/current/dist/server.mjs'
cp "$ROOTS/shared/learner.cjs" "$ROOTS/$name/root/"
check 'sudo works in the shell, and the first pod runs' m /opt/kulissen/current/node/bin/node learner.cjs "$(link)" busybox:1.35
sed 's/^/          /' "$ROOTS/check.log"
check 'it is a container of the engine' pod_runs k8s_first_first-

# Lesson 12 has eight pods at once; ten are more than any lesson asks for.
ten_pods() {
  m sh -c 'cd /var/lib/kulissen/data/home/kubelet-manifests && for n in 1 2 3 4 5 6 7 8 9 10; do
      sed "s/name: first/name: more-$n/; s/- name: more-$n/- name: first/" first.yaml >more-$n.yaml; done'
  for _ in $(seq 120); do
    [ "$(m docker ps -q --filter name=k8s_first_more | wc -l)" = 10 ] && return 0
    sleep 0.5
  done
  return 1
}
check 'ten more pods run in 2 GB' ten_pods
check '… and the kernel had to end nothing' test "$(machine_oom_kills "$name")" = 0
echo "          at most $(machine_memory "$name") MB, page cache included; the service $(($(m systemctl show -p MemoryCurrent --value kulissen) / 1000000)) MB"
m sh -c 'rm /var/lib/kulissen/data/home/kubelet-manifests/more-*'

fingerprint >"$ROOTS/once.txt"
before=$(main_pid)
check 'installs a second time' install_as_mueller
check '… and a third time' install_as_mueller
check 'nothing has changed' same_as once
check '… nor has the service been restarted' test "$before" = "$(main_pid)"

m docker run -d --name foreign busybox:1.35 sleep 100000 >/dev/null
foreign_since=$(m docker inspect -f '{{.State.StartedAt}}' foreign)
pod=$(m docker ps -q --filter name=k8s_first_first-)
m su kulissen -s /bin/sh -c 'echo mine >/var/lib/kulissen/data/home/notes'

cp -al "$ROOTS/$name$SHELF/bundle" "$ROOTS/$name$SHELF/newer"
rm -r "$ROOTS/$name$SHELF/newer/debs"
sed -i 's/"version": "[^"]*"/"version": "9.9.9"/' "$ROOTS/$name$SHELF/newer/BUNDLE.json"
reseal "$ROOTS/$name$SHELF/newer"
check 'upgrades' install_as_mueller newer --upgrade
check 'the new version runs' m sh -c 'readlink /opt/kulissen/current | grep ^9.9.9 && systemctl is-active kulissen'
check 'the old one is gone' test "$(find "$ROOTS/$name/opt/kulissen" -mindepth 1 -maxdepth 1 -type d | wc -l)" = 1
check 'files survive' m grep mine /var/lib/kulissen/data/home/notes
check 'the pod’s container is the same' test "$pod" = "$(m docker ps -q --filter name=k8s_first_first-)"

cp -al "$ROOTS/$name$SHELF/newer" "$ROOTS/$name$SHELF/broken"
rm "$ROOTS/$name$SHELF/broken/dist/server.mjs"
echo 'process.exit(7);' >"$ROOTS/$name$SHELF/broken/dist/server.mjs"
reseal "$ROOTS/$name$SHELF/broken"
check 'an upgrade that does not start says so' says 'die vorige läuft wieder' install_as_mueller broken --upgrade
check '… and the previous version runs' m sh -c 'readlink /opt/kulissen/current | grep ^9.9.9 && systemctl is-active kulissen'

check 'resets' m kulissen-setup --reset
check 'files and pods are gone' m sh -c '! test -e /var/lib/kulissen/data/home/notes && test -z "$(docker ps -aq --filter name=k8s_)"'
check 'the service runs again' page_answers
check 'a foreign container is untouched' foreign_runs
check 'uninstalls' m kulissen-setup --uninstall
check 'nothing of ours is left in the file system' leftovers
check 'nor a user, a group or a unit' m sh -c '! getent passwd kulissen && ! getent group kulissen && ! systemctl cat kulissen'
check 'nor a container' test "$(m docker ps -a --format '{{.Names}}')" = foreign
check 'the foreign container still runs' foreign_runs
check 'uninstalling twice is no mistake' m "$SHELF/bundle/install.sh" --uninstall
