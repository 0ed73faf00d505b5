// Our own origin serves the workers (scripts/build-workers.mjs); no CDN, no blob.
import type { Monaco } from './load';

interface WorkerRequest {
  label?: string;
  moduleId?: string;
  createData?: unknown;
  host?: Record<string, (...args: never[]) => unknown>;
  keepIdleModels?: boolean;
}

const workerUrl = (label: string) => (label === 'yaml' ? '/monaco/yaml.worker.js' : '/monaco/editor.worker.js');

/**
 * monaco-yaml 5.5 asks `editor.createWebWorker` with a module id; monaco-editor ≥ 0.56 wants the running worker instead
 * (github.com/remcohaszing/monaco-yaml/issues/272). This copy of the API translates.
 */
export function withWorkers(monaco: Monaco): Parameters<typeof import('monaco-yaml').configureMonacoYaml>[0] {
  self.MonacoEnvironment = { getWorker: (_id: string, label: string) => new Worker(workerUrl(label)) };
  const createWebWorker = (request: WorkerRequest) => {
    const worker = new Worker(workerUrl(request.label ?? 'editor'));
    // The first message is dropped by the worker's loader; the second one creates the language service.
    worker.postMessage('ignore');
    worker.postMessage(request.createData);
    return monaco.editor.createWebWorker({
      worker: Promise.resolve(worker),
      ...(request.host ? { host: request.host } : {}),
      ...(request.keepIdleModels === undefined ? {} : { keepIdleModels: request.keepIdleModels }),
    });
  };
  const adapted = { ...monaco, editor: { ...monaco.editor, createWebWorker } };
  return adapted as unknown as Parameters<typeof import('monaco-yaml').configureMonacoYaml>[0];
}
