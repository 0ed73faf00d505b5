// What `npm run workshop` says when it opens a room.
const de = {
  step: { check: 'Rechner', broker: 'Broker', others: 'weitere', web: 'Server' },
  notRoot:
    'Ein Raum braucht Root-Rechte: Der Broker hängt für jeden Platz eine eigene Platte ein. Starten Sie ihn mit: sudo npm run workshop\nDer Server, der mit den Browsern spricht, läuft trotzdem ohne Rechte.',
  checkOk: (seats) => `taugt für ${seats} Plätze`,
  checkWarns: 'geht, mit Hinweisen; npm run workshop -- --check zeigt alle',
  checkFails:
    'Dieser Rechner taugt so nicht für einen Raum. npm run workshop -- --check sagt, warum, und was hilft. Mit --force starten Sie trotzdem.',
  noEngine: 'Ein Raum braucht eine Docker Engine.',
  brokerAt: (socket) => `hört auf ${socket}`,
  othersThere: (count) =>
    count === 1 ? 'ein Broker auf einem anderen Rechner' : `${count} Broker auf anderen Rechnern`,
  otherAway: (socket, why, uid) =>
    why === 'EACCES'
      ? `${socket}: Benutzer ${uid} darf ihn nicht öffnen. Richten Sie die Weiterleitung als dieser Benutzer ein`
      : `${socket} ist noch nicht da (${why}); der Raum nimmt ihn dazu, sobald er kommt`,
  webOnly: {
    root: 'Ein weiterer Webserver braucht keine Rechte: ohne sudo starten.',
    notShared:
      'DATABASE_URL und REDIS_URL fehlen: Der Raum liegt in PostgreSQL, und die Webserver hören über Redis voneinander.',
    noBroker: '--also-broker fehlt: die Sockets aller Broker des Raums.',
    noSecret: (file) =>
      `Das Geheimnis der Trainer fehlt: KULISSEN_TRAINER_SECRET setzen, oder die Datei trainer-secret des ersten Rechners nach ${file} kopieren.`,
  },
  brokerOnly: (socket, uid) =>
    `\n  Nur der Broker läuft hier. Es öffnet sich kein Port: Wer sich per SSH als Benutzer ${uid} anmeldet, erreicht ihn unter\n\n    ${socket}\n\n  docs/operator.de.md, „Mehr als ein Rechner“, sagt, wie der Rechner mit dem Raum ihn bekommt.\n\n  Strg+C beendet den Broker. Plätze und Container bleiben.\n`,
  webAs: (uid, where) => `${where}, als Benutzer ${uid}`,
  webAsRoot:
    'nur Root kann den Projektordner lesen, also läuft auch der Server als Root. Legen Sie das Projekt an einen Ort, den andere lesen dürfen',
  ended: (name, code, ms) => `${name} hat sich mit ${code} beendet; neuer Versuch in ${ms / 1000} s`,
  failed: (name) => `${name} ließ sich nicht starten. Der Grund steht darüber.`,
  portBusy: (port) => `Port ${port} ist belegt. Wählen Sie einen anderen: sudo npm run workshop -- --port ${port + 1}`,
  stopped: 'Beendet. Plätze, Container und Lernstand bleiben; der nächste Start nimmt sie wieder auf.',
  open: ({ url, code, seats }) =>
    `\n  Der Raum ist offen, ${seats} Plätze.\n\n    Teilnehmende   ${url}\n    Code           ${code}\n`,
  also: (urls) => `    oder           ${urls.join('\n                   ')}\n`,
  trainer: (url, secret) => `\n    Leitung        ${url}\n    Geheimnis      ${secret}\n`,
  trainerFile: (url, file) => `\n    Leitung        ${url}\n    Geheimnis      steht in ${file}\n`,
  plain: '\n  ! Ohne TLS: Was im WLAN mitliest, liest mit. Die Leitung kann sich nur an diesem Rechner anmelden.\n',
  authority: (url, print) =>
    `\n  Das Zertifikat ist vom eigenen Aussteller dieses Rechners; ${url} erklärt, was zu tun ist.\n  Fingerabdruck (SHA-256): ${print}\n`,
  end: '\n  Strg+C schließt den Server. Plätze und Container bleiben.\n',
};
const en = {
  step: { check: 'machine', broker: 'broker', others: 'others', web: 'server' },
  notRoot:
    'A room needs root: its broker mounts a disk of its own for each seat. Start it with: sudo npm run workshop\nThe server that speaks to browsers runs without rights all the same.',
  checkOk: (seats) => `will do for ${seats} seats`,
  checkWarns: 'will do, with remarks; npm run workshop -- --check shows all',
  checkFails:
    'This machine will not do for a room as it is. npm run workshop -- --check says why, and what helps. --force starts anyway.',
  noEngine: 'A room needs a Docker Engine.',
  brokerAt: (socket) => `listens at ${socket}`,
  othersThere: (count) => (count === 1 ? 'one broker on another machine' : `${count} brokers on other machines`),
  otherAway: (socket, why, uid) =>
    why === 'EACCES'
      ? `${socket}: user ${uid} may not open it. Set up the forwarding as that user`
      : `${socket} is not there yet (${why}); the room takes it in when it comes`,
  webOnly: {
    root: 'One more web server needs no rights: start it without sudo.',
    notShared:
      'DATABASE_URL and REDIS_URL are missing: the room lies in PostgreSQL, and the web servers hear of each other over Redis.',
    noBroker: '--also-broker is missing: the sockets of all brokers of the room.',
    noSecret: (file) =>
      `The trainers’ secret is missing: set KULISSEN_TRAINER_SECRET, or copy the first machine’s file trainer-secret to ${file}.`,
  },
  brokerOnly: (socket, uid) =>
    `\n  Only the broker runs here. No port is opened: whoever signs in by SSH as user ${uid} reaches it at\n\n    ${socket}\n\n  docs/operator.en.md, "More than one machine", says how the machine with the room gets it.\n\n  Ctrl-C ends the broker. Seats and containers stay.\n`,
  webAs: (uid, where) => `${where}, as user ${uid}`,
  webAsRoot:
    'only root can read the project folder, so the server runs as root too. Put the project where others may read it',
  ended: (name, code, ms) => `${name} ended with ${code}; trying again in ${ms / 1000} s`,
  failed: (name) => `${name} could not be started. The reason is above.`,
  portBusy: (port) => `Port ${port} is taken. Choose another: sudo npm run workshop -- --port ${port + 1}`,
  stopped: 'Stopped. Seats, containers and progress stay; the next start takes them up again.',
  open: ({ url, code, seats }) =>
    `\n  The room is open, ${seats} seats.\n\n    participants   ${url}\n    code           ${code}\n`,
  also: (urls) => `    or             ${urls.join('\n                   ')}\n`,
  trainer: (url, secret) => `\n    trainers       ${url}\n    secret         ${secret}\n`,
  trainerFile: (url, file) => `\n    trainers       ${url}\n    secret         is in ${file}\n`,
  plain: '\n  ! Without TLS whoever listens on the Wi-Fi reads along. Trainers can sign in at this machine only.\n',
  authority: (url, print) =>
    `\n  The certificate is from this machine's own authority; ${url} explains what to do.\n  Fingerprint (SHA-256): ${print}\n`,
  end: '\n  Ctrl-C closes the server. Seats and containers stay.\n',
};

export const workshopTexts = { de, en };
