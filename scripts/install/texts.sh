# shellcheck shell=bash disable=SC1112 # typographic quotes are meant
# What install.sh says, in both languages: printf formats by key. The language is the console's (LC_ALL, LC_MESSAGES, LANG).
declare -A DE EN

DE[help]='sudo ./install.sh [--upgrade | --reset | --uninstall] [--port ZAHL] [--host ADRESSE] [--user NAME]\n  ohne Angabe: installieren oder ausbessern\n  --upgrade    neue Fassung über die alte; Dateien und Lernstand bleiben\n  --reset      Container, Dateien und Lernstand des Labors entfernen, neu beginnen\n  --uninstall  alles von Kulissen entfernen; Debian-Pakete und fremde Container bleiben'
EN[help]='sudo ./install.sh [--upgrade | --reset | --uninstall] [--port NUMBER] [--host ADDRESS] [--user NAME]\n  without any: install or mend\n  --upgrade    a new version over the old one; files and progress stay\n  --reset      remove the lab’s containers, files and progress, begin anew\n  --uninstall  remove all of Kulissen; Debian packages and other containers stay'
DE[option]='Unbekannte Option %s. --help zeigt alle.'
EN[option]='Unknown option %s. --help shows all.'
DE[value]='%s: Hier fehlt ein gültiger Wert. --help zeigt, welche es gibt.'
EN[value]='%s: a valid value is missing. --help shows which there are.'
DE[port_bad]='„%s“ ist kein Port. Erlaubt ist eine Zahl von 1 bis 65535.'
EN[port_bad]='“%s” is not a port. Use a number from 1 to 65535.'
DE[broken]='Unerwartet gescheitert (%s); die Ursache steht darüber. Ein neuer Lauf von install.sh setzt fort, was fertig ist.'
EN[broken]='Failed unexpectedly (%s); the cause is above. Running install.sh again goes on from what is done.'
DE[no_sudo]='Das Installieren braucht Root-Rechte, und sudo fehlt oder fragt nach einem Passwort, das hier niemand eingeben kann. Melden Sie sich als root an (su -) und starten Sie install.sh noch einmal.'
EN[no_sudo]='Installing needs root, and sudo is missing or asks for a password that nobody can type here. Log in as root (su -) and start install.sh again.'
DE[not_installed]='Hier ist Kulissen nicht installiert. Starten Sie install.sh ohne Option.'
EN[not_installed]='Kulissen is not installed here. Start install.sh without an option.'
DE[nothing]='Von Kulissen ist hier nichts installiert.'
EN[nothing]='Nothing of Kulissen is installed here.'
DE[no_apt]='Dieses System hat kein apt. install.sh kann Debian und Ubuntu; überall sonst hilft npm start aus einem Klon.'
EN[no_apt]='This system has no apt. install.sh knows Debian and Ubuntu; everywhere else use npm start in a clone.'
DE[no_systemd]='Dieses System hat kein systemd, und Kulissen soll ein Dienst werden. Ohne Dienst geht es mit npm start.'
EN[no_systemd]='This system has no systemd, and Kulissen is to become a service. Without a service use npm start.'
DE[clock]='Die Uhr dieses Rechners steht auf %s, Kulissen ist aber vom %s. Mit einer falschen Uhr scheitern Downloads an Zertifikaten. Abhilfe: timedatectl set-time oder die Zeit der VM abgleichen. Die Installation geht weiter.'
EN[clock]='This machine’s clock says %s, but Kulissen is from %s. With a wrong clock downloads fail on certificates. Remedy: timedatectl set-time, or let the VM take its host’s time. Installing goes on.'
DE[source]='%s ist weder ein entpacktes Bündel noch ein Klon von Kulissen.'
EN[source]='%s is neither an unpacked bundle nor a clone of Kulissen.'
DE[damaged]='Das Bündel ist beschädigt: %s. Kopieren oder laden Sie es noch einmal und entpacken Sie es neu.'
EN[damaged]='The bundle is damaged: %s. Copy or download it once more and unpack it again.'
DE[architecture]='Das Bündel ist für %s gemacht, dieser Rechner ist %s. Machen Sie eines auf einem solchen Rechner: npm run bundle.'
EN[architecture]='The bundle was made for %s, this machine is %s. Make one on such a machine: npm run bundle.'
DE[space]='Auf %s sind %s MB frei, gebraucht werden %s MB. Schaffen Sie Platz und starten Sie install.sh noch einmal.'
EN[space]='%s has %s MB free and %s MB are needed. Make room and start install.sh again.'
DE[disk_full]='Beim Kopieren nach %s ging der Platz aus. Das Halbfertige ist entfernt. Schaffen Sie Platz und starten Sie install.sh noch einmal.'
EN[disk_full]='The disk filled up while copying to %s. What was half done is removed. Make room and start install.sh again.'
DE[port_taken]='Port %s ist belegt. Wählen Sie einen anderen: sudo ./install.sh --port %s'
EN[port_taken]='Port %s is taken. Choose another one: sudo ./install.sh --port %s'
DE[packages]='Debian-Pakete werden installiert: %s'
EN[packages]='installing Debian packages: %s'
DE[packages_failed]='apt konnte nicht installieren: %s. Die letzten Zeilen stehen darüber.'
EN[packages_failed]='apt could not install: %s. Its last lines are above.'
DE[packages_clock]='apt misstraut den Signaturen, weil die Uhr falsch steht (%s). Stellen Sie sie und starten Sie install.sh noch einmal.'
EN[packages_clock]='apt distrusts the signatures because the clock is wrong (%s). Set it and start install.sh again.'
DE[packages_network]='apt erreicht seine Server nicht. Braucht Ihr Netz einen Proxy? Dann: sudo http_proxy=http://HOST:PORT https_proxy=http://HOST:PORT ./install.sh. Ohne Netz: installieren Sie aus einem Bündel mit Engine.'
EN[packages_network]='apt can’t reach its servers. Does your network need a proxy? Then: sudo http_proxy=http://HOST:PORT https_proxy=http://HOST:PORT ./install.sh. Without a network: install from a bundle that has the engine.'
DE[packages_proxy]='apt erreicht seine Server über den Proxy %s nicht. Stimmen Adresse und Port?'
EN[packages_proxy]='apt can’t reach its servers through the proxy %s. Are address and port right?'
DE[proxy_engine]='Der Proxy gilt nur für diese Installation, nicht für die Engine. Die Images der Lektionen kommen aus dem Bündel oder werden hier gebaut.'
EN[proxy_engine]='The proxy holds for this installation, not for the engine. The lessons’ images come from the bundle or are built here.'
DE[engine_down]='Die Container-Engine antwortet nicht. Sehen Sie nach: journalctl -u docker -n 30. Danach install.sh noch einmal.'
EN[engine_down]='The container engine does not answer. Look at: journalctl -u docker -n 30. Then start install.sh again.'
DE[engine_old]='Docker %s ist zu alt, gebraucht wird 20.10 oder neuer. Aktualisieren Sie die Engine; ihre Container bleiben dabei erhalten.'
EN[engine_old]='Docker %s is too old; 20.10 or later is needed. Upgrade the engine; its containers stay.'
DE[forwarding]='IPv4-Weiterleitung ist aus (net.ipv4.ip_forward=0): Container erreichen weder das Netz noch veröffentlichte Ports. Abhilfe: sudo sysctl -w net.ipv4.ip_forward=1, dauerhaft in /etc/sysctl.d. Die Lektionen über Pods gehen auch so.'
EN[forwarding]='IPv4 forwarding is off (net.ipv4.ip_forward=0): containers reach neither the network nor published ports. Remedy: sudo sysctl -w net.ipv4.ip_forward=1, for good in /etc/sysctl.d. The lessons about pods work all the same.'
DE[no_user]='Einen Benutzer %s gibt es nicht. Legen Sie ihn an, oder lassen Sie --user weg.'
EN[no_user]='There is no user %s. Create it, or leave out --user.'
DE[node]='Node.js ab 20.9 fehlt und wird geholt'
EN[node]='Node.js 20.9 or later is missing and is fetched'
DE[node_failed]='Node.js 20.9 oder neuer ist nicht zu bekommen. Installieren Sie es, oder installieren Sie Kulissen aus einem Bündel.'
EN[node_failed]='Node.js 20.9 or later is not to be had. Install it, or install Kulissen from a bundle.'
DE[building]='Kulissen wird gebaut; das dauert einige Minuten'
EN[building]='building Kulissen; this takes some minutes'
DE[build_failed]='Das Bauen ist gescheitert. Die Ausgabe steht darüber.'
EN[build_failed]='Building failed. Its output is above.'
DE[images_later]='Nicht alle Images der Lektionen sind da. Der Dienst versucht es bei jedem Start wieder.'
EN[images_later]='Not all images of the lessons are there. The service tries again at each start.'
DE[same]='unverändert: %s'
EN[same]='unchanged: %s'
DE[placed]='installiert: %s'
EN[placed]='installed: %s'
DE[not_started]='Der Dienst startet nicht. Sehen Sie nach: journalctl -u kulissen -n 40'
EN[not_started]='The service does not start. Look at: journalctl -u kulissen -n 40'
DE[rolled_back]='Die neue Fassung startet nicht; die vorige läuft wieder. Sehen Sie nach: journalctl -u kulissen -n 40'
EN[rolled_back]='The new version does not start; the previous one runs again. Look at: journalctl -u kulissen -n 40'
DE[not_booted]='Hier läuft kein systemd (ein chroot?). Kulissen startet beim nächsten Start des Rechners.'
EN[not_booted]='No systemd is running here (a chroot?). Kulissen starts when the machine starts.'
DE[link]='Kulissen läuft. Öffnen Sie:\n\n    %s\n'
EN[link]='Kulissen is running. Open:\n\n    %s\n'
DE[clean_failed]='Nicht alles ließ sich entfernen; der Grund steht darüber. Entfernt ist nichts, was noch gebraucht würde: starten Sie den Befehl danach noch einmal.'
EN[clean_failed]='Not everything could be removed; the reason is above. Nothing that is still needed is gone: run the command again afterwards.'
DE[uninstalled]='Kulissen ist entfernt. Docker und andere Debian-Pakete bleiben, ebenso fremde Container und Images.'
EN[uninstalled]='Kulissen is removed. Docker and other Debian packages stay, and so do other containers and images.'
DE[reset_done]='Das Labor ist leer und beginnt von vorn.'
EN[reset_done]='The lab is empty and begins anew.'

case "${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}" in de*) LANGUAGE_HERE=de ;; *) LANGUAGE_HERE=en ;; esac

# text KEY FACTS…: the sentence.
text() {
  local key=$1 format
  shift
  if [ $LANGUAGE_HERE = de ]; then format=${DE[$key]}; else format=${EN[$key]}; fi
  # shellcheck disable=SC2059 # the formats are the ones above
  printf "$format\n" "$@"
}

say() { printf '  '; text "$@"; }
warn() { printf '  ! '; text "$@"; } >&2
die() {
  printf '\n' >&2
  text "$@" >&2
  exit 1
}
