// What the engine says of itself, its images, its networks and its events, cut down to one seat.
import { createInterface } from 'node:readline';
import { image, imageRow, info as infoOf, network as networkOf, version as versionOf } from './answers';
import { type Ask, answerJson, MOMENT, taken } from './ask';
import { refusalOf } from './engine';
import { narrowed } from './filters';
import { ownerLabels, shownName } from './owned';
import { notInThisLab, Refused } from './refused';

type Fields = Readonly<Record<string, unknown>>;

export async function ping(ask: Ask): Promise<void> {
  const answer = await ask.engine.send({ method: 'GET', version: '', path: ['_ping'] });
  answer.resume();
  const said = (name: string): Record<string, string> => {
    const value = answer.headers[name.toLowerCase()];
    return typeof value === 'string' ? { [name]: value } : {};
  };
  ask.response.writeHead(answer.statusCode ?? 500, {
    ...said('Api-Version'),
    ...said('Ostype'),
    'Docker-Experimental': 'false',
    'Content-Type': 'text/plain; charset=utf-8',
    'Cache-Control': 'no-cache, no-store, must-revalidate',
  });
  ask.response.end(ask.response.req.method === 'HEAD' ? undefined : 'OK');
}

export async function version(ask: Ask): Promise<void> {
  answerJson(
    ask.response,
    200,
    versionOf(await ask.engine.json<Fields>({ method: 'GET', version: ask.version, path: ['version'] })),
  );
}

export async function info(ask: Ask): Promise<void> {
  const said = await ask.engine.json<Fields>({ method: 'GET', version: ask.version, path: ['info'] });
  const states = (await ask.own.list()).map(({ State }) => String(State));
  const { rules, ownership } = ask.seat;
  const cpus = Math.max(1, Math.round(rules.nanoCpus / 1e9));
  answerJson(
    ask.response,
    200,
    infoOf(said, { node: ownership.node, memoryBytes: rules.memoryBytes, cpus, images: rules.images.length, states }),
  );
}

export async function images(ask: Ask): Promise<void> {
  const filters = narrowed(ask.query.get('filters'), ['reference', 'dangling', 'label', 'before', 'since'], {});
  const rows = await ask.engine.json<Fields[]>({
    method: 'GET',
    version: ask.version,
    path: ['images', 'json'],
    query: { filters },
  });
  answerJson(
    ask.response,
    200,
    rows.flatMap((row) => imageRow(row, ask.seat.rules.images) ?? []),
  );
}

/** The image, if the lab has it: by name, by id, or by the beginning of its id. */
async function ownImage(ask: Ask): Promise<Fields> {
  const none = new Refused(404, `No such image: ${ask.ref.slice(0, 128)}`);
  const found = await ask.engine
    .json<Fields>({ method: 'GET', version: ask.version, path: ['images', ask.ref, 'json'] })
    .catch((error: Refused) => {
      throw error.status === 404 ? none : error;
    });
  const shown = image(found, ask.seat.rules.images);
  if (!shown) throw none;
  return shown;
}

export async function inspectImage(ask: Ask): Promise<void> {
  answerJson(ask.response, 200, await ownImage(ask));
}

export async function imageHistory(ask: Ask): Promise<void> {
  const { Id } = await ownImage(ask);
  answerJson(
    ask.response,
    200,
    await ask.engine.json({ method: 'GET', version: ask.version, path: ['images', String(Id), 'history'] }),
  );
}

/** `docker pull`: the lab's images are here, others are not to be had. */
export async function pull(ask: Ask): Promise<void> {
  const from = ask.query.get('fromImage') ?? '';
  const ref = `${from}:${ask.query.get('tag') || 'latest'}`;
  if (!ask.seat.rules.images.includes(ref)) throw notInThisLab(`the image ${ref.slice(0, 128)}`);
  answerJson(ask.response, 200, { status: `Status: Image is up to date for ${ref}` });
}

async function seatNetwork(ask: Ask): Promise<Fields> {
  const { network } = ask.seat.rules;
  const found = await ask.engine.json<Fields>({ method: 'GET', version: ask.version, path: ['networks', network] });
  return networkOf(found, await ask.own.list(), ask.own.ownership, network);
}

export async function networks(ask: Ask): Promise<void> {
  answerJson(ask.response, 200, [await seatNetwork(ask)]);
}

export async function inspectNetwork(ask: Ask): Promise<void> {
  const found = await seatNetwork(ask);
  const meant = found.Name === ask.ref || (ask.ref.length >= 3 && String(found.Id).startsWith(ask.ref));
  if (!meant) throw new Refused(404, `network ${ask.ref.slice(0, 64)} not found`);
  answerJson(ask.response, 200, found);
}

export async function volumes(ask: Ask): Promise<void> {
  answerJson(ask.response, 200, { Volumes: [], Warnings: [] });
}

/** `docker inspect <name>` tries every kind of object; of these a seat has none. */
export async function nothing(ask: Ask): Promise<void> {
  throw new Refused(404, `No such object: ${ask.ref.slice(0, 64)}`);
}

interface EngineEvent {
  Type?: string;
  Actor?: { ID?: string; Attributes?: Record<string, string> };
  from?: string;
}

/** One line of events as the seat may see it; null when it is not the seat's. */
function ownEvent(line: string, ask: Ask): object | null {
  const event = JSON.parse(line) as EngineEvent;
  const attributes = event.Actor?.Attributes ?? {};
  const mine = ownerLabels(ask.seat.ownership).every((label) => {
    const [key = '', value] = label.split('=');
    return attributes[key] === value;
  });
  if (event.Type !== 'container' || !mine) return null;
  const name = shownName(ask.seat.ownership, attributes.name ?? '');
  return { ...event, Actor: { ...event.Actor, Attributes: { ...attributes, name } } };
}

export async function events(ask: Ask): Promise<void> {
  const filters = narrowed(ask.query.get('filters'), ['event', 'container', 'label', 'image', 'type'], {
    type: ['container'],
    label: ownerLabels(ask.seat.ownership),
  });
  const answer = await ask.engine.send({
    method: 'GET',
    version: ask.version,
    path: ['events'],
    query: { ...taken(ask.query, { since: MOMENT, until: MOMENT }), filters },
    signal: ask.signal,
  });
  if ((answer.statusCode ?? 500) >= 400) throw await refusalOf(answer);
  ask.response.writeHead(200, { 'Content-Type': 'application/json' });
  ask.response.flushHeaders();
  const lines = createInterface({ input: answer, crlfDelay: Number.POSITIVE_INFINITY });
  answer.on('error', () => ask.response.end());
  for await (const line of lines) {
    const shown = line.trim() === '' ? null : ownEvent(line, ask);
    if (shown) ask.response.write(`${JSON.stringify(shown)}\n`);
  }
  ask.response.end();
}
