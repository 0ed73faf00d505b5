// Settings of `npm run workshop`: one table, which --help prints.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Told } from './report.mjs';
import { ROOT } from './settings.mjs';
import { texts } from './texts.mjs';

const OPTIONS = [
  { name: 'check', de: 'nur prüfen, ob dieser Rechner taugt', en: 'only check whether this machine will do' },
  {
    name: 'backup',
    value: 'FILE',
    de: 'den Datenordner in eine Datei sichern',
    en: 'save the data folder into a file',
  },
  {
    name: 'restore',
    value: 'FILE',
    de: 'ihn daraus wiederherstellen, auch auf einem anderen Rechner',
    en: 'restore it from there, also on another machine',
  },
  { name: 'seats', value: 'N', fallback: '20', de: 'Plätze', en: 'seats' },
  {
    name: 'seats-here',
    value: 'N',
    de: 'Plätze höchstens auf diesem Rechner, wenn es weitere Broker gibt',
    en: 'seats at most on this machine, where there are further brokers',
  },
  {
    name: 'also-broker',
    value: 'SOCKETS',
    de: 'Sockets weiterer Broker, durch Kommas getrennt: Plätze gehen dorthin, wo am meisten frei ist',
    en: 'sockets of further brokers, separated by commas: seats go where most room is',
  },
  {
    name: 'broker-only',
    de: 'nur der Broker, für einen Raum auf einem anderen Rechner',
    en: 'only the broker, for a room on another machine',
  },
  {
    name: 'web-only',
    de: 'nur ein weiterer Webserver eines Raums, der in PostgreSQL liegt (DATABASE_URL, REDIS_URL)',
    en: 'only one more web server of a room that lies in PostgreSQL (DATABASE_URL, REDIS_URL)',
  },
  {
    name: 'public-port',
    value: 'N',
    env: 'KULISSEN_PUBLIC_PORT',
    de: 'Port, den die Browser nennen, hinter einem Verteiler',
    en: 'port that browsers name, behind a balancer',
  },
  {
    name: 'host',
    value: 'ADDRESS',
    env: 'HOST',
    fallback: '0.0.0.0',
    de: 'Adresse, auf der der Server hört',
    en: 'address to listen on',
  },
  { name: 'port', value: 'N', env: 'PORT', fallback: '3000', de: 'Port', en: 'port' },
  {
    name: 'hosts',
    value: 'NAMES',
    env: 'KULISSEN_HOSTS',
    de: 'weitere Namen, auf die der Server antwortet, durch Kommas getrennt',
    en: 'further names that the server answers to, separated by commas',
  },
  {
    name: 'tls',
    value: 'own|off',
    env: 'KULISSEN_TLS',
    fallback: 'own',
    de: 'Verschlüsselung mit eigenem Aussteller, oder keine',
    en: 'encryption with an authority of its own, or none',
  },
  {
    name: 'cert',
    value: 'FILE',
    env: 'KULISSEN_CERT',
    de: 'vorhandenes Zertifikat (PEM)',
    en: 'a certificate that you have (PEM)',
  },
  { name: 'key', value: 'FILE', env: 'KULISSEN_KEY', de: 'dessen Schlüssel (PEM)', en: 'its key (PEM)' },
  {
    name: 'docker-run',
    de: 'docker run auf den Plätzen erlauben, mit den Images der Lektionen',
    en: 'allow docker run at the seats, with the images of the lessons',
  },
  {
    name: 'simulate',
    value: 'N',
    de: 'Probe: so viele Roboter lernen in einem eigenen Raum; gemessen wird, was dieser Rechner trägt',
    en: 'rehearsal: so many robots learn in a room of their own; measures what this machine holds',
  },
  {
    name: 'soak',
    value: 'MINUTES',
    fallback: '0',
    de: 'die Roboter so lange weiterarbeiten lassen',
    en: 'let the robots go on for so long',
  },
  { name: 'lesson', value: 'SLUG', fallback: 'walkthrough', de: 'Lektion der Roboter', en: 'the lesson of the robots' },
  {
    name: 'clean',
    de: 'den Raum mit allem entfernen, was seine Plätze angelegt haben',
    en: 'remove the room with everything that its seats have made',
  },
  { name: 'force', de: 'auch auf einem Rechner, der nicht taugt', en: 'also on a machine that will not do' },
  {
    name: 'data',
    value: 'FOLDER',
    env: 'KULISSEN_WORKSHOP_DATA',
    fallback: '.kulissen-workshop',
    de: 'Datenordner',
    en: 'data folder',
  },
  { name: 'locale', value: 'de|en', env: 'KULISSEN_LOCALE', de: 'Sprache der Konsole', en: 'language of the console' },
  { name: 'no-install', de: 'nichts installieren', en: 'install nothing' },
  { name: 'help', de: 'diese Liste', en: 'this list' },
];

