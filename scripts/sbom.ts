// `npm run sbom [-- FILE]`: writes the bill of materials (CycloneDX 1.5, JSON) of what an installation contains.
// It is made of package-lock.json alone, asks nobody, and is the same for the same lock file and npm.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { readLock } from './release/lock';
import { type Bom, bomProblems, shippedBom } from './release/sbom';

const [file = 'dist/sbom.cdx.json'] = process.argv.slice(2);
const lock = readFileSync('package-lock.json', 'utf8');
const { name } = JSON.parse(readFileSync('package.json', 'utf8')) as { name: string };
const args = ['sbom', '--package-lock-only', '--sbom-format=cyclonedx', '--sbom-type=application'];
const npm = process.env.npm_execpath;
const out = execFileSync(npm ? process.execPath : 'npm', [...(npm ? [npm] : []), ...args], {
  encoding: 'utf8',
  maxBuffer: 64 << 20,
});
const packages = readLock(lock);
const bom = shippedBom(JSON.parse(out) as Bom, packages, { name, lock });
const problems = bomProblems(bom, packages);
if (problems.length > 0) {
  process.stderr.write(`Not written, the list would be wrong:\n  ${problems.join('\n  ')}\n`);
  process.exitCode = 1;
} else {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(bom, null, 2)}\n`);
  process.stdout.write(`${file}: ${bom.components.length} packages\n`);
}
