// `npm run clean`: removes everything of ours and only that: containers that carry this lab's label, images we built, data, build results.
// With --keep-build the lab only begins anew: images and build results stay. With --yes nothing is asked.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import http from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { findEngine } from './setup/engine.mjs';
import { Told } from './setup/report.mjs';
import { ROOT, readSettings } from './setup/settings.mjs';
import { unmountBelow } from './setup/unmount.mjs';

function engineCall(socketPath, method, path) {
  return new Promise((resolve, reject) => {
    const request = http.request({ socketPath, method, path }, (response) => {
      let body = '';
      response.on('data', (chunk) => {
        body += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode, body: body ? JSON.parse(body) : null }));
    });
    request.on('error', reject);
    request.end();
  });
}

const withLabel = (label) => encodeURIComponent(JSON.stringify({ label: [label] }));

async function ours(socket, lab, keepBuild) {
  if (!socket) return { containers: [], images: [] };
  const containers = lab
    ? (await engineCall(socket, 'GET', `/containers/json?all=1&filters=${withLabel(`dev.kulissen.lab=${lab}`)}`)).body
    : [];
  const images = keepBuild
    ? []
    : (await engineCall(socket, 'GET', `/images/json?filters=${withLabel('dev.kulissen.image=local-build')}`)).body;
  return { containers, images };
}

async function confirmed(t) {
  if (!process.stdin.isTTY || process.argv.includes('--yes')) return true;
  const ask = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await ask.question(t.ask);
  ask.close();
  return t.yes.test(answer.trim());
}

async function main() {
  const own = ['--yes', '--keep-build'];
  const keepBuild = process.argv.includes('--keep-build');
  const settings = readSettings(process.argv.slice(2).filter((argument) => !own.includes(argument)));
  if (!settings) return;
  const t = settings.texts.clean;
  const pidFile = join(settings.dataDir, 'server.pid');
  const pid = existsSync(pidFile) ? Number.parseInt(readFileSync(pidFile, 'utf8'), 10) : 0;
  if (pid > 0 && existsSync(`/proc/${pid}`)) throw new Told(t.running(pid));
  const { socket } = await findEngine();
  const labFile = join(settings.dataDir, 'lab-id');
  const lab = existsSync(labFile) ? readFileSync(labFile, 'utf8').trim() : '';
  const { containers, images } = await ours(socket, lab, keepBuild);
  const lines = [
    ...(socket ? [t.containers(containers.length), ...(keepBuild ? [] : [t.images(images.length)])] : [t.noEngine]),
    ...(existsSync(settings.dataDir) ? [t.folder(settings.dataDir)] : []),
    ...(keepBuild ? [] : [t.build]),
  ];
  process.stdout.write(`${t.will}\n${lines.map((line) => `  - ${line}`).join('\n')}\n`);
  if (!(await confirmed(t))) return void process.stdout.write(`${t.aborted}\n`);
  for (const { Id } of containers) await engineCall(socket, 'DELETE', `/containers/${Id}?force=1&v=1`);
  // By tag and without force: an image that somebody else's container uses stays.
  for (const tag of images.flatMap(({ Id, RepoTags }) => RepoTags ?? [Id])) {
    const { status, body } = await engineCall(socket, 'DELETE', `/images/${encodeURIComponent(tag)}`);
    if (status >= 400 && status !== 404) process.stdout.write(`${t.kept(tag, body?.message ?? status)}\n`);
  }
  // A subPath of a volume shows a folder of the host below the data folder: what is mounted is never removed.
  const mounted = unmountBelow(settings.dataDir);
  if (mounted.length > 0) throw new Told(t.mounted(mounted.join(', ')));
  // Without an engine the lab's id must stay, or its containers could never be told apart again.
  if (socket) rmSync(settings.dataDir, { recursive: true, force: true });
  if (!keepBuild)
    for (const built of ['.next', 'dist', 'public/monaco']) rmSync(join(ROOT, built), { recursive: true, force: true });
  process.stdout.write(`${t.done}\n`);
}

main().catch((error) => {
  if (!(error instanceof Told)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
