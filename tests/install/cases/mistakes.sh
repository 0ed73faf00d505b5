# shellcheck shell=bash disable=SC2154,SC1112,SC2016
# what goes wrong at people's machines: each with its sentence, in German or English, and nothing half done
B=/root/bundle
german() { m env LANG=de_DE.UTF-8 "$@"; }
english() { m env LANG=en_US.UTF-8 "$@"; }
nothing_installed() { m sh -c '! test -e /opt/kulissen/current && ! test -e /etc/systemd/system/kulissen.service'; }

# variant NAME: another bundle beside it that a case may change, by `rm` first: its files are links.
variant() { cp -al "$ROOTS/$name$B" "$ROOTS/$name/root/$1"; }

machine_boot "$name"
give_bundle /root

check 'an unknown option' says 'Unbekannte Option --prot' german $B/install.sh --prot 80
check 'a port that is none' says '“eighty” is not a port' english $B/install.sh --port eighty
check 'an option without its value' says '--host' english $B/install.sh --host
check 'upgrade, reset where nothing is' says 'not installed here' english $B/install.sh --reset
m useradd --create-home --shell /bin/bash guest
chmod 755 "$ROOTS/$name/root"
check 'no root and no sudo rights' says 'Melden Sie sich als root an' m su - guest -c "LANG=de_DE.UTF-8 $B/install.sh"

variant damaged
rm "$ROOTS/$name/root/damaged/LICENSE"
echo torn >"$ROOTS/$name/root/damaged/LICENSE"
check 'a damaged bundle, by the file’s name' says 'LICENSE' german /root/damaged/install.sh
variant foreign
sed -i 's/"arch": "[^"]*"/"arch": "riscv"/' "$ROOTS/$name/root/foreign/BUNDLE.json"
reseal "$ROOTS/$name/root/foreign"
check 'a bundle for another processor' says 'riscv' english /root/foreign/install.sh

m mkdir -p /opt
m mount -t tmpfs -o size=100m tmpfs /opt
check 'too little room' says 'frei, gebraucht werden' german $B/install.sh
m umount /opt
check 'nothing of it is left' nothing_installed

variant without-engine
rm -r "$ROOTS/$name/root/without-engine/debs"
reseal "$ROOTS/$name/root/without-engine"
check 'no network and no engine in the bundle' says 'Bündel mit Engine' german /root/without-engine/install.sh
check 'a proxy that does not answer' says 'through the proxy http://127.0.0.1:9' english env http_proxy=http://127.0.0.1:9 /root/without-engine/install.sh

m sh -c 'printf "#!/bin/sh\necho 19.03.8\n" >/usr/local/bin/docker; chmod +x /usr/local/bin/docker'
check 'an engine that is too old' says 'Docker 19.03.8 ist zu alt' german $B/install.sh
m rm /usr/local/bin/docker
check 'the next run goes on from the packages' m sh -c "command -v dockerd && ! test -e /opt/kulissen/current"

m systemd-run --quiet --unit=squatter $B/node/bin/node -e 'require("net").createServer().listen(3000, "127.0.0.1")'
check 'port 3000 is taken' says '--port 3001' english $B/install.sh
m systemctl stop squatter

# Killed in the middle of copying: tar is stopped by a full pipe's reader, then everything dies at once.
german setsid bash -c "$B/install.sh & pid=\$!; until [ -e /opt/kulissen/.incoming/node ]; do sleep 0.02; done; kill -KILL -- -\$\$" >/dev/null 2>&1 || true
check 'killed while copying, it is half there' m sh -c 'test -d /opt/kulissen/.incoming && ! test -e /opt/kulissen/current'

variant tomorrow
sed -i "s/\"builtAt\": \"[^\"]*\"/\"builtAt\": \"$(date -u -d '+2 years' +%FT%TZ)\"/" "$ROOTS/$name/root/tomorrow/BUNDLE.json"
reseal "$ROOTS/$name/root/tomorrow"
m sysctl -q -w net.ipv4.ip_forward=0
check 'resumed, on a clock two years behind and without forwarding' german sh -c '/root/tomorrow/install.sh >/root/out 2>&1'
check '… the clock is told' m grep -F 'Die Uhr dieses Rechners' /root/out
check '… and so is the forwarding' m grep -F 'IPv4-Weiterleitung ist aus' /root/out
check '… the service runs' m systemctl is-active kulissen
check '… nothing half done is left' m sh -c '! test -e /opt/kulissen/.incoming'

m mount -t tmpfs -o size=20m tmpfs /opt/kulissen
check 'the disk fills up while copying' says 'Make room and start' english $B/install.sh
m umount /opt/kulissen
m systemctl stop docker.socket docker
check 'uninstalling without an engine keeps what its containers are known by' says 'Nicht alles ließ sich entfernen' german kulissen-setup --uninstall
check '… the lab’s id' m test -s /var/lib/kulissen/data/lab-id
m systemctl start docker
check '… and is done when the engine is back' m kulissen-setup --uninstall
check 'nothing is left' leftovers
