# shellcheck shell=bash disable=SC2154,SC1112,SC2016
# the lab runs as an existing user whose name systemd and sudo refuse, on another port; removing leaves that user alone
machine_boot "$name"
give_user
give_bundle /root
check 'a user that there is not' says 'no user nobody-here' m /root/bundle/install.sh --user nobody-here
check 'installs' m /root/bundle/install.sh --user müller --port 3007
check 'the service runs under the number' test "$(m stat -c %U /proc/"$(main_pid)")" = müller
check 'the page answers on that port' m curl -sf -o /dev/null http://localhost:3007/de/login
cp "$ROOTS/shared/learner.cjs" "$ROOTS/$name/root/"
check 'sudo works in the shell, and the first pod runs' m /opt/kulissen/current/node/bin/node learner.cjs "$(link)" busybox:1.35
check 'a later run keeps user and port' m /root/bundle/install.sh
check '… and both are as before' m sh -c 'grep -x PORT=3007 /etc/kulissen/settings && grep -x LAB_USER=müller /etc/kulissen/settings'
check 'uninstalls' m kulissen-setup --uninstall
check 'nothing of ours is left' leftovers
check 'the user is' m sh -c 'id müller && test -d /home/müller'
