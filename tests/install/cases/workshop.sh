# shellcheck shell=bash disable=SC2154,SC1112,SC2016
# a workshop as a service, by the handbook's own lines: two participants, restarts, a power cut, a clock two years off, removal
SHELF="/home/müller/Meine Dateien"
DATA=/var/lib/kulissen-workshop
UNITS='kulissen-workshop-broker kulissen-workshop'

# block FILE N: the N-th block of commands of the handbook's chapter, without what it says behind them.
block() {
  awk -v wanted="$2" '/^## /{ here = /Workshop as a service|Workshop als Dienst|workshop as a service/ }
    here && /^    /{ if (!inside) { blocks++; inside = 1 } if (blocks == wanted) print substr($0, 5) }
    !/^    /{ inside = 0 }' "$ROOT/docs/install.$1.md" | sed -E 's/ +#.*//'
}
same_in_both() { diff <(block en 1 && block en 2) <(block de 1 && block de 2 | sed 's,/de/,/en/,'); }
as_written() { block en "$1" >"$ROOTS/$name/home/müller/lines" && m su - müller -c "cd '$SHELF/bundle' && LANG=en_US.UTF-8 bash -ex ~/lines"; }

page_answers() {
  for _ in $(seq 120); do
    m curl -skf -o /dev/null https://localhost:3000/en/join && return 0
    sleep 0.5
  done
  m journalctl -n 20 -o cat -u kulissen-workshop -u kulissen-workshop-broker
  return 1
}
pid_of() { m systemctl show -p MainPID --value "$1"; }
user_of() { m stat -c %U /proc/"$(pid_of "$1")"; }
powerless() { [ "$(m grep -E '^(CapEff|CapBnd|NoNewPrivs|Seccomp):' /proc/"$(pid_of kulissen-workshop)"/status | tr -d '\n\t ')" = CapEff:0000000000000000CapBnd:0000000000000000NoNewPrivs:1Seccomp:2 ]; }
# As the web process's user, with all the groups that user has.
web() { m setpriv --reuid kulissen-web --regid kulissen-web --init-groups sh -c "$1"; }
# exposed UNIT AT_MOST: systemd's own judgement, from 0 to 10.
exposed() {
  local found
  found=$(m systemd-analyze security --no-pager "$1.service" | awk '/Overall exposure/ { print $(NF - 2) }')
  echo "$found"
  awk -v found="$found" -v most="$2" 'BEGIN { exit !(found != "" && found <= most) }'
}
participants() { m /opt/kulissen/current/node/bin/node participants.cjs https://localhost:3000 "$code" cookies "$@"; }
kubelets_go_on() { [ "$(participants Ada Grace | grep -c 'goes on')" = 2 ]; }
tell() { sed 's/^/          /' "$ROOTS/check.log"; }
seats_containers() { m docker ps -q --no-trunc --filter name=k8s_first_first | sort; }
# The chain that the server shows, judged by OpenSSL with this machine's real clock.
valid_now() { m openssl s_client -connect localhost:3000 -verify_return_error -CAfile "$(m find "$DATA/web" -name ca.crt)" </dev/null; }
# clock WHAT: both units live in another time, by libfaketime. Intervals are not moved: a clock that is set does not move them either.
clock() {
  local unit
  for unit in $UNITS; do
    m mkdir -p "/etc/systemd/system/$unit.service.d"
    printf '[Service]\nEnvironment=LD_PRELOAD=/usr/local/lib/faketime.so FAKETIME=%s FAKETIME_DONT_FAKE_MONOTONIC=1\n' "$1" \
      >"$ROOTS/$name/etc/systemd/system/$unit.service.d/clock.conf"
  done
  # shellcheck disable=SC2086
  m systemctl daemon-reload && m systemctl restart $UNITS && page_answers
}
year_of() { m curl -sk -o /dev/null -D - https://localhost:3000/en/join | tr -d '\r' | awk '/^[Dd]ate:/ { print $5 }'; }
nothing_mounted() { says '' m grep -F "$DATA" /proc/self/mountinfo; }

machine_boot "$name"
give_user
give_bundle
check 'the handbook has the same lines in both languages' same_in_both
check 'they open a room, typed by müller in the unpacked bundle' as_written 1
check 'the page answers' page_answers
check 'the broker is root' test "$(user_of kulissen-workshop-broker)" = root
check 'the server is not' test "$(user_of kulissen-workshop)" = kulissen-web
check '… it has no capability and can get none' powerless
check '… it is in no other group' test "$(web 'id -Gn')" = kulissen-web
check '… it may not speak to the engine' says 'permission denied' web 'docker ps'
check '… nor read the seats’ disks' says 'Permission denied' web "ls $DATA/broker"
check '… nor the trainers’ secret' says 'Permission denied' web 'cat /etc/kulissen-workshop/web'
check '… nor change the program' says '' web 'echo >>/opt/kulissen/current/dist/server.mjs'
check '… but the broker’s socket' web "test -S /run/kulissen-workshop/broker.sock && test -w /run/kulissen-workshop/broker.sock"
check 'nobody else may reach that' says 'Permission denied' m su -s /bin/sh nobody -c 'ls /run/kulissen-workshop'
check 'systemd calls the server’s exposure small' exposed kulissen-workshop 2.0
tell
check '… and that of the broker, which has to be root, less than that of a unit without any care' exposed kulissen-workshop-broker 9.1
tell

code=$(m journalctl -o cat -u kulissen-workshop | grep '^{"ready"' | tail -n 1 | m jq -r .code)
cp "$ROOTS/shared/participants.cjs" "$ROOTS/$name/root/"
check 'two people join and have a pod each' participants Ada Grace
tell
check 'their browsers could trust the authority' valid_now
containers=$(seats_containers)
check 'the server is restarted' m systemctl restart kulissen-workshop
check '… it answers again' page_answers
check '… they are back, and their kubelets went on' kubelets_go_on
check 'the server is killed' m kill -KILL "$(pid_of kulissen-workshop)"
check '… and is there again by itself' page_answers
check 'the broker is restarted' m systemctl restart kulissen-workshop-broker
check '… they are back with what they had' participants Ada Grace
check '… in the containers that they had' test "$containers" = "$(seats_containers)"

# Power is cut: no unit is stopped, nothing is unmounted.
machine_stop "$name"
machine_boot "$name"
check 'the machine starts after a power cut, and the room with it' page_answers
check '… they are back with what they had' participants Ada Grace

(cd "$ROOTS" && rm -rf faketime* libfaketime* && apt-get download -q libfaketime >/dev/null 2>&1 && dpkg-deb -x libfaketime_*.deb faketime)
find "$ROOTS/faketime" -name libfaketimeMT.so.1 -exec cp {} "$ROOTS/$name/usr/local/lib/faketime.so" \;
this_year=$(date +%Y)
check 'the clock is two years ahead' clock +730d
check '… the server’s too' test "$(year_of)" = $((this_year + 2))
check '… a browser that lives today refuses the certificate' says 'not yet valid' valid_now
m rm cookies
check '… who comes now sits down and has a pod all the same' participants Linus Barbara
check 'the clock is two years behind' clock -730d
check '… they are back with what they had' participants Linus Barbara
check 'the clock is right again' clock +0d
check '… and the certificate with it' valid_now
check '… they are back with what they had' participants Linus Barbara

m sh -c 'rm -r /etc/systemd/system/kulissen-workshop*.service.d && systemctl daemon-reload'
# shellcheck disable=SC2086
check 'both are stopped' m systemctl stop $UNITS
check '… no process of theirs is left' says '' m pgrep -f 'dist/(broker|server).mjs'
check 'it is removed as written' as_written 2
check '… no container is left' test -z "$(m docker ps -aq)"
check '… no network' test "$(m docker network ls -q --filter type=custom | wc -l)" = 0
check '… nothing mounted' nothing_mounted
check '… no rule of the firewall' says '' m sh -c 'iptables -S INPUT | grep kls'
check '… no user and no unit' m sh -c '! getent passwd kulissen-web && ! systemctl cat kulissen-workshop'
check 'the program can be removed' m kulissen-setup --uninstall
check 'nothing of ours is left in the file system' leftovers
