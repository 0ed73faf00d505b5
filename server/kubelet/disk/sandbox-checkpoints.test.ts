import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SandboxCheckpoints } from './sandbox-checkpoints';

const ID = 'a'.repeat(64);
const CHECKPOINT = {
  name: 'web-node1',
  namespace: 'default',
  portMappings: [{ containerPort: 80, hostPort: 8080, protocol: 'TCP', hostIP: '' } as const],
  hostNetwork: false,
};

describe('sandbox checkpoints', () => {
  let root: string;
  let warnings: string[];
  const checkpoints = async (owner = 'lab/node1') => {
    const opened = new SandboxCheckpoints({ root, owner, onWarning: (text) => warnings.push(text) });
    await opened.open();
    return opened;
  };
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'kulissen-checkpoints-'));
    warnings = [];
  });
  afterEach(() => rm(root, { recursive: true }));

  it('are files of the sandbox id, in the form of dockershim', async () => {
    await (await checkpoints()).write(ID, CHECKPOINT);
    expect(JSON.parse(await readFile(join(root, 'sandbox', ID), 'utf8'))).toEqual({
      version: 'v1',
      name: 'web-node1',
      namespace: 'default',
      data: { port_mappings: [{ protocol: 'tcp', container_port: 80, host_port: 8080 }] },
      checksum: expect.any(Number),
      owner: 'lab/node1',
    });
    expect(await readdir(join(root, 'sandbox'))).toEqual([ID]);
  });

  it('are read back, and told from torn and changed ones', async () => {
    const own = await checkpoints();
    await own.write(ID, CHECKPOINT);
    const whole = await readFile(join(root, 'sandbox', ID), 'utf8');
    await writeFile(join(root, 'sandbox', 'torn'), whole.slice(0, -20));
    await writeFile(join(root, 'sandbox', 'changed'), whole.replace('8080', '8081'));
    await writeFile(join(root, 'sandbox', 'empty'), '');
    await writeFile(join(root, 'sandbox', 'no name!'), whole);
    const found = (await own.list()).sort((a, b) => a.id.localeCompare(b.id));
    expect(found).toEqual([
      { id: ID, valid: true, owner: 'lab/node1' },
      { id: 'changed', valid: false },
      { id: 'empty', valid: false },
      { id: 'torn', valid: false },
    ]);
  });

  it('go, and a second time is fine; a name never leads out of the directory', async () => {
    const own = await checkpoints();
    await own.write(ID, CHECKPOINT);
    await writeFile(join(root, 'outside'), '');
    await own.remove(ID);
    await own.remove(ID);
    await own.remove('../outside');
    expect(await own.list()).toEqual([]);
    expect(await readdir(root)).toContain('outside');
  });

  it('claim a new directory for good, and never one that was in use', async () => {
    expect((await checkpoints()).isOurs).toBe(true);
    await (await checkpoints()).write(ID, CHECKPOINT);
    expect((await checkpoints()).isOurs).toBe(true);
    expect((await checkpoints('lab/node2')).isOurs).toBe(false);
    await rm(root, { recursive: true });
    await mkdir(join(root, 'sandbox'), { recursive: true });
    await writeFile(join(root, 'sandbox', ID), 'of a real kubelet');
    expect((await checkpoints()).isOurs).toBe(false);
  });

  it('clear away what a kill in the middle of a write has left', async () => {
    await checkpoints();
    await writeFile(join(root, 'sandbox', `.${ID}-0011aabb`), '{"ver');
    const again = await checkpoints();
    expect(await readdir(join(root, 'sandbox'))).toEqual([]);
    expect(await again.list()).toEqual([]);
  });

  it('warn once where they cannot be written, and never throw', async () => {
    await writeFile(join(root, 'sandbox'), 'a file where the directory should be');
    const own = await checkpoints();
    await own.write(ID, CHECKPOINT);
    await own.write(ID, CHECKPOINT);
    expect(own.isOurs).toBe(false);
    expect(await own.list()).toEqual([]);
    expect(warnings).toHaveLength(1);
  });
});
