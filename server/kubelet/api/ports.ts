// Opens the kubelet's three ports and keeps them open. Upstream: cmd/kubelet/app/server.go startKubelet, RunKubelet;
// pkg/kubelet/server/server.go ListenAndServeKubeletServer (1.20).
import { Api, type ApiHost } from './api';
import { clientAuthorities } from './authentication';
import { healthAnswer, PING_ONLY } from './health';
import { type Listener, listen } from './server';
import { servingCertificate } from './tls/serving-certificate';

/** The real kubelet goes on trying to open its health port for ever, this often, ms. */
const HEALTH_RETRY_MS = 5_000;

/** Rejects, after a fatal line that says why, when the settings are impossible or --port or --read-only-port is taken. */
export async function openPorts(host: ApiHost, signal: AbortSignal): Promise<Promise<void>[]> {
  const { settings, nodeName } = host.config;
  const { network } = host;
  const { enableServer, address, readOnlyPort, healthzBindAddress, healthzPort } = settings;
  const hostNames = [nodeName];
  const closed: Promise<void>[] = [];
  const open = async (listener: Listener) => {
    const { port } = listener;
    const listening = await listen(listener, signal).catch((error: unknown) => {
      host.klog.fatal('server.go:184', listenError(address, port, error));
      throw error;
    });
    closed.push(listening.closed);
  };
  if (enableServer) {
    await open(await mainListener(host, hostNames));
    if (readOnlyPort !== 0)
      await open({ address, port: readOnlyPort, network, hostNames, ...answering(host, 'readonly') });
  }
  if (healthzPort !== 0) {
    const listener: Listener = {
      address: healthzBindAddress,
      port: healthzPort,
      network,
      hostNames,
      answer: ({ path, query }) => healthAnswer(path, query, PING_ONLY),
    };
    closed.push((await openHealthPort(host, listener, signal)).closed);
  }
  return closed;
}

function answering(host: ApiHost, port: 'main' | 'readonly'): Pick<Listener, 'answer' | 'upgrade'> {
  const api = new Api(host, port);
  return {
    answer: (request, client) => api.answer(request, client),
    upgrade: (request, client) => api.upgrade(request, client),
  };
}

async function mainListener(host: ApiHost, hostNames: string[]): Promise<Listener> {
  const { config, clock, klog } = host;
  const { address, port, tlsMinVersion, tlsCipherSuites } = config.settings;
  try {
    const authorities = await clientAuthorities(config.settings);
    const pair = await servingCertificate({ config, clock, klog });
    const choice = { minVersion: tlsMinVersion, cipherSuites: tlsCipherSuites };
    const tls = { ...pair, ...choice, clientAuthorities: authorities };
    return { address, port, network: host.network, hostNames, tls, ...answering(host, 'main') };
  } catch (error) {
    klog.fatal('server.go:269', error instanceof Error ? error.message : String(error));
    throw error;
  }
}

async function openHealthPort(
  host: ApiHost,
  listener: Listener,
  signal: AbortSignal,
): Promise<{ closed: Promise<void> }> {
  try {
    return await listen(listener, signal);
  } catch (error) {
    const why = listenError(listener.address, listener.port, error);
    host.klog.error('server.go:433', `Starting healthz server failed: ${why}`);
    const retry = async (): Promise<void> => {
      await host.clock.sleep(HEALTH_RETRY_MS, signal);
      if (!signal.aborted) await (await openHealthPort(host, listener, signal)).closed;
    };
    return { closed: retry() };
  }
}

/** Why a port could not be listened on, as Go words it. */
export function listenError(address: string, port: number, error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  const why = code === 'EADDRINUSE' ? 'bind: address already in use' : message;
  return `listen tcp ${address}:${port}: ${why}`;
}
