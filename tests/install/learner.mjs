// A learner's first minutes over the wire that the page uses: signs in with the link, opens a terminal, starts the kubelet with
// sudo, saves a manifest, and waits for the container. Runs inside the installed machine (bundled to one file by run.sh).
//   learner.mjs LINK IMAGE    prints `<image> running after <ms> ms`; exit code 1 and a reason otherwise
import { randomUUID } from 'node:crypto';
import { io } from 'socket.io-client';

const [link, image] = process.argv.slice(2);
const { origin, hash } = new URL(link);
const token = new URLSearchParams(hash.slice(1)).get('t');
const DEADLINE_MS = 90_000;

function fail(why) {
  process.stderr.write(`learner: ${why}\n`);
  process.exit(1);
}

async function signedIn() {
  const answer = await fetch(`${origin}/auth`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: origin },
    body: JSON.stringify({ token }),
  });
  const cookie = answer.headers.get('set-cookie')?.split(';')[0];
  if (answer.status !== 204 || !cookie) fail(`sign in: ${answer.status}`);
  const page = await fetch(`${origin}/de`, { headers: { Cookie: cookie } });
  if (page.status !== 200 || !(await page.text()).includes('Kulissen')) fail(`page: ${page.status}`);
  return cookie;
}

async function connected(cookie) {
  const socket = io(origin, { transports: ['websocket'], extraHeaders: { Cookie: cookie, Origin: origin } });
  await new Promise((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  const ask = async (event, payload) => {
    const answer = await socket.timeout(10_000).emitWithAck(event, payload);
    if (!answer.ok) fail(`${event}: ${JSON.stringify(answer.error)}`);
    return answer.value;
  };
  return { socket, ask };
}

const manifest = `apiVersion: v1
kind: Pod
metadata:
  name: first
spec:
  containers:
  - name: first
    image: ${image}
    imagePullPolicy: IfNotPresent
    command: ["sleep", "3600"]
`;

/** Types the lessons' own command; resolves when the shell has shown that sudo was let through. */
async function startKubelet({ socket, ask }) {
  const { terminal } = await ask('term:open', { id: randomUUID(), cols: 100, rows: 30 });
  let screen = '';
  socket.on('term:data', ({ bytes }) => {
    screen += Buffer.from(bytes).toString();
  });
  await ask('term:attach', { terminal, offset: 0 });
  const typed = (seq, data) => ask('term:input', { terminal, seq, data });
  await typed(1, 'echo root is $(sudo id -u)\r');
  await until(
    () => /root is 0/.test(screen),
    () => `sudo in the shell: ${screen}`,
  );
  await typed(2, 'sudo ./kubelet --pod-manifest-path=$PWD/kubelet-manifests\r');
}

async function until(holds, complaint) {
  const end = Date.now() + DEADLINE_MS;
  for (let found; Date.now() < end; ) {
    found = await holds();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return fail(complaint());
}

async function main() {
  const lab = await connected(await signedIn());
  const containers = async () => {
    const { view } = await lab.ask('view:snapshot', {});
    return Object.values(view.pods).flatMap((pod) => pod.containers);
  };
  await startKubelet(lab);
  await lab.ask('file:save', { id: randomUUID(), file: 'first.yaml', content: manifest, revision: '' });
  const started = Date.now();
  let seen;
  const found = await until(
    async () => {
      seen = await containers();
      return seen.find((container) => container.name === 'first' && container.state === 'running');
    },
    () => `no running container: ${JSON.stringify(seen)}`,
  );
  process.stdout.write(`${found.image} ${found.state} after ${Date.now() - started} ms\n`);
}

main().then(
  () => process.exit(0),
  (error) => fail(error.stack),
);
