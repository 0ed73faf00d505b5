// Puts a lab together: folder, engine, kubelet, terminals and lessons feed one picture, and commands go to their owners.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locale } from '@/lib/i18n/locale';
import type { PodSecurityProfile } from '@/lib/k8s/pod-security';
import type { Ack, Answer, ClientEvent, Payload } from '@/lib/protocol/events';
import type { Clock } from '@/server/kubelet/clock';
import type { RuntimeService } from '@/server/kubelet/runtime-service';
import type { LessonEngine } from '@/server/lessons/engine';
import type { Terminals } from '@/server/terminal';
import { containerHandlers } from './commands/containers';
import { failureOf } from './commands/failures';
import { fileHandlers } from './commands/files';
import type { Handler, Handlers } from './commands/handler';
import { historyHandlers } from './commands/history';
import { kubeletHandlers } from './commands/kubelet';
import { lessonHandlers } from './commands/lessons';
import { loopHandlers } from './commands/loop';
import { terminalHandlers } from './commands/terminals';
import { removeDemoScripts, writeDemoScripts } from './demo/scripts';
import { type DemoPrograms, serveDemoPrograms } from './demo/serve';
import { createEngineObserver } from './engine/observer';
import { createHistory } from './history/history';
import type { HostedServerOptions } from './hosted/hosted-server';
import { serveHostedKubelets, socketPathFor } from './hosted/hosted-server';
import { createKubeletHost, type KubeletHostOptions } from './hosted/kubelet-host';
import { writeKubeletScript } from './hosted/script';
import type { Lab, LabClient } from './lab';
import { createLessonHost } from './lesson-host';
import { createLogFollowers } from './logs/followers';
import { machineFacts } from './machine/facts';
import { engineChanged, recordsListed } from './view/engine-state';
import { initialState } from './view/state';
import { createViewStore } from './view/store';
import { done, messageOf } from './workspace/results';
import type { FileOwner } from './workspace/save';
import { createWorkspace } from './workspace/workspace';

/** The kubelet as a program: reads a command line, is created. */
export interface KubeletProgram {
  read: HostedServerOptions['read'];
  create: KubeletHostOptions['create'];
  /** Forgets the manifests that were sent to the web server of an earlier kubelet. */
  forget(): Promise<void>;
}

export interface LabOptions {
  id: string;
  /** Absolute; exists. Sockets and state of the lab. */
  dataDir: string;
  /** Absolute; created if missing. The learner's home. */
  home: string;
  user: string;
  nodeName: string;
  /** What its pods may not ask for, told to the editor; the program refuses it. */
  podSecurity?: PodSecurityProfile;
  runtime: RuntimeService;
  program: KubeletProgram;
  terminals: Terminals;
  lessons: LessonEngine;
  clock: Clock;
  locale: Locale;
  /** Program and arguments that run the client behind `./kubelet`, absolute paths. */
  clientCommand: readonly string[];
  /** Folder that stands first in the PATH of the lab's shells. */
  shimDir: string;
  /** Compressed bytes of what can be looked back at; the history's own bound if undefined. */
  historyBytes?: number;
  /** Images that the lessons use, for the pre-flight page. */
  images?: readonly string[];
  /** Answers `docker` and `curl` where there is no engine. */
  demoPrograms?: DemoPrograms | undefined;
  /** Development: follows changes of the lessons; tells what the lint says (`lessons/file:line: message`). Returns how to stop. */
  authoring?: (changed: (problems: string[]) => void) => () => void;
  /** Whose home, files and `./kubelet` it is, where that is not the user of this process. */
  owner?: FileOwner;
  /** Where `./kubelet` finds its socket, where its shell sees it at another path. */
  socketInside?: string;
  /** Folder for a socket whose path in `dataDir` would be too long. */
  socketFallback: string;
  /** Faults that the lab lives through, for the server's log. */
  warn(message: string): void;
}

