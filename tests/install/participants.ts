// People in a workshop, over the doors that browsers use: they join with the code, sit down, start a kubelet and have a pod. Runs
// inside the installed machine (bundled to one file by run.sh). What they hold, their cookies, is kept in FILE: with it they come back.
//   participants BASE CODE FILE NAME…    prints a line for each; exit code 1 and a reason otherwise
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { ask, RoomClient } from '@/server/workshop/robots/room-client';

const [base = '', code = '', file = '', ...names] = process.argv.slice(2);
const READY_MS = 180_000;

const manifest = `apiVersion: v1
kind: Pod
metadata:
  name: first
spec:
  containers:
  - name: first
    image: busybox:1.35
    command: ["sleep", "3600"]
`;

async function cookieOf(name: string): Promise<string> {
  const { status, text, cookie } = await ask(base, '/join', { code, name, locale: 'de' });
  if (status !== 204) throw new Error(`${name} joins: ${status} ${text}`);
  return cookie;
}

/** A shell of the seat. Returns what types a line and waits for words on the screen that the line itself does not have. */
async function shellOf(client: RoomClient): Promise<(line: string, words: RegExp) => Promise<void>> {
  const opened = await client.perform('term:open', { id: crypto.randomUUID(), cols: 120, rows: 30 });
  if (!opened.ok) throw new Error(`term:open: ${opened.error.code}`);
  const { terminal } = opened.value;
  let screen = '';
  let seq = 0;
  client.onData = (chunk) => {
    screen += Buffer.from(chunk.bytes).toString();
  };
  await client.perform('term:attach', { terminal, offset: 0 });
  return async (line, words) => {
    seq += 1;
    await client.perform('term:input', { terminal, seq, data: `${line}\r` });
    if (!(await client.until(() => words.test(screen), READY_MS))) throw new Error(`after ${line}: ${screen}`);
  };
}

async function work(name: string, cookie: string, again: boolean): Promise<void> {
  const client = new RoomClient(base, cookie);
  const ready = await client.until(() => client.shows && client.room?.seat?.lab === 'ready', READY_MS);
  const seat = client.room?.seat;
  if (!ready || !seat) throw new Error(`${name}: ${seat?.lab ?? 'no seat'} ${seat?.labError ?? ''}`);
  if (seat.name !== name) throw new Error(`${name} sits where ${seat.name} does`);
  const type = await shellOf(client);
  await type('echo "I am $(id -u)"', /I am [1-9]\d+/);
  if (again) await type('grep -q kind: kubelet-manifests/first.yaml && echo "kept $((40 + 2))"', /kept 42/);
  else
    await client.perform('file:save', { id: crypto.randomUUID(), file: 'first.yaml', content: manifest, revision: '' });
  const goesOn = client.snapshot().view.kubelet.state === 'running';
  if (!goesOn) await type('sudo ./kubelet --pod-manifest-path=$PWD/kubelet-manifests', /Starting kubelet/);
  const first = () =>
    Object.values(client.snapshot().view.pods)
      .flatMap((pod) => pod.containers)
      .find((container) => container.name === 'first' && container.state === 'running');
  if (!(await client.until(() => first() !== undefined, READY_MS)))
    throw new Error(`${name} has no running container: ${JSON.stringify(client.snapshot().view.pods)}`);
  process.stdout.write(`${name} at ${seat.id}: ${first()?.image} running, kubelet ${goesOn ? 'goes on' : 'started'}\n`);
  client.close();
}

async function main(): Promise<void> {
  const again = existsSync(file);
  const cookies: string[] = again
    ? readFileSync(file, 'utf8').trim().split('\n')
    : await Promise.all(names.map(cookieOf));
  writeFileSync(file, `${cookies.join('\n')}\n`, { mode: 0o600 });
  await Promise.all(names.map((name, at) => work(name, cookies[at] ?? '', again)));
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`participants: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
