// Reading containers and acting on them. Every handler resolves the name to the full id of a container of the seat first.

import { containerRow, inspected } from './answers';
import { type Ask, answerJson, BOOLEAN, MOMENT, NUMBER, passOn, SIGNAL, taken } from './ask';
import { buildContainer } from './build-container';
import { narrowed } from './filters';
import { type ContainerRow, engineName, ownerLabels } from './owned';
import { notInThisLab, Refused } from './refused';

const LIST_FILTERS = ['id', 'name', 'label', 'status', 'exited', 'health', 'ancestor'];

export async function list(ask: Ask): Promise<void> {
  const { engine, own, seat, query } = ask;
  const filters = narrowed(query.get('filters'), LIST_FILTERS, { label: ownerLabels(seat.ownership) });
  const rest = taken(query, { all: BOOLEAN, limit: NUMBER, size: BOOLEAN });
  const rows = await engine.json<ContainerRow[]>({
    method: 'GET',
    version: ask.version,
    path: ['containers', 'json'],
    query: { ...rest, filters },
  });
  const ids = new Set((await own.list()).map(({ Id }) => Id));
  answerJson(
    ask.response,
    200,
    rows.filter(({ Id }) => ids.has(Id)).map((row) => containerRow(row, seat.ownership)),
  );
}

export async function inspect(ask: Ask): Promise<void> {
  const id = await ask.own.idOf(ask.ref);
  const query = taken(ask.query, { size: BOOLEAN });
  const found = await ask.engine.json<Record<string, unknown>>({
    method: 'GET',
    version: ask.version,
    path: ['containers', id, 'json'],
    query,
  });
  answerJson(ask.response, 200, inspected(found, ask.seat.ownership));
}

/** A GET whose answer passes through. `rules`: the query parameters that may go along. */
const reading =
  (what: string, rules: Record<string, RegExp>) =>
  async (ask: Ask): Promise<void> => {
    const query = taken(ask.query, rules);
    await passOn(ask, { method: 'GET', path: ['containers', await ask.own.idOf(ask.ref), what], query });
  };

/** A POST whose answer passes through. */
const acting =
  (what: string, rules: Record<string, RegExp> = {}) =>
  async (ask: Ask): Promise<void> => {
    const query = taken(ask.query, rules);
    await passOn(ask, { method: 'POST', path: ['containers', await ask.own.idOf(ask.ref), what], query });
  };

/** Words that `ps` may be started with on the host: none that names a file or a user of it. */
const PS_ARGUMENTS =
  /^(-?(ef|aux|ax|axu|e|l|el)|-eo? ?(pid|ppid|comm|args|cmd|stat|time|,)+|-o ?(pid|ppid|comm|args|cmd|stat|time|,)+)$/;

export const logs = reading('logs', {
  follow: BOOLEAN,
  stdout: BOOLEAN,
  stderr: BOOLEAN,
  since: MOMENT,
  until: MOMENT,
  timestamps: BOOLEAN,
  tail: /^(all|\d{1,7})$/,
});
export const top = reading('top', { ps_args: PS_ARGUMENTS });
export const stats = reading('stats', { stream: BOOLEAN, 'one-shot': BOOLEAN });
export const changes = reading('changes', {});
export const start = acting('start');
export const stop = acting('stop', { t: NUMBER, signal: SIGNAL });
export const kill = acting('kill', { signal: SIGNAL });
export const restart = acting('restart', { t: NUMBER, signal: SIGNAL });
export const pause = acting('pause');
export const unpause = acting('unpause');
export const resize = acting('resize', { h: NUMBER, w: NUMBER });
export const wait = acting('wait', { condition: /^(not-running|next-exit|removed)$/ });

export async function remove(ask: Ask): Promise<void> {
  const query = taken(ask.query, { force: BOOLEAN, v: BOOLEAN });
  await passOn(ask, { method: 'DELETE', path: ['containers', await ask.own.idOf(ask.ref)], query });
}

const NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,62}$/;

export async function create(ask: Ask): Promise<void> {
  const { own, seat, engine } = ask;
  if (!seat.mayRun()) throw notInThisLab('docker run. Here the kubelet creates the containers.');
  const refusal = seat.refusal?.();
  if (refusal !== undefined) throw new Refused(507, refusal);
  const wanted = ask.query.get('name') ?? '';
  if (wanted !== '' && !NAME.test(wanted)) throw new Refused(400, `Invalid container name (${wanted.slice(0, 64)})`);
  const body = buildContainer(await ask.body(), seat.rules, own.ownership);
  const rows = await own.list();
  const taken = rows.find(
    ({ Names }) => Names.includes(`/${engineName(own.ownership, wanted)}`) || Names.includes(`/${wanted}`),
  );
  if (wanted !== '' && taken) {
    throw new Refused(
      409,
      `Conflict. The container name "/${wanted}" is already in use by container "${taken.Id}". You have to remove (or rename) that container to be able to reuse that name.`,
    );
  }
  const ofKubelet = (row: ContainerRow): boolean => row.Labels?.['io.kubernetes.pod.uid'] !== undefined;
  if (rows.filter((row) => !ofKubelet(row)).length >= seat.rules.containers) {
    throw new Refused(403, `not in this lab: more than ${seat.rules.containers} containers of docker run at once`);
  }
  const name = engineName(
    own.ownership,
    wanted || `run-${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)}`,
  );
  const { Id } = await engine.json<{ Id: string }>({
    method: 'POST',
    version: ask.version,
    path: ['containers', 'create'],
    query: { name },
    body,
  });
  answerJson(ask.response, 201, { Id, Warnings: [] });
}
