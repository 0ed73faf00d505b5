// `npm run bundle`: one archive that installs and runs Kulissen without a network. `npm run bundle -- --verify` also proves it.
//
//   --folder       leave the unpacked folder and make no archive: what scripts/install.sh does in a clone
//   --no-engine    leave out the Debian packages of the engine: the target has one, or a network
//   --no-images    leave out the lab's images: the target fetches or builds them
//   --verify       unpack the archive into a clean root without an uplink, install, run a pod, uninstall,
//                  and the same with a room for a class (needs root and debootstrap)
//
// It works for the platform and the Debian release that it was made on; install.sh checks both.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { debianRelease, fetchEnginePackages } from './bundle/engine-packages.mjs';
import { copyPackages } from './bundle/packages.mjs';
import { ensureApp, ensurePrograms, ensureWorkers } from './setup/build.mjs';
import { IMAGE_FOLDER } from './setup/bundled.mjs';
import { ensureEngine } from './setup/engine.mjs';
import { asDockerUser } from './setup/images.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { step, Told } from './setup/report.mjs';
import { run } from './setup/run.mjs';
import { ROOT } from './setup/settings.mjs';
import { texts } from './setup/texts.mjs';

const t = texts('');
const { values: wanted } = parseArgs({
  options: {
    folder: { type: 'boolean', default: false },
    'no-engine': { type: 'boolean', default: false },
    'no-images': { type: 'boolean', default: false },
    verify: { type: 'boolean', default: false },
  },
});

/** What runs, and what is read while it runs. Sources stay away: nothing is built where the bundle is installed. */
const CARRIED = [
  '.next',
  'LICENSE',
  'README.de.md',
  'README.md',
  'bin',
  'deploy',
  'dist',
  'lessons',
  'next.config.js',
  'package.json',
  'public',
  'scripts/clean.mjs',
  'scripts/install',
  'scripts/install.sh',
  'scripts/setup',
  'scripts/start.mjs',
  'scripts/workshop',
  'scripts/workshop.mjs',
];
const LEFT_OUT = /^\.next\/(cache|diagnostics|trace|trace-build|turbopack|types)(\/|$)|\.map$|\.test\.ts$/;

const { name, version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const title = `${name}-${version}-${process.platform}-${process.arch}`;
const out = join(ROOT, 'release');
const folder = join(out, title);

const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

function filesBelow(path) {
  return readdirSync(path, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesBelow(join(path, entry.name)) : [join(path, entry.name)]));
}

const sizeOf = (path) =>
  existsSync(path)
    ? filesBelow(path).reduce((sum, file) => sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0), 0)
    : 0;

async function built() {
  await step(t.step.packages, async (say) =>
    (await ensurePackages({ say, texts: t })) ? t.packagesDone : t.packagesFresh,
  );
  await step(t.step.programs, async () => {
    await Promise.all([ensurePrograms(), ensureWorkers()]);
    return t.programsDone;
  });
  await step(t.step.build, async (say) => ((await ensureApp({ say, texts: t })) ? t.buildDone : t.buildFresh));
}

function copyApplication() {
  for (const path of CARRIED)
    cpSync(join(ROOT, path), join(folder, path), {
      recursive: true,
      filter: (source) => !LEFT_OUT.test(relative(ROOT, source)),
    });
  symlinkSync('scripts/install.sh', join(folder, 'install.sh'));
}

/** The Node.js that made the bundle: what was tested is what runs. */
function copyNode() {
  mkdirSync(join(folder, 'node/bin'), { recursive: true });
  cpSync(realpathSync(process.execPath), join(folder, 'node/bin/node'));
  chmodSync(join(folder, 'node/bin/node'), 0o755);
  const licence = [join(process.execPath, '../../LICENSE'), '/usr/share/doc/nodejs/copyright'].find(existsSync);
  if (licence) cpSync(realpathSync(licence), join(folder, 'node/LICENSE'));
}

async function saveImages() {
  const engine = await ensureEngine({ dataDir: join(ROOT, '.kulissen'), say: () => undefined, texts: t });
  if (!engine.socket) throw new Told(t.why[engine.why]);
  const [command, args] = asDockerUser(engine.viaGroup, process.execPath, [
    join(ROOT, 'dist/images.mjs'),
    '--socket',
    engine.socket,
    '--workshop',
    '--save',
    join(folder, IMAGE_FOLDER),
  ]);
  const { code, output } = await run(command, args, { cwd: ROOT });
  if (code !== 0) throw new Told(output);
}

/** BUNDLE.json makes the set-up steps do nothing (scripts/setup/bundled.mjs); SHA256SUMS is checked before anything is installed. */
function seal() {
  const facts = {
    version,
    node: process.versions.node,
    platform: process.platform,
    arch: process.arch,
    debian: wanted['no-engine'] ? '' : debianRelease(),
    builtAt: new Date().toISOString(),
  };
  writeFileSync(join(folder, 'BUNDLE.json'), `${JSON.stringify(facts, null, 2)}\n`);
  const sums = filesBelow(folder)
    .filter((file) => file !== join(folder, 'install.sh'))
    .map((file) => `${sha256(file)}  ${relative(folder, file)}`);
  writeFileSync(join(folder, 'SHA256SUMS'), `${sums.join('\n')}\n`);
}

const sha256 = (file) => createHash('sha256').update(readFileSync(file)).digest('hex');

function pack() {
  const archive = join(out, `${title}.tar.gz`);
  const owner = ['--owner=0', '--group=0', '--numeric-owner', '--sort=name'];
  execFileSync('tar', ['-C', out, ...owner, '-czf', archive, title]);
  writeFileSync(`${archive}.sha256`, `${sha256(archive)}  ${title}.tar.gz\n`);
  return archive;
}

async function main() {
  await built();
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await step('application', async () => {
    copyApplication();
    copyNode();
    const packages = copyPackages(folder);
    return `${packages.length} packages, ${megabytes(sizeOf(join(folder, 'node_modules')))}; Node.js ${process.versions.node}, ${megabytes(sizeOf(join(folder, 'node')))}; .next ${megabytes(sizeOf(join(folder, '.next')))}`;
  });
  if (!wanted['no-images'])
    await step('images', async () => {
      await saveImages();
      return megabytes(sizeOf(join(folder, IMAGE_FOLDER)));
    });
  if (!wanted['no-engine'])
    await step('engine', async () => {
      const debs = await fetchEnginePackages(join(folder, 'debs'));
      return `${debs.length} Debian packages, ${megabytes(sizeOf(join(folder, 'debs')))}`;
    });
  seal();
  if (wanted.folder) return void process.stdout.write(`\n  ${folder}\n`);
  const archive = await step('archive', async () => {
    const path = pack();
    return { path, text: `${megabytes(statSync(path).size)}, unpacked ${megabytes(sizeOf(folder))}` };
  });
  rmSync(folder, { recursive: true });
  process.stdout.write(`\n  ${archive.path}\n`);
  if (wanted.verify)
    execFileSync(join(ROOT, 'tests/install/run.sh'), ['--only', 'life', '--only', 'workshop', archive.path], {
      stdio: 'inherit',
    });
}

main().catch((error) => {
  if (!(error instanceof Told)) throw error;
  process.stderr.write(`\n${error.message}\n`);
  process.exitCode = 1;
});
