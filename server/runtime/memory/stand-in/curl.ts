// `curl` to the address of an imitated pod. Nothing listens there; what is answered is what the imitated program would.
import type { StandInTalk } from './talk';

const EXIT_REFUSED = 7;
const EXIT_FAILED = 22;

/** An answer of an imitated web server; undefined: no pod has the address. */
export type Answerer = (
  host: string,
  port: number,
  target: string,
) => { status: number; body: string } | 'refused' | undefined;

const REASONS: Record<number, string> = { 200: 'OK', 404: 'Not Found' };

/** Answers the URLs among the arguments; understands -s, -i, -I, -f, -o /dev/null, -w of the status, and leaves the rest aside. */
export function curl(argv: readonly string[], answer: Answerer, talk: StandInTalk): number {
  const takesValue = new Set([
    '-o',
    '--output',
    '-m',
    '--max-time',
    '-H',
    '--header',
    '-X',
    '--request',
    '-A',
    '--connect-timeout',
    '-w',
    '--write-out',
    '--retry',
  ]);
  const urls: string[] = [];
  const values: Record<string, string> = {};
  const flags = new Set<string>();
  for (let at = 0; at < argv.length; at += 1) {
    const word = argv[at] ?? '';
    if (takesValue.has(word)) {
      at += 1;
      values[word] = argv[at] ?? '';
    } else if (word.startsWith('--')) flags.add(word);
    else if (word.startsWith('-')) for (const letter of word.slice(1)) flags.add(`-${letter}`);
    else urls.push(word);
  }
  const has = (...names: string[]) => names.some((name) => flags.has(name));
  for (const text of urls) {
    const url = new URL(/^[a-z]+:\/\//i.test(text) ? text : `http://${text}`);
    const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
    const got = answer(url.hostname, port, url.pathname + url.search);
    if (got === undefined || got === 'refused') {
      if (!has('-s', '--silent') || has('-S', '--show-error'))
        talk.err(
          `curl: (${EXIT_REFUSED}) Failed to connect to ${url.hostname} port ${port}: ${got ? 'Connection refused' : 'No route to host'}\n`,
        );
      return EXIT_REFUSED;
    }
    if (has('-f', '--fail') && got.status >= 400) {
      talk.err(`curl: (${EXIT_FAILED}) The requested URL returned error: ${got.status}\n`);
      return EXIT_FAILED;
    }
    const head = `HTTP/1.1 ${got.status} ${REASONS[got.status] ?? ''}\nContent-Type: text/html\nContent-Length: ${Buffer.byteLength(got.body)}\n\n`;
    const shown = (has('-i', '--include', '-I', '--head') ? head : '') + (has('-I', '--head') ? '' : got.body);
    if ((values['-o'] ?? values['--output']) === undefined) talk.out(shown);
    const after = values['-w'] ?? values['--write-out'];
    if (after) talk.out(after.replaceAll('%{http_code}', String(got.status)).replaceAll('\\n', '\n'));
  }
  return 0;
}
