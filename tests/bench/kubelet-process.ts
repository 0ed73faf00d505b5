// bin/kubelet as a program of its own, on ports and folders of the bench.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../browser/support/lab-process';

const ROOT = new URL('../..', import.meta.url).pathname;

const ok = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    http
      .get({ host: '127.0.0.1', port, path: '/healthz' }, (response) => resolve(response.statusCode === 200))
      .on('error', () => resolve(false));
  });

export interface BenchKubelet {
  node: string;
  /** Renames a manifest into the folder, the clean way; returns the time of the rename (ms since the epoch). */
  apply(name: string, image: string, command: string[]): number;
  stop(): Promise<void>;
}

export async function startKubelet(socket: string): Promise<BenchKubelet> {
  const dir = mkdtempSync(join(tmpdir(), 'kulissen-bench-'));
  const manifests = join(dir, 'manifests');
  mkdirSync(manifests);
  const healthz = await freePort();
  const node = 'bench1';
  const child: ChildProcess = spawn(
    join(ROOT, 'bin/kubelet'),
    [
      `--pod-manifest-path=${manifests}`,
      `--hostname-override=${node}`,
      `--root-dir=${join(dir, 'root')}`,
      '--read-only-port=0',
      `--healthz-port=${healthz}`,
      `--docker-endpoint=unix://${socket}`,
      `--kulissen-lab=bench-${process.pid}`,
    ],
    { stdio: ['ignore', 'ignore', 'ignore'] },
  );
  const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()));
  for (const end = Date.now() + 30_000; !(await ok(healthz)); ) {
    if (Date.now() > end) throw new Error('the kubelet did not come up');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    node,
    apply(name, image, command) {
      const pod = {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name },
        spec: {
          terminationGracePeriodSeconds: 1,
          containers: [{ name: 'c', image, imagePullPolicy: 'IfNotPresent', command }],
        },
      };
      writeFileSync(join(manifests, `.${name}`), JSON.stringify(pod));
      const at = Date.now();
      renameSync(join(manifests, `.${name}`), join(manifests, `${name}.json`));
      return at;
    },
    async stop() {
      child.kill('SIGTERM');
      await ended;
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
