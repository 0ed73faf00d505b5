// The one kubelet of a lab: started from a terminal, run inside the lab, heard by the view.
import type { Clock } from '@/server/kubelet/clock';
import type { Kubelet, KubeletConfig, KubeletEvent, LoopSwitch } from '@/server/kubelet/kubelet';
import { recordDecisions } from '../view/decisions';
import { applyKubeletEvent } from '../view/kubelet-events';
import { kubeletEnded, kubeletStarting, kubeletState } from '../view/kubelet-process';
import type { KubeletState, LabState } from '../view/state';
import type { ViewStore } from '../view/store';
import { messageOf } from '../workspace/results';

export interface Exit {
  code: number;
  /** Why, in one line; '' for a quiet end. */
  message: string;
  /** The log has said so already. */
  logged?: boolean;
}

export interface KubeletRun {
  config: KubeletConfig;
  /** As typed. */
  argv: string[];
  /** Lab terminal, '' if unknown. */
  terminal: string;
  onLog(line: string): void;
  signal: AbortSignal;
}

export interface KubeletHost {
  /** Runs a kubelet until it is stopped; resolves with how it ended. Null when one runs already. */
  run(run: KubeletRun): Promise<Exit> | null;
  /** Terminal that hosts the running kubelet; null when none runs. */
  hostedBy(): string | null;
  /** Teaching controls of the running kubelet; null when none runs. */
  loop(): LoopSwitch | null;
  /** Stops the running kubelet, if any, and waits for its end. Its containers live on. */
  stop(): Promise<void>;
}

export interface KubeletHostOptions {
  store: ViewStore;
  clock: Clock;
  create(config: KubeletConfig): Kubelet;
  /** Told when a terminal begins or ends hosting. */
  onHosting(terminal: string, hosts: boolean): void;
}

/** klog's fatal lines end the process with this code (klog.go, exit). */
const FATAL_EXIT = 255;
const FATAL = /^F\d{4} .*?\] (.*)$/;

/** The place for a lab's kubelet; there is never more than one. */
export function createKubeletHost({ store, clock, create, onHosting }: KubeletHostOptions): KubeletHost {
  let current: { terminal: string; stopping: AbortController; ended: Promise<Exit> } | null = null;
  let loop: LoopSwitch | null = null;

  const updateKubelet = (change: (kubelet: KubeletState) => KubeletState) =>
    store.update((state) => ({ ...state, kubelet: change(state.kubelet) }));

  async function life({ config, argv, onLog }: KubeletRun, signal: AbortSignal): Promise<Exit> {
    updateKubelet((kubelet) => kubeletStarting(kubelet, config, argv, clock.now()));
    const kubelet = create(config);
    loop = kubelet.loop;
    let fatal = '';
    const unsubscribe = kubelet.subscribe((event) => {
      if (event.type !== 'log') return store.update((state) => hear(state, event));
      fatal = FATAL.exec(event.line)?.[1] ?? fatal;
      onLog(event.line);
    });
    const onStop = () => updateKubelet((state) => kubeletState(state, 'stopping', clock.now()));
    signal.addEventListener('abort', onStop, { once: true });
    try {
      await kubelet.start(signal);
      if (!signal.aborted) updateKubelet((state) => kubeletState(state, 'running', clock.now()));
      await kubelet.done;
      return { code: 0, message: '' };
    } catch (error) {
      if (fatal) return { code: FATAL_EXIT, message: fatal, logged: true };
      throw error;
    } finally {
      loop = null;
      unsubscribe();
      signal.removeEventListener('abort', onStop);
    }
  }

  return {
    run(run) {
      if (current) return null;
      const stopping = new AbortController();
      const signal = AbortSignal.any([run.signal, stopping.signal]);
      const ended = life(run, signal)
        .catch((error: unknown) => {
          return { code: 1, message: messageOf(error) };
        })
        .then((exit: Exit) => {
          // Whatever did start ends with it.
          stopping.abort();
          current = null;
          updateKubelet((kubelet) => kubeletEnded(kubelet, { code: exit.code, message: exit.message }, clock.now()));
          onHosting(run.terminal, false);
          return exit;
        });
      current = { terminal: run.terminal, stopping, ended };
      onHosting(run.terminal, true);
      return ended;
    },
    hostedBy: () => current?.terminal ?? null,
    loop: () => loop,
    async stop() {
      current?.stopping.abort();
      await current?.ended;
    },
  };
}

const hear = (state: LabState, event: KubeletEvent): LabState => ({
  ...state,
  kubelet: applyKubeletEvent(state.kubelet, event),
  decisions: recordDecisions(state.decisions, event, state.kubelet),
});
