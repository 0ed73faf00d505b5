// The disk that the kubelet keeps its own files on is full: pods wait and say why, and start when there is room again.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Docker from 'dockerode';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { LAB_LABEL } from '@/server/kubelet/runtime-service';
import { provideTestImages, SOCKET, TEST_IMAGES } from '@/server/runtime/docker/engine-fixture';
import { KubeletProcess } from './kubelet-process';

const lab = `full-${process.pid}`;
const docker = new Docker({ socketPath: SOCKET });
const PATIENCE = { timeout: 90_000, interval: 250 };
/** Mounting needs root; without it there is no small file system to fill. */
const canMount = process.getuid?.() === 0;
if (!canMount) console.warn('a full disk is NOT tested: needs root');

describe.skipIf(!canMount)('a kubelet whose own disk is full', () => {
  const kubelet = new KubeletProcess({
    socket: SOCKET,
    node: 'full1',
    lab,
    flags: [`--pod-infra-container-image=${TEST_IMAGES.pause}`, '--eviction-hard='],
  });
  const root = join(kubelet.dir, 'root');
  const filler = join(root, 'filler');

  beforeAll(async () => {
    await provideTestImages();
    mkdirSync(root);
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'kulissen-test', root]);
    expect(mounted.status, String(mounted.stderr)).toBe(0);
    await kubelet.start();
  });
  afterAll(async () => {
    await kubelet.stop('SIGKILL');
    spawnSync('umount', [root]);
    await kubelet.dispose();
    const left = await docker.listContainers({ all: true, filters: { label: [`${LAB_LABEL}=${lab}`] } });
    for (const { Id } of left) await docker.getContainer(Id).remove({ force: true, v: true });
  });

  function fill(): void {
    try {
      writeFileSync(filler, Buffer.alloc(1024 * 1024));
    } catch (error) {
      expect((error as NodeJS.ErrnoException).code).toBe('ENOSPC');
    }
  }

  it('says so, goes on living, and starts the pod when there is room', async () => {
    fill();
    kubelet.apply('web', {
      terminationGracePeriodSeconds: 2,
      containers: [
        { name: 'c', image: TEST_IMAGES.app, imagePullPolicy: 'IfNotPresent', command: ['sh', '-c', 'sleep 100000'] },
      ],
    });
    await vi.waitFor(() => expect(kubelet.log).toMatch(/ENOSPC|no space left on device/), PATIENCE);
    expect((await kubelet.pods())?.map(({ status }) => status?.phase)).toEqual(['Pending']);
    expect(kubelet.exitCode).toBeNull();
    rmSync(filler);
    await vi.waitFor(async () => expect((await kubelet.pods())?.[0]?.status?.phase).toBe('Running'), PATIENCE);
  });
});
