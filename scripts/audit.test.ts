// The real npm against a registry of the test's own.
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { expect, it, vi } from 'vitest';

interface Answer {
  status: number;
  /** By package name, as the registry's bulk service words it. */
  advisories?: Record<string, unknown[]>;
}

const advisory = (severity: string) => ({
  id: 1,
  url: 'https://example.org/advisory',
  title: 'Reads what it should not',
  severity,
  vulnerable_versions: '*',
});

/** npm itself is what takes its time here. */
vi.setConfig({ testTimeout: 120_000 });

/** Runs the audit; resolves to its exit code, what it wrote, and the names that the registry was asked about. */
async function audit({
  status,
  advisories = {},
}: Answer): Promise<{ code: number | null; out: string; asked: string[] }> {
  let asked: string[] = [];
  const registry = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      const text = request.headers['content-encoding'] === 'gzip' ? gunzipSync(body).toString() : body.toString();
      if (request.url?.endsWith('/bulk') && status === 200) asked = Object.keys(JSON.parse(text) as object);
      response.writeHead(status, { 'content-type': 'application/json' });
      // npm looks a reported package up for its other versions.
      const name = decodeURIComponent(request.url?.slice(1) ?? '');
      response.end(JSON.stringify(request.method === 'POST' ? advisories : { name, versions: {} }));
    });
  });
  const port = await new Promise<number>((resolve) => {
    registry.listen(0, '127.0.0.1', () => resolve((registry.address() as AddressInfo).port));
  });
  const result = await run({
    npm_config_registry: `http://127.0.0.1:${port}/`,
    npm_config_cache: `/tmp/kulissen-audit-${port}`,
  });
  registry.close();
  return { ...result, asked };
}

function run(env: Record<string, string>): Promise<{ code: number | null; out: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['scripts/audit.mjs'], {
      env: { NODE_ENV: 'test', PATH: process.env.PATH, HOME: process.env.HOME, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let out = '';
    child.stdout.on('data', (chunk: Buffer) => {
      out += String(chunk);
    });
    child.on('close', (code) => resolve({ code, out }));
  });
}

it('asks about what is shipped, and passes when nothing is known', async () => {
  const { code, out, asked } = await audit({ status: 200 });
  expect(out).toBe('audit: 0 high or critical, 0 lesser\n');
  expect(code).toBe(0);
  expect(asked).toContain('next');
  // Development needs these two as well: they are shipped all the same.
  expect(asked).toEqual(expect.arrayContaining(['yaml', 'zod']));
});

it('fails with the name of a package that has a high one', async () => {
  const { code, out } = await audit({ status: 200, advisories: { zod: [advisory('high')] } });
  expect(out).toContain('high: zod: Reads what it should not https://example.org/advisory');
  expect(code).toBe(1);
});

it('names a lesser one and passes', async () => {
  const { code, out } = await audit({ status: 200, advisories: { ws: [advisory('moderate')] } });
  expect(out).toContain('moderate: ws');
  expect(out).toMatch(/audit: 0 high or critical, [1-9]\d* lesser/);
  expect(code).toBe(0);
});

it.each([405, 500])('says that nothing was asked when the registry answers %i', async (status) => {
  const { code, out } = await audit({ status });
  expect(out).toMatch(/^audit: NOT ASKED, /);
  expect(code).toBe(0);
});

it('says so too when there is no registry', async () => {
  const { code, out } = await run({ npm_config_registry: 'http://127.0.0.1:9/' });
  expect(out).toMatch(/^audit: NOT ASKED, .*127\.0\.0\.1/);
  expect(code).toBe(0);
});