/** More would be another host: each seat has a network, a node and a share of the memory. */
const MAX_SEATS = 200;

/** Throws Told with a sentence on anything unknown. Returns null after --help. */
export function readWorkshopSettings(argv, env = process.env) {
  const values = parse(argv, env);
  const locale = values.locale ?? '';
  if (locale && !['de', 'en'].includes(locale)) throw new Told(texts('').badValue('--locale', locale, 'de, en'));
  const t = texts(locale);
  if (values.help) {
    process.stdout.write(helpText(t));
    return null;
  }
  const seats = /^\d{1,4}$/.test(values.seats) ? Number(values.seats) : 0;
  if (seats < 1 || seats > MAX_SEATS) throw new Told(t.badValue('--seats', values.seats, `1–${MAX_SEATS}`));
  const here = values['seats-here'];
  if (here !== undefined && !(/^\d{1,3}$/.test(here) && Number(here) >= 1 && Number(here) <= MAX_SEATS))
    throw new Told(t.badValue('--seats-here', here, `1–${MAX_SEATS}`));
  const brokerOnly = values['broker-only'] === true;
  const simulate = Number(values.simulate ?? 0);
  if (values.simulate !== undefined && !(simulate >= 1 && simulate <= MAX_SEATS))
    throw new Told(t.badValue('--simulate', values.simulate, `1–${MAX_SEATS}`));
  if (!/^\d{1,4}$/.test(values.soak)) throw new Told(t.badValue('--soak', values.soak, '0–9999'));
  const port = /^\d{1,5}$/.test(values.port) ? Number(values.port) : 0;
  if (port < 1 || port > 65_535) throw new Told(t.badValue('--port', values.port, '1–65535'));
  if (!['own', 'off'].includes(values.tls)) throw new Told(t.badValue('--tls', values.tls, 'own, off'));
  if (Boolean(values.cert) !== Boolean(values.key))
    throw new Told(t.badValue('--cert', values.cert ?? '', '--cert … --key …'));
  const publicPort = values['public-port'] ?? String(port);
  if (!(/^\d{1,5}$/.test(publicPort) && Number(publicPort) >= 1 && Number(publicPort) <= 65_535))
    throw new Told(t.badValue('--public-port', publicPort, '1–65535'));
  const language = t === texts('de') ? 'de' : 'en';
  return {
    ...values,
    seats,
    brokerOnly,
    webOnly: values['web-only'] === true,
    publicPort: Number(publicPort),
    seatsHere: here === undefined ? (brokerOnly ? seats : undefined) : Number(here),
    alsoBrokers: socketsOf(values['also-broker'] ?? '', t),
    simulate,
    port,
    cert: values.cert && resolve(process.env.INIT_CWD ?? ROOT, values.cert),
    key: values.key && resolve(process.env.INIT_CWD ?? ROOT, values.key),
    dockerRun: values['docker-run'] === true,
    dataDir: resolve(ROOT, values.data),
    noInstall: values['no-install'] === true,
    locale: language,
    texts: t,
  };
}

/** A UNIX socket's path has 107 bytes at most. */
function socketsOf(text, t) {
  const sockets = text
    .split(',')
    .filter((part) => part.trim() !== '')
    .map((part) => resolve(process.env.INIT_CWD ?? ROOT, part.trim()));
  const long = sockets.find((socket) => Buffer.byteLength(socket) > 107);
  if (long) throw new Told(t.badValue('--also-broker', long, '107 bytes'));
  return sockets;
}

function parse(argv, env) {
  const options = Object.fromEntries(OPTIONS.map(({ name, value }) => [name, { type: value ? 'string' : 'boolean' }]));
  try {
    const { values } = parseArgs({ args: argv, options });
    for (const { name, env: variable, fallback } of OPTIONS) values[name] ??= (variable && env[variable]) || fallback;
    return values;
  } catch (error) {
    throw new Told(error.message);
  }
}

function helpText(t) {
  const language = t === texts('de') ? 'de' : 'en';
  const rows = OPTIONS.map(({ name, value, fallback, [language]: text }) => {
    const left = `  --${name}${value ? ` ${value}` : ''}`.padEnd(24);
    return `${left}${text}${fallback ? ` [${fallback}]` : ''}\n`;
  });
  return `npm run workshop -- [${language === 'de' ? 'Optionen' : 'options'}]\n\n${rows.join('')}`;
}
