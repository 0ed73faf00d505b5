// Settings of `npm start`: flags win over the environment. Documented in one table, which --help prints.

import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Told } from './report.mjs';
import { texts } from './texts.mjs';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

const OPTIONS = [
  {
    flag: '--host',
    env: 'HOST',
    value: 'ADDRESS',
    key: 'host',
    fallback: '127.0.0.1',
    de: 'Adresse, auf der der Server hört',
    en: 'address to listen on',
  },
  { flag: '--port', env: 'PORT', value: 'NUMBER', key: 'port', fallback: '3000', de: 'Port', en: 'port' },
  {
    flag: '--data',
    env: 'KULISSEN_DATA',
    value: 'FOLDER',
    key: 'dataDir',
    fallback: '.kulissen',
    de: 'Datenordner: Dateien, Lernstand, Sitzungen',
    en: 'data folder: files, progress, sessions',
  },
  {
    flag: '--runtime',
    env: 'KULISSEN_RUNTIME',
    value: 'docker|memory',
    key: 'runtime',
    fallback: '',
    de: 'echte Container oder Demo-Betrieb; ohne Angabe Docker, wenn eines zu haben ist',
    en: 'real containers or demo mode; by default Docker if there is one to be had',
  },
  {
    flag: '--node',
    env: 'KULISSEN_NODE',
    value: 'NAME',
    key: 'node',
    fallback: 'worker1',
    de: 'Name des Nodes',
    en: 'name of the node',
  },
  {
    flag: '--history',
    env: 'KULISSEN_HISTORY',
    value: 'MB',
    key: 'history',
    fallback: '32',
    de: 'Speicher zum Zurückblättern in der Zeit; das Älteste geht zuerst',
    en: 'memory for looking back in time; the oldest goes first',
  },
  {
    flag: '--locale',
    env: 'KULISSEN_LOCALE',
    value: 'de|en',
    key: 'locale',
    fallback: '',
    de: 'Sprache der Konsole und des Links',
    en: 'language of the console and of the link',
  },
  {
    flag: '--no-install',
    env: 'KULISSEN_NO_INSTALL',
    key: 'noInstall',
    de: 'nichts installieren, weder npm- noch Debian-Pakete',
    en: 'install nothing, neither npm nor Debian packages',
  },
];

/** Asked for instead of a start. */
const QUESTIONS = [
  { flags: ['--help', '-h'], de: 'diese Liste', en: 'this list' },
  { flags: ['--version', '-V'], de: 'die Version', en: 'the version' },
];

/** Of package.json. */
const version = () => JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).version;

/** Parses argv and environment. Throws Told with a clear sentence on anything unknown. Returns null after answering a question. */
export function readSettings(argv, env = process.env) {
  const raw = {};
  for (const option of OPTIONS) raw[option.key] = env[option.env] || option.fallback || '';
  const t = () => texts(['de', 'en'].includes(raw.locale) ? raw.locale : '');
  const words = [...argv];
  while (words.length > 0) {
    const [name, inline] = words.shift().split(/=(.*)/s);
    if (name === '--help' || name === '-h') {
      printHelp(raw.locale);
      return null;
    }
    if (name === '--version' || name === '-V') {
      process.stdout.write(`Kulissen ${version()}\n`);
      return null;
    }
    const option = OPTIONS.find((candidate) => candidate.flag === name);
    if (!option) throw new Told(t().unknownOption(name));
    if (!option.value) raw[option.key] = inline === 'false' ? '' : '1';
    else {
      const value = inline ?? words.shift();
      if (value === undefined || value === '') throw new Told(t().badValue(name, '', option.value));
      raw[option.key] = value;
    }
  }
  if (raw.locale && !['de', 'en'].includes(raw.locale))
    throw new Told(texts('').badValue('--locale', raw.locale, 'de, en'));
  if (raw.runtime && !['docker', 'memory'].includes(raw.runtime))
    throw new Told(t().badValue('--runtime', raw.runtime, 'docker, memory'));
  if (!/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(raw.node))
    throw new Told(t().badValue('--node', raw.node, 'a-z 0-9 -'));
  if (!/^\d{1,4}$/.test(raw.history) || Number(raw.history) < 1 || Number(raw.history) > 1024)
    throw new Told(t().badValue('--history', raw.history, '1–1024'));
  const port = /^\d{1,5}$/.test(raw.port) ? Number(raw.port) : 0;
  if (port < 1 || port > 65535) throw new Told(t().portBad(raw.port));
  return { ...raw, port, dataDir: resolve(ROOT, raw.dataDir), noInstall: raw.noInstall !== '', texts: t() };
}

function printHelp(locale) {
  const language = texts(locale) === texts('de') ? 'de' : 'en';
  const rows = OPTIONS.map((option) => {
    const left = `  ${option.flag}${option.value ? ` ${option.value}` : ''}`.padEnd(28);
    const note = option.fallback ? ` [${option.fallback}]` : '';
    return `${left}${option.env.padEnd(22)}${option[language]}${note}`;
  });
  const questions = QUESTIONS.map(
    ({ flags, [language]: text }) => `  ${flags.join(', ').padEnd(26)}${''.padEnd(22)}${text}`,
  );
  const head =
    language === 'de'
      ? 'npm start -- [Optionen]\n\n  Option                    Umgebung              Bedeutung [Vorgabe]'
      : 'npm start -- [options]\n\n  option                    environment           meaning [default]';
  process.stdout.write(`${head}\n${[...rows, ...questions].join('\n')}\n`);
}