/** Opens the lab. Rejects when its folders or socket can't be made. */
export async function createLab(options: LabOptions): Promise<Lab> {
  const { id, dataDir, home, user, nodeName, runtime, program, terminals, lessons, clock, owner, warn } = options;
  await mkdir(home, { recursive: true });
  const manifestDir = join(home, 'kubelet-manifests');
  const { podSecurity } = options;
  const lab = { id, home, manifestDir, user, ...(podSecurity && { podSecurity }) };
  const initial = initialState(lab, nodeName, runtime.kind, clock.now());
  const store = createViewStore({
    initial: { ...initial, ...terminals.list() },
    clock,
    evaluate: stepsOf(lessons, warn),
  });
  const { update } = store;
  const history = createHistory(store, options.historyBytes === undefined ? {} : { maxBytes: options.historyBytes });
  const logs = createLogFollowers(runtime, clock);

  const workspace = createWorkspace({ dir: manifestDir, clock, warn, owner });
  lessons.keepManifests(workspace.contents);
  const stopWatch = workspace.watch((listing) => update((state) => ({ ...state, workspace: listing })));
  let revision = 0;
  const stopAuthoring = options.authoring?.((problems) => {
    lessons.reload();
    revision += 1;
    update((state) => ({ ...state, authoring: { revision, problems } }));
  });
  const observer = createEngineObserver({
    runtime,
    clock,
    warn,
    onRecords: (records) => update((state) => recordsListed(state, records)),
    onEngine: (report) => update((state) => engineChanged(state, report, clock.now())),
  });
  const stopTerminals = terminals.subscribe((change) => update((state) => ({ ...state, ...change })));
  const onHosting = (terminal: string, hosts: boolean) => terminals.setHostsKubelet(terminal, hosts);
  const kubelets = createKubeletHost({ store, clock, create: program.create, onHosting });

  const socketPath = await socketPathFor(dataDir, id, options.socketFallback);
  const closeHosted = await serveHostedKubelets({
    socketPath,
    owner,
    host: kubelets,
    read: program.read,
    clock,
    warn,
  });
  const { clientCommand, locale, socketInside = socketPath } = options;
  if (!(await writeKubeletScript({ home, clientCommand, socketPath: socketInside, locale, owner }))) {
    warn(`${join(home, 'kubelet')} is not ours and stays: a kubelet started with it does not show on the stage`);
  }

  const closeDemo = await openDemo(options);

  const host = createLessonHost({ store, clock, workspace, terminals, runtime, observer, kubelets, program });
  const handlers: Handlers = {
    'view:snapshot': async () => ({ ok: true, value: store.snapshot() }),
    'machine:facts': async () => {
      const { engine, kubelet } = store.state();
      const { images = [] } = options;
      return done(await machineFacts({ home, engine, kubelet: kubelet.view, runtime, images }));
    },
    ...fileHandlers(workspace),
    ...containerHandlers(runtime, () => store.state().records.map((record) => record.id), logs),
    ...kubeletHandlers({ kubelets, read: program.read, terminals, home, manifestDir, locale }),
    ...loopHandlers(() => kubelets.loop()),
    ...historyHandlers(history),
    ...terminalHandlers(terminals),
    ...lessonHandlers({
      lessons,
      host,
      now: clock.now,
      owner: { user, node: nodeName },
      changed: () => update((state) => state),
    }),
  };

  return {
    snapshot: store.snapshot,
    onChange: store.subscribe,
    perform: (client, event, payload) => answered(handlers[event], client, payload),
    leave(client) {
      terminals.leave(client.id);
      logs.leave(client.id);
    },
    health() {
      const { runtime: kind, state, version } = store.state().engine;
      return { runtime: kind, engine: state, engineVersion: version };
    },
    async close() {
      stopWatch();
      stopAuthoring?.();
      await kubelets.stop();
      await closeHosted();
      await closeDemo();
      observer.stop();
      stopTerminals();
      await terminals.closeAll();
      await lessons.close();
      history.close();
      logs.close();
      store.close();
    },
  };
}

/** A lesson that can't be judged must not take the lab down: its steps stay as they were, and the log says so once. */
function stepsOf(lessons: LessonEngine, warn: (message: string) => void): LessonEngine['evaluate'] {
  let told = '';
  return (view, at) => {
    try {
      return lessons.evaluate(view, at);
    } catch (error) {
      const text = messageOf(error);
      if (text !== told) warn(`lessons: ${text}`);
      told = text;
      return view.steps;
    }
  };
}

/** An acknowledgement in any case: what was thrown is told as a failure. */
async function answered<E extends ClientEvent>(
  handler: Handler<E>,
  client: LabClient,
  payload: Payload<E>,
): Promise<Ack<Answer<E>>> {
  try {
    return await handler(client, payload);
  } catch (error) {
    return { ok: false, error: failureOf(error) };
  }
}

/** Without an engine the shells get a `docker` and a `curl` that say what they are. Returns how to close. */
async function openDemo(options: LabOptions): Promise<() => Promise<void>> {
  const { demoPrograms: programs, shimDir: dir, dataDir, id, socketFallback, clientCommand, locale, warn } = options;
  if (!programs) {
    await removeDemoScripts(dir);
    return async () => undefined;
  }
  const socketPath = await socketPathFor(dataDir, id, socketFallback, 'demo.sock');
  const close = await serveDemoPrograms({ socketPath, programs, warn });
  await writeDemoScripts({ dir, clientCommand, socketPath, locale });
  return close;
}
