// `npm run test:chaos`: a workshop's room with real seats, and the faults that can't be made beside anything else (tests/chaos). Everything
// runs in network, process and mount namespaces of its own, which take along what is left when they end. Needs root; some minutes.
// Arguments go to vitest: `npm run test:chaos -- engine -t G01`.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureApp, ensurePrograms, ensureWorkers } from './setup/build.mjs';
import { ensureEngine } from './setup/engine.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { step, Told } from './setup/report.mjs';
import { run as runQuietly, which } from './setup/run.mjs';
import { ROOT } from './setup/settings.mjs';
import { texts } from './setup/texts.mjs';

const t = texts('en');
/** What the tests call apart from Node and the engine. */
const TOOLS = ['unshare', 'dockerd', 'docker', 'iptables', 'ip', 'findmnt', 'prlimit', 'mkfs.ext4'];
/** Below it the private engine puts its containers (tests/chaos/support/engine.ts). */
const CGROUPS = 'kulissen-chaos';

function checkMachine() {
  if (process.getuid?.() !== 0) throw new Told('namespaces, mounts and engines of its own: start it with sudo');
  const missing = TOOLS.filter((tool) => !which(tool));
  if (missing.length > 0) throw new Told(`not installed: ${missing.join(', ')}`);
  return TOOLS.join(', ');
}

/** Images as files: in its namespaces the private engine has no way out. */
async function saveImages(socket, folder) {
  const args = ['dist/images.mjs', '--socket', socket, '--workshop', '--save', folder];
  const { code, output } = await runQuietly(process.execPath, args, { cwd: ROOT });
  if (code !== 0) throw new Told(output);
  return folder;
}

/** PID 1 is a shell, because it takes in orphans; with it everything in the namespaces ends. */
function runTests(folder, args) {
  const inside = 'ip link set lo up; mount --make-rshared /; "$@"';
  const vitest = [join(ROOT, 'node_modules/.bin/vitest'), 'run', '--config', 'tests/chaos/chaos.config.ts', ...args];
  const own = ['--mount', '--net', '--pid', '--fork', '--kill-child', '--mount-proc', '--propagation', 'private'];
  const child = spawn('unshare', [...own, 'sh', '-c', `${inside}; exit $?`, 'sh', ...vitest], {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, NODE_ENV: 'test', KULISSEN_CHAOS: folder },
  });
  return new Promise((resolve) => child.on('close', (code) => resolve(code ?? 1)));
}

/** Empty groups outlive the namespaces. */
function removeCgroups() {
  const roots = ['/sys/fs/cgroup', ...readdirSync('/sys/fs/cgroup').map((name) => join('/sys/fs/cgroup', name))];
  for (const root of roots)
    spawnSync('find', [join(root, CGROUPS), '-depth', '-type', 'd', '-exec', 'rmdir', '{}', '+']);
}

async function main() {
  await step(t.step.packages, async (say) =>
    (await ensurePackages({ say, texts: t })) ? t.packagesDone : t.packagesFresh,
  );
  const { socket } = await step(t.step.engine, async (say) => {
    const found = await ensureEngine({ dataDir: join(ROOT, '.kulissen'), say, texts: t });
    if (!found.socket) throw new Told(t.why[found.why]);
    return { ...found, text: t.engineAt(found.version, found.socket) };
  });
  await step('Machine', async () => checkMachine());
  await step(t.step.programs, async () => {
    await Promise.all([ensurePrograms(), ensureWorkers()]);
    return t.programsDone;
  });
  await step(t.step.build, async (say) => ((await ensureApp({ say, texts: t })) ? t.buildDone : t.buildFresh));
  // Sockets of seats have long names, and the kernel takes 107 bytes.
  const folder = mkdtempSync(join(tmpdir(), 'kc-'));
  try {
    await step(t.step.images, async () => saveImages(socket, join(folder, 'images')));
    process.exitCode = await runTests(folder, process.argv.slice(2));
  } finally {
    removeCgroups();
    rmSync(folder, { recursive: true, force: true });
  }
}

main().catch((error) => {
  if (!(error instanceof Told)) throw error;
  process.exitCode = 1;
});
