import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readPods } from './read-pods';

const URL = 'http://h/pods';
const context = {
  nodeName: 'Worker1',
  source: 'http' as const,
  seenAt: 0,
  md5: (text: string) => createHash('md5').update(text).digest('hex'),
};
const read = (text: string) => readPods(text, URL, context);
const pod = (name: string, image = 'busybox:1') => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name },
  spec: { containers: [{ name: 'c', image }] },
});
const list = (...items: unknown[]) => JSON.stringify({ apiVersion: 'v1', kind: 'PodList', items });

describe('readPods', () => {
  it('takes a single pod: of source http, without the toleration of a file', () => {
    const result = read(JSON.stringify(pod('a')));
    if (!result.ok) throw new Error(result.message);
    expect(result.pods[0]?.metadata).toMatchObject({
      name: 'a-worker1',
      annotations: { 'kubernetes.io/config.source': 'http' },
    });
    expect(result.pods[0]?.spec.tolerations).toBeUndefined();
  });

  it('takes a list, in JSON and YAML, whose items may leave out what they are', () => {
    const { apiVersion, kind, ...bare } = pod('b');
    const result = read(list(pod('a'), bare));
    expect(result.ok && result.pods.map(({ metadata }) => metadata.name)).toEqual(['a-worker1', 'b-worker1']);
    expect(read('apiVersion: v1\nkind: PodList\nitems: []\n')).toEqual({ ok: true, pods: [] });
  });

  it('gives a pod of a list the uid that it has alone', () => {
    const [alone, listed] = [read(JSON.stringify(pod('a'))), read(list(pod('a')))];
    expect(alone.ok && listed.ok && alone.pods[0]?.metadata.uid === listed.pods[0]?.metadata.uid).toBe(true);
  });

  it.each([
    [
      'not yaml: [',
      "http://h/pods: received 'not yaml: [', but couldn't parse as single (yaml: line 1: did not find expected node content) or multiple pods (yaml: line 1: did not find expected node content)",
    ],
    [
      '{"kind":"Pod"}',
      `http://h/pods: received '{"kind":"Pod"}', but couldn't parse as single (Object 'apiVersion' is missing in '{"kind":"Pod"}') or multiple pods (Object 'apiVersion' is missing in '{"kind":"Pod"}')`,
    ],
    [JSON.stringify({ ...pod('a'), spec: { containers: [] } }), 'invalid pod: [spec.containers: Required value]'],
    [list(pod('a'), { ...pod('b'), spec: { containers: [] } }), 'invalid pod: [spec.containers: Required value]'],
  ])('refuses %j in the words of the real one', (text, message) => {
    expect(read(text)).toEqual({ ok: false, message });
  });

  it.each([
    [
      '{"apiVersion":"v1","kind":"List","items":[]}',
      /single \(invalid pod: .*\) or multiple pods \(invalid pods list: /,
    ],
    [
      list({ ...pod('a'), spec: { hostNetwork: 'x' } }),
      /or multiple pods \(v1\.PodList\.Items: \[\]v1\.Pod: v1\.Pod\.Spec: /,
    ],
    ['x'.repeat(1024 * 1024 + 1), /^the read limit is reached$/],
  ])('refuses %j', (text, message) =>
    expect(read(text)).toEqual({ ok: false, message: expect.stringMatching(message) }),
  );
});
