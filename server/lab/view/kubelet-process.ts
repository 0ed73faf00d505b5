// The hosted kubelet as a process: it starts, runs, stops or fails. Pure.
import type { KubeletView } from '@/lib/protocol/view';
import type { KubeletConfig } from '@/server/kubelet/kubelet';
import { type KnownPod, type KubeletState, stoppedKubelet } from './state';

export function kubeletStarting(state: KubeletState, config: KubeletConfig, args: string[], at: number): KubeletState {
  const view: KubeletView = {
    ...stoppedKubelet(at),
    state: 'starting',
    args,
    manifestPath: config.settings.staticPodPath,
    readOnlyPort: config.settings.readOnlyPort,
    fileCheckMs: config.settings.fileCheckFrequency,
  };
  return { ...state, view };
}

export const kubeletState = (state: KubeletState, now: 'running' | 'stopping', at: number): KubeletState => ({
  ...state,
  view: { ...state.view, state: now, since: at },
});

/** No kubelet any more: nothing is desired, nobody waits or reports. What is known of pods stays for those that live on. */
export function kubeletEnded(state: KubeletState, exit: { code: number; message: string }, at: number): KubeletState {
  const forget = ({ pod, file }: KnownPod): KnownPod => ({
    ...(pod && { pod }),
    ...(file !== undefined && { file }),
    desired: false,
    terminating: false,
    waits: {},
  });
  return {
    view: { ...stoppedKubelet(at), state: exit.code === 0 ? 'stopped' : 'failed', exit },
    readings: {},
    phases: {},
    pods: Object.fromEntries(Object.entries(state.pods).map(([uid, known]) => [uid, forget(known)])),
  };
}
