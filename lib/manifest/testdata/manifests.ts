// Manifests and a reader for the tests of this folder.
import { hashContainer } from '@/lib/k8s/container-hash';
import { type ManifestContext, type ManifestResult, readManifest } from '../read-manifest';

export const context: ManifestContext = {
  nodeName: 'worker1',
  source: 'file',
  file: '/m/x.yaml',
  seenAt: Date.UTC(2026, 10, 23, 16, 44, 49, 313),
  // 32 hexadecimal digits that depend on the whole text; lib knows no md5 of its own.
  md5: (text) => hashContainer({ name: text }).padStart(8, '0').repeat(4),
};
export const read = (text: string, more: Partial<ManifestContext> = {}): ManifestResult =>
  readManifest(text, { ...context, ...more });
export const podOf = (text: string, more: Partial<ManifestContext> = {}) => {
  const result = read(text, more);
  if (!result.ok) throw new Error(result.message);
  return result.pod;
};
export const refusalOf = (text: string) => {
  const result = read(text);
  if (result.ok) throw new Error('was accepted');
  return result;
};
export const codes = (text: string): string[] => read(text).problems.map(({ code }) => code);

export const NGINX = `apiVersion: v1
kind: Pod
metadata:
  name: nginx
spec:
  containers:
  - name: nginx
    image: nginx:latest
    imagePullPolicy: IfNotPresent
    ports:
    - name: http
      containerPort: 80
      protocol: TCP
  restartPolicy: Always
`;
export const BUSYBOX = `apiVersion: v1
kind: Pod
metadata:
  name: bb
spec:
  terminationGracePeriodSeconds: 2
  containers:
  - name: c
    image: busybox:1.35
    imagePullPolicy: IfNotPresent
    command: ["sh", "-c", "trap 'exit 0' TERM; sleep 3600 & wait"]
`;
