// docker exec: in containers of the seat only, as the user of the container, and never with more rights than it has.
import { type Ask, answerJson, NUMBER, passOn, taken } from './ask';
import { notInThisLab, Refused } from './refused';

const MAX_WORDS = 256;

type Fields = Readonly<Record<string, unknown>>;
const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= 32 * 1024;
const texts = (value: unknown): string[] =>
  Array.isArray(value) && value.length <= MAX_WORDS && value.every(isText) ? (value as string[]) : [];

/** The body for the engine. Rejects with Refused. */
export function buildExec(said: unknown): object {
  const body = (typeof said === 'object' && said !== null ? said : {}) as Fields;
  if (body.Privileged) throw notInThisLab('--privileged');
  if (body.User) throw notInThisLab('--user');
  const Cmd = texts(body.Cmd);
  if (Cmd.length === 0) throw new Refused(400, 'No exec command specified');
  return {
    Cmd,
    AttachStdin: body.AttachStdin === true,
    AttachStdout: body.AttachStdout === true,
    AttachStderr: body.AttachStderr === true,
    Tty: body.Tty === true,
    Env: texts(body.Env),
    ...(isText(body.WorkingDir) && body.WorkingDir !== '' && { WorkingDir: body.WorkingDir }),
  };
}

export async function create(ask: Ask): Promise<void> {
  const body = buildExec(await ask.body());
  const id = await ask.own.idOf(ask.ref);
  const { Id } = await ask.engine.json<{ Id: string }>({
    method: 'POST',
    version: ask.version,
    path: ['containers', id, 'exec'],
    body,
  });
  answerJson(ask.response, 201, { Id });
}

/** `docker exec -d`: without a stream. */
export async function startDetached(ask: Ask): Promise<void> {
  await ask.own.ownExec(ask.ref);
  await passOn(ask, { method: 'POST', path: ['exec', ask.ref, 'start'], body: { Detach: true, Tty: false } });
}

export async function resize(ask: Ask): Promise<void> {
  await ask.own.ownExec(ask.ref);
  await passOn(ask, {
    method: 'POST',
    path: ['exec', ask.ref, 'resize'],
    query: taken(ask.query, { h: NUMBER, w: NUMBER }),
  });
}

const SHOWN = [
  'ID',
  'Running',
  'ExitCode',
  'ProcessConfig',
  'OpenStdin',
  'OpenStderr',
  'OpenStdout',
  'CanRemove',
  'ContainerID',
];

export async function inspect(ask: Ask): Promise<void> {
  await ask.own.ownExec(ask.ref);
  const found = await ask.engine.json<Fields>({ method: 'GET', version: ask.version, path: ['exec', ask.ref, 'json'] });
  answerJson(
    ask.response,
    200,
    Object.fromEntries(SHOWN.filter((name) => name in found).map((name) => [name, found[name]])),
  );
}
