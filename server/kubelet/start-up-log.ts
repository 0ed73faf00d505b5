// The first lines of the log, in the order and words of a standalone kubelet 1.20 on Docker. Lines about parts that are not
// here (dockershim, cpu manager, volume manager …) are left out: a log must not tell of work that nobody does.

import { goQuote } from '@/lib/k8s/go-quote';
import type { EventRecorder } from './event-recorder';
import type { Klog } from './klog';
import type { KubeletConfig } from './kubelet';

/** What a kubelet says before its loops run. */
export function logStartUp(klog: Klog, { settings }: KubeletConfig, events: Pick<EventRecorder, 'node'>): void {
  klog.info(0, 'server.go:416', 'Version: v1.20.2');
  klog.warning('server.go:558', 'standalone mode, no API client');
  klog.warning('server.go:473', 'No api server defined - no events will be sent to API server.');
  if (settings.staticPodPath !== '') klog.info(0, 'kubelet.go:262', `Adding pod path: ${settings.staticPodPath}`);
  if (settings.staticPodURL !== '') {
    const headers = goHeaders(settings.staticPodURLHeader);
    klog.info(0, 'kubelet.go:268', `Adding pod url ${goQuote(settings.staticPodURL)} with HTTP header ${headers}`);
  }
  events.node('Normal', 'Starting', 'Starting kubelet.');
}

/** As Go prints an http.Header: canonical names, sorted. */
function goHeaders(headers: Readonly<Record<string, readonly string[]>>): string {
  const canonical = (name: string) => name.toLowerCase().replace(/(^|-)[a-z]/g, (start) => start.toUpperCase());
  const pairs = Object.entries(headers).map(([name, values]) => `${canonical(name)}:[${values.join(' ')}]`);
  return `map[${pairs.sort().join(' ')}]`;
}

/** What it says once everything runs. */
export function logStarted(klog: Klog, { settings }: KubeletConfig): void {
  klog.info(0, 'server.go:1176', 'Started kubelet');
  klog.warning('kubelet.go:1378', 'No api server defined - no node status update will be sent.');
  if (settings.enableServer) {
    klog.info(0, 'server.go:148', `Starting to listen on ${settings.address}:${settings.port}`);
  }
  if (settings.enableServer && settings.readOnlyPort !== 0) {
    klog.info(0, 'server.go:180', `Starting to listen read-only on ${settings.address}:${settings.readOnlyPort}`);
  }
  if (settings.enableServer && settings.enableDebuggingHandlers) {
    klog.info(0, 'server.go:410', 'Adding debug handlers to kubelet server.');
  }
  klog.info(0, 'status_manager.go:154', 'Kubernetes client is nil, not starting status manager.');
  klog.info(0, 'kubelet.go:1802', 'Starting kubelet main sync loop.');
  // No engine has been listed yet: upstream's loop says so once before its first round.
  klog.error(
    'kubelet.go:1826',
    'skipping pod synchronization - [container runtime status check may not have completed yet, PLEG is not healthy: pleg has yet to be successful]',
  );
  if (settings.staticPodPath !== '') klog.info(1, 'file.go:66', `Watching path ${goQuote(settings.staticPodPath)}`);
}
