// The engine with a stopwatch: every call is counted and timed under the name that upstream gives the operation
// (pkg/kubelet/kuberuntime/instrumented_services.go, 1.20).
import type { Clock } from './clock';
import type { RuntimeService } from './runtime-service';

export interface OperationMetrics {
  called(operation: string, seconds: number, failed: boolean): void;
}

/** The same service; results and errors pass unchanged. */
export function measuredRuntime(runtime: RuntimeService, clock: Clock, metrics: OperationMetrics): RuntimeService {
  const measure = async <T>(operation: string, call: () => Promise<T>): Promise<T> => {
    const began = clock.now();
    let failed = true;
    try {
      const result = await call();
      failed = false;
      return result;
    } finally {
      metrics.called(operation, (clock.now() - began) / 1000, failed);
    }
  };
  return {
    kind: runtime.kind,
    ...(runtime.network && { network: runtime.network }),
    version: () => measure('version', () => runtime.version()),
    list: () => measure('list_containers', () => runtime.list()),
    inspect: (id) => measure('container_status', () => runtime.inspect(id)),
    describe: (id) => measure('describe_container', () => runtime.describe(id)),
    runSandbox: (config) => measure('run_podsandbox', () => runtime.runSandbox(config)),
    stopSandbox: (id) => measure('stop_podsandbox', () => runtime.stopSandbox(id)),
    removeSandbox: (id) => measure('remove_podsandbox', () => runtime.removeSandbox(id)),
    createContainer: (config) => measure('create_container', () => runtime.createContainer(config)),
    startContainer: (id) => measure('start_container', () => runtime.startContainer(id)),
    stopContainer: (id, grace) => measure('stop_container', () => runtime.stopContainer(id, grace)),
    killContainer: (id) => measure('kill_container', () => runtime.killContainer(id)),
    removeContainer: (id) => measure('remove_container', () => runtime.removeContainer(id)),
    imageStatus: (ref) => measure('image_status', () => runtime.imageStatus(ref)),
    pullImage: (ref, credentials) => measure('pull_image', () => runtime.pullImage(ref, credentials)),
    execSync: (id, command, limits) => measure('exec_sync', () => runtime.execSync(id, command, limits)),
    exec: (id, command, options) => measure('exec', () => runtime.exec(id, command, options)),
    attach: (id, options) => measure('attach', () => runtime.attach(id, options)),
    images: () => measure('list_images', () => runtime.images()),
    removeImage: (id) => measure('remove_image', () => runtime.removeImage(id)),
    imageDirectory: () => measure('image_fs_info', () => runtime.imageDirectory()),
    exists: (id) => measure('container_status', () => runtime.exists(id)),
    logs: (id, options, signal) => measure('container_logs', () => runtime.logs(id, options, signal)),
    portForward: (sandboxId, port) => measure('port_forward', () => runtime.portForward(sandboxId, port)),
    stats: (id) => measure('container_stats', () => runtime.stats(id)),
    writableLayer: (id) => measure('list_container_stats', () => runtime.writableLayer(id)),
    events: (signal) => runtime.events(signal),
  };
}
