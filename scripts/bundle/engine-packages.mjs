// The engine as Debian packages, with all they need, and an index that apt reads from a folder.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Told } from '../setup/report.mjs';
import { run, which } from '../setup/run.mjs';

const PACKAGES = ['docker.io', 'iptables', 'sudo', 'curl', 'jq', 'procps', 'iproute2', 'ca-certificates'];

/** `debian 12`, as /etc/os-release has it. */
export function debianRelease() {
  const facts = readFileSync('/etc/os-release', 'utf8');
  const value = (key) => new RegExp(`^${key}="?([^"\n]*)`, 'm').exec(facts)?.[1] ?? '';
  return `${value('ID')} ${value('VERSION_ID')}`;
}

/** Downloads from the mirrors that this machine's apt is set to. Returns the file names. Throws Told with apt's own words. */
export async function fetchEnginePackages(folder) {
  if (!which('apt-get')) throw new Told('No apt-get here: npm run bundle -- --no-engine leaves the engine out.');
  mkdirSync(join(folder, 'partial'), { recursive: true });
  const scratch = mkdtempSync(join(tmpdir(), 'kulissen-debs-'));
  // With an empty list of installed packages apt fetches everything that any machine of this release may lack.
  const status = join(scratch, 'status');
  writeFileSync(status, '');
  const { code, output } = await run(
    'apt-get',
    [
      'install',
      '-y',
      '--download-only',
      '--no-install-recommends',
      ...['-o', `Dir::State::status=${status}`, '-o', `Dir::Cache::archives=${folder}`],
      ...['-o', 'APT::Sandbox::User=root', '-o', 'Debug::NoLocking=true'],
      ...PACKAGES,
    ],
    { env: { ...process.env, LC_ALL: 'C' } },
  );
  rmSync(scratch, { recursive: true });
  rmSync(join(folder, 'partial'), { recursive: true });
  if (code !== 0) throw new Told(output);
  const debs = readdirSync(folder).filter((file) => file.endsWith('.deb'));
  writeFileSync(join(folder, 'Packages'), debs.map((file) => entry(folder, file)).join('\n'));
  return debs;
}

/** One package's paragraph of the index. */
function entry(folder, file) {
  const content = readFileSync(join(folder, file));
  const control = execFileSync('dpkg-deb', ['-f', join(folder, file)], { encoding: 'utf8' }).trimEnd();
  const sum = createHash('sha256').update(content).digest('hex');
  return `${control}\nFilename: ./${file}\nSize: ${content.length}\nSHA256: ${sum}\n`;
}
