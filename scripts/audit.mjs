// `npm run audit`: asks the registry for known vulnerabilities of what an installation contains; high and critical ones fail.
// Not every registry (a mirror, a proxy) has that service, and CI must not depend on one: then it says that nothing was asked.
import { execFile } from 'node:child_process';
import { ROOT } from './setup/settings.mjs';

const ARGS = ['audit', '--omit=dev', '--audit-level=high', '--json', '--fetch-retries=0'];

/** Resolves to npm's report, or to `{ silent }` with what kept the registry from answering. */
function ask() {
  const npm = process.env.npm_execpath;
  const [command, args] = npm ? [process.execPath, [npm, ...ARGS]] : ['npm', ARGS];
  return new Promise((resolve) => {
    execFile(command, args, { cwd: ROOT, timeout: 120_000, maxBuffer: 64 << 20 }, (error, stdout) => {
      let report = {};
      try {
        report = JSON.parse(stdout);
      } catch {}
      if (report.auditReportVersion) resolve(report);
      else resolve({ silent: report.message || report.error?.summary || error?.message || 'no report' });
    });
  });
}

const { silent, vulnerabilities = {} } = await ask();
if (silent) process.stdout.write(`audit: NOT ASKED, the registry does not tell: ${silent.split('\n')[0]}\n`);
else {
  const found = Object.values(vulnerabilities);
  const bad = found.filter(({ severity }) => severity === 'high' || severity === 'critical');
  for (const { name, severity, via } of found) {
    const titles = via.map((each) => (typeof each === 'string' ? `through ${each}` : `${each.title} ${each.url}`));
    process.stdout.write(`  ${severity}: ${name}: ${titles.join('; ')}\n`);
  }
  process.stdout.write(`audit: ${bad.length} high or critical, ${found.length - bad.length} lesser\n`);
  if (bad.length > 0) process.exitCode = 1;
}
