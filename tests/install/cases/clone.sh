# shellcheck shell=bash disable=SC2154,SC1112,SC2016
# the README's three modes, typed by müller in a clone in a home that is closed to others; what sudo builds is müller's again
CLONE=/home/müller/kulissen
# typed LINE: as müller types it in the clone.
typed() { m su - müller -c "cd kulissen && LANG=en_US.UTF-8 $1"; }
# starts LINE WORDS: LINE goes on until `ended`; waits until it has said WORDS.
starts() {
  typed "$1" >"$ROOTS/console.log" 2>&1 </dev/null &
  for _ in $(seq 1200); do
    grep -qE "$2" "$ROOTS/console.log" && return 0
    jobs -r %% >/dev/null 2>&1 || break
    sleep 0.5
  done
  cat "$ROOTS/console.log" && return 1
}
# ended [SIGNAL]: what Ctrl-C sends to all that runs in the foreground, or a signal to the one program; then nobody may be left at the port.
ended() {
  local pid
  pid=$(m pgrep -f '^node scripts/(start|workshop)\.mjs')
  if [ -n "${1-}" ]; then m kill -s "$1" "$pid"; else m kill -s INT -- "-$(m ps -o pgid= -p "$pid" | tr -d ' ')"; fi
  for _ in $(seq 60); do
    m sh -c '! ss -Hltn | grep -q ":3000 "' && return 0
    sleep 0.5
  done
  return 1
}
link_said() { grep -oE 'http://[^ ]+#t=[^ ]+' "$ROOTS/console.log" | tail -n 1; }
web_pid() { m pgrep -f 'dist/server.mjs --workshop' | tail -n 1; }
web_fact() { m sed -nE "s/^$1:[[:space:]]*//p" /proc/"$(web_pid)"/status; }
room() {
  code=$(grep -oE '#c=[A-Z0-9]+' "$ROOTS/console.log" | head -n 1)
  rm -f "$ROOTS/$name/root/cookies"
  m node participants.cjs https://localhost:3000 "${code#\#c=}" cookies Ada Grace
}
roots_files() { m find "$CLONE" -path "$CLONE/.kulissen-workshop" -prune -o ! -user müller -print; }

machine_boot "$name"
give_user
give_bundle /root
# The engine, and npm's packages: a machine without a network gets both from here. That `npm start` fetches them itself is shown elsewhere.
m /root/bundle/install.sh >/dev/null 2>&1 && m kulissen-setup --uninstall >/dev/null 2>&1
m /root/bundle/node/bin/node /root/bundle/dist/images.mjs --workshop --archives /root/bundle/images >/dev/null
cp "$BUNDLE/node/bin/node" "$ROOTS/$name/usr/local/bin/node"
mkdir -p "$ROOTS/$name/usr/local/lib/node_modules"
cp -a "$(npm root --global)/npm" "$ROOTS/$name/usr/local/lib/node_modules/npm"
ln -s ../lib/node_modules/npm/bin/npm-cli.js "$ROOTS/$name/usr/local/bin/npm"
git -c safe.directory='*' clone --quiet "$ROOT" "$ROOTS/$name$CLONE"
for made in node_modules .next dist public/monaco next-env.d.ts; do
  [ ! -e "$ROOT/$made" ] || cp -a "$ROOT/$made" "$ROOTS/$name$CLONE/$made"
done
m chown -R müller:müller "$CLONE"
m chmod 700 /home/müller
cp "$ROOTS/shared/learner.cjs" "$ROOTS/shared/participants.cjs" "$ROOTS/$name/root/"

check 'demo: npm start -- --runtime memory ends with a link' starts 'npm start -- --runtime memory' '#t='
check '… the page answers' m curl -sf -o /dev/null "$(link_said)"
check '… Ctrl-C ends it' ended
check 'self-study: npm start ends with a link' starts 'npm start' '#t='
check '… sudo works in the shell, and the first pod runs' m node learner.cjs "$(link_said)" busybox:1.35
check '… kill ends it, with the server that runs in Docker’s group' ended TERM

check 'workshop: without sudo it says how to start it' says 'sudo npm run workshop' typed 'npm run workshop -- --seats 3'
# A newer version came with `git pull`: programs are built anew, by root this time.
echo '// newer' >>"$ROOTS/$name$CLONE/server/index.ts"
check '… sudo npm run workshop -- --seats 3 opens the room' starts 'sudo npm run workshop -- --seats 3' '#c='
check '… the server is müller, since nobody else may read the clone' test "$(m stat -c %U /proc/"$(web_pid)")" = müller
check '… without another group' test -z "$(web_fact Groups | tr -d ' ')"
check '… and can’t become root again by sudo' test "$(web_fact NoNewPrivs)" = 1
check '… two people join and have a pod each' room
check '… the trainers’ secret is not on a console that is kept' says '' grep -E 'secret +[A-Z0-9]{5}-' "$ROOTS/console.log"
check '… Ctrl-C ends it' ended
check 'what was built is müller’s' test -z "$(roots_files)"
check '… so npm start goes on' starts 'npm start' '#t='
check '… Ctrl-C ends it' ended
check 'the room is removed' typed 'sudo npm run workshop -- --clean'
check '… no container of its seats is left' test -z "$(m docker ps -aq --filter label=dev.kulissen.seat)"

m chmod 755 /home/müller
check 'in a home that others may read, the server is nobody' starts 'sudo npm run workshop -- --seats 3' '#c='
check '… as said' test "$(m stat -c %u /proc/"$(web_pid)")" = 65534
check '… two people join and have a pod each' room
check '… Ctrl-C ends it' ended
typed 'sudo npm run workshop -- --clean' >/dev/null
m mv "$CLONE" /root/kulissen
m chown -R root:root /root/kulissen
m chmod 700 /root
root_starts() { typed() { m su - -c "cd kulissen && LANG=en_US.UTF-8 $1"; } && starts 'npm run workshop -- --seats 3' '#c='; }
check 'in root’s closed home it runs, too' root_starts
check '… and says what to do so that the server is not root' grep -F 'Put the project where others may read it' "$ROOTS/console.log"
