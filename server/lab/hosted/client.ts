// The program behind `./kubelet` in a lab's home: hands its command line to the lab, which runs the kubelet, and stands in for it in
// the terminal. It must start fast and import nothing but Node and its two neighbours.
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { createLineReader, encode, type ServerMessage } from './messages';
import { hostedTexts } from './texts';

const [socketPath = '', ...argv] = process.argv.slice(2);
const { LC_ALL, LC_MESSAGES, LANG, KULISSEN_LOCALE } = process.env;
/** The shell's language; where it has none (`C`), the server's, which the script knows. */
const locale = /^(de|en)/.exec(LC_ALL || LC_MESSAGES || LANG || '')?.[1] ?? KULISSEN_LOCALE;
const language = locale === 'de' ? 'de' : 'en';
const texts = hostedTexts[language];

/** The lab's shells carry their id; sudo clears the environment, so the answer may stand only with an ancestor. */
function terminalId(): string {
  let pid = String(process.pid);
  for (let steps = 0; steps < 32 && Number(pid) > 1; steps += 1) {
    try {
      const found = readFileSync(`/proc/${pid}/environ`, 'utf8').match(
        /(?:^|\0)KULISSEN_TERMINAL=(t[0-9]{1,6})(?:\0|$)/,
      );
      if (found?.[1]) return found[1];
      // pid (name that may hold anything) state ppid …
      pid =
        readFileSync(`/proc/${pid}/stat`, 'utf8')
          .replace(/^.*\) \S /s, '')
          .split(' ', 1)[0] ?? '';
    } catch {
      return '';
    }
  }
  return '';
}

const socket = connect(socketPath);
let exited = false;

function exit(code: number, sentence = ''): void {
  if (exited) return;
  exited = true;
  process.exitCode = code;
  if (sentence) process.stderr.write(`${sentence}\n`);
  socket.destroy();
}

/** A terminal that takes nothing in (Ctrl-S) holds back the stream, not our memory. */
function print(stream: NodeJS.WriteStream, text: string): void {
  if (stream.write(text)) return;
  socket.pause();
  stream.once('drain', () => socket.resume());
}

const onLine = createLineReader(
  (line) => {
    const message = JSON.parse(line) as ServerMessage;
    if (message.type === 'exit') exit(message.code);
    else print(message.type === 'err' ? process.stderr : process.stdout, message.text);
  },
  () => exit(1, texts.serverEnded),
);

socket.on('connect', () =>
  socket.write(encode({ type: 'run', argv, cwd: process.cwd(), terminal: terminalId(), locale: language })),
);
socket.on('data', onLine);
socket.on('error', (error: NodeJS.ErrnoException) => {
  exit(1, error.code === 'EACCES' ? texts.notAllowed : socket.bytesRead > 0 ? texts.serverEnded : texts.serverGone);
});
socket.on('close', () => exit(1, texts.serverEnded));

let asked = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    // The second one does not wait, like the real one (apiserver/pkg/server/signal.go).
    if (asked && signal !== 'SIGHUP') exit(1);
    asked = true;
    if (socket.writable) socket.write(encode({ type: 'stop' }));
  });
}
// The terminal is gone; the lab hears it from the socket.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => exit(1));
