// Several sources at once: each has its own set; what two of them name ends only when neither does any more.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { defaultSettings } from './configuration/fields';
import { givenTestLab, manifest, SECOND, until } from './kubelet-fixture';

const lab = givenTestLab();
let server: Server;
let body: string;

beforeEach(async () => {
  server = createServer((_request, response) => response.end(body));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

function withUrl(staticPodPath: string) {
  const staticPodURL = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return { ...defaultSettings('flags'), readOnlyPort: 0, healthzPort: 0, staticPodPath, staticPodURL };
}
const list = (...items: string[]) =>
  JSON.stringify({ apiVersion: 'v1', kind: 'PodList', items: items.map((item): unknown => JSON.parse(item)) });
const sources = (pods: readonly { metadata: { name: string; annotations?: Record<string, string> } }[]) =>
  pods.map(({ metadata: { name, annotations } }) => `${name} ${annotations?.['kubernetes.io/config.source']}`).sort();

it('runs the pods of both, each marked with its source', async () => {
  body = manifest({ name: 'url' });
  const node = await lab.startNode({ config: { settings: withUrl(`${lab.home}/manifests`) } });
  await node.save('web.json', manifest());
  await until(() => expect(sources(node.kubelet.pods())).toEqual(['url-node1 http', 'web-node1 file']));
  await until(() => expect(node.containers()).toHaveLength(2));
});

it('ends a pod that both name only when neither does any more', async () => {
  body = manifest();
  const node = await lab.startNode({ config: { settings: withUrl(`${lab.home}/manifests`) } });
  await until(() => expect(sources(node.kubelet.pods())).toEqual(['web-node1 http']));
  await until(() => expect(node.containers()).toEqual(['web-node1_0 running']));
  await node.save('web.json', manifest());
  await until(() => expect(sources(node.kubelet.pods())).toEqual(['web-node1 file']));
  await node.remove('web.json');
  await until(() => expect(sources(node.kubelet.pods())).toEqual(['web-node1 http']));
  expect(node.containers()).toEqual(['web-node1_0 running']);
  body = '';
  await lab.clock.advance(20 * SECOND);
  await until(() => expect(node.kubelet.pods()).toEqual([]));
});

it('clears nothing away before every source has spoken', async () => {
  body = manifest({ name: 'url' });
  const first = await lab.startNode({ config: { settings: withUrl('') } });
  await until(() => expect(first.containers()).toEqual(['url-node1_0 running']));
  await first.stop();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  const second = await lab.startNode({
    config: { settings: { ...withUrlOf('http://127.0.0.1:1/'), staticPodPath: `${lab.home}/manifests` } },
  });
  await until(() => expect(second.log()).toContain('Failed to read pods from URL'));
  await lab.clock.advance(60 * SECOND);
  expect(second.containers()).toEqual(['url-node1_0 running']);
});

const withUrlOf = (staticPodURL: string) => ({
  ...defaultSettings('flags'),
  readOnlyPort: 0,
  healthzPort: 0,
  staticPodURL,
});

it('refuses the second of two pods with one name in one delivery, with an event', async () => {
  body = list(manifest(), manifest({ env: '2' }));
  const node = await lab.startNode({ config: { settings: withUrl('') } });
  await until(() => expect(node.containers()).toEqual(['web-node1_0 running']));
  expect(node.log()).toMatch(
    /Pod\[2\] \(web-node1_default\(\w+\)\) from http failed validation due to duplicate pod name "web-node1", ignoring/,
  );
  expect(node.events.find(({ type }) => type === 'event')).toMatchObject({
    reason: 'FailedValidation',
    message: expect.stringMatching(
      /^Error validating pod .* from http due to duplicate pod name "web-node1", ignoring$/,
    ),
  });
});
