import { type CheckContext, type CheckResult, met, unmet, watching } from './result';
import type { LeafOf } from './schema';

export const KUBELET_KEYS = [
  'kubelet.stopped',
  'kubelet.never',
  'kubelet.starting',
  'kubelet.failed',
  'kubelet.running',
  'kubelet.stopping',
  'kubelet.folder',
  'kubelet.flag',
] as const;
export const FOLDER_KEYS = ['folder.missing'] as const;

export function evaluateFolder(_check: LeafOf<'folder'>, { view }: CheckContext): CheckResult {
  const facts = { manifestDir: view.lab.manifestDir };
  return view.lab.manifestDirExists ? met(facts) : unmet('folder.missing', facts);
}

export function evaluateKubelet(check: LeafOf<'kubelet'>, { view, enteredAt }: CheckContext): CheckResult {
  const { kubelet } = view;
  const facts = {
    since: kubelet.since,
    manifestPath: kubelet.manifestPath,
    manifestDir: view.lab.manifestDir,
    port: kubelet.readOnlyPort,
    checkMs: kubelet.fileCheckMs,
    node: view.node.name,
  };
  if (check.state === 'stopped') {
    if (kubelet.state === 'stopped' || kubelet.state === 'failed') {
      // A server that was started again has forgotten how the kubelet ended; it went after the step was entered, all the same.
      const ran = kubelet.exit !== undefined || kubelet.since >= enteredAt;
      return check.hasRun && !ran ? unmet('kubelet.never', facts) : met(facts, kubelet.since);
    }
    return kubelet.state === 'stopping' ? watching('kubelet.stopping', facts) : unmet('kubelet.running', facts);
  }
  if (kubelet.state === 'failed') return unmet('kubelet.failed', { ...facts, message: kubelet.exit?.message ?? '' });
  if (kubelet.state === 'starting') return watching('kubelet.starting', facts);
  if (kubelet.state !== 'running') return unmet('kubelet.stopped', facts);
  if (check.readsFolder && withoutSlash(kubelet.manifestPath) !== withoutSlash(view.lab.manifestDir)) {
    return unmet('kubelet.folder', facts);
  }
  const { flag } = check;
  if (flag && !hasFlag(kubelet.args, flag.name, flag.value)) {
    return unmet('kubelet.flag', {
      ...facts,
      flag: flag.value === undefined ? flag.name : `${flag.name}=${flag.value}`,
    });
  }
  return met(facts, kubelet.since);
}

const withoutSlash = (path: string): string => path.replace(/\/+$/, '');

/** `--name=value` or, as two words, `--name value`. */
const hasFlag = (args: readonly string[], name: string, value: string | undefined): boolean =>
  args.some((arg, at) =>
    value === undefined
      ? arg === name || arg.startsWith(`${name}=`)
      : arg === `${name}=${value}` || (arg === name && args[at + 1] === value),
  );
