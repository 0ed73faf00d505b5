// Who may ask on --port: strangers, certificates of the named authority, certificates of others. Over real TLS.
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { request } from 'node:https';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KubeletSettings } from '../configuration/fields';
import { TestLab, type TestNode, testConfig, until } from '../kubelet-fixture';

const lab = new TestLab();
let directory: string;

beforeAll(async () => {
  await lab.open();
  directory = await mkdtemp(join(tmpdir(), 'kulissen-auth-'));
  for (const name of ['class', 'other']) makeAuthority(name);
});

afterAll(async () => {
  await lab.close();
  await rm(directory, { recursive: true, force: true });
});

const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: directory, stdio: 'pipe' });

/** `<name>.crt` with its key, and `<name>-client.{crt,key}`, signed by it. */
function makeAuthority(name: string): void {
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  openssl('req', '-x509', ...newKey, '-subj', `/CN=${name}`, '-keyout', `${name}.key`, '-out', `${name}.crt`);
  openssl(
    'req',
    ...newKey,
    '-subj',
    '/O=system:masters/CN=ada',
    '-keyout',
    `${name}-client.key`,
    '-out',
    `${name}.csr`,
  );
  const signing = ['-CA', `${name}.crt`, '-CAkey', `${name}.key`, '-CAcreateserial', '-days', '1'];
  openssl('x509', '-req', '-in', `${name}.csr`, ...signing, '-out', `${name}-client.crt`);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function start(more: Partial<KubeletSettings>): Promise<{ node: TestNode; port: number }> {
  const port = await freePort();
  const settings = { ...testConfig(lab.home, 'node1').settings, enableServer: true, port, ...more };
  return { node: await lab.startNode({ config: { settings, certDir: join(directory, 'pki') } }), port };
}

const pair = async (name: string) => ({
  cert: await readFile(join(directory, `${name}-client.crt`)),
  key: await readFile(join(directory, `${name}-client.key`)),
});

/** Status and body of /pods. */
function ask(port: number, identity: { cert?: Buffer; key?: Buffer } = {}): Promise<string> {
  const options = { host: '127.0.0.1', port, path: '/pods', agent: false, rejectUnauthorized: false, ...identity };
  return new Promise((resolve, reject) => {
    request(options, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        body += part;
      });
      response.on('end', () => resolve(`${response.statusCode} ${body.slice(0, 19)}`));
    })
      .on('error', reject)
      .end();
  });
}

const PODS = '200 {"kind":"PodList","';

describe('with --client-ca-file', () => {
  it('a certificate of the authority is let in, another one never, and strangers where they are welcome', async () => {
    const { node, port } = await start({ 'authentication.x509.clientCAFile': join(directory, 'class.crt') });
    await until(async () => expect(await ask(port)).toBe(PODS));
    expect(await ask(port, await pair('class'))).toBe(PODS);
    expect(await ask(port, await pair('other'))).toBe('401 Unauthorized');
    await node.stop();
  });

  it('and without --anonymous-auth strangers are sent away', async () => {
    const { node, port } = await start({
      'authentication.x509.clientCAFile': join(directory, 'class.crt'),
      'authentication.anonymous.enabled': false,
    });
    await until(async () => expect(await ask(port, await pair('class'))).toBe(PODS));
    expect(await ask(port)).toBe('401 Unauthorized');
    await node.stop();
  });
});

it('without an authority no certificate is looked at', async () => {
  const { node, port } = await start({ 'authentication.anonymous.enabled': true });
  await until(async () => expect(await ask(port, await pair('other'))).toBe(PODS));
  await node.stop();
});
