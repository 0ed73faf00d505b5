// The calls to a Docker engine that the image builder needs, over its UNIX socket. Not dockerode: this runs from
// `npm start` before anything else, and reaches no container.
import { Agent, type IncomingMessage, request } from 'node:http';
import { buffer, text } from 'node:stream/consumers';
import type { Architecture } from './image-archive';

const ANSWER_MS = 30_000;

export class EngineClient {
  private readonly agent = new Agent({ keepAlive: false });

  constructor(private readonly socketPath: string) {}

  /** Architecture of the engine. Throws when the engine is not reachable, or on one that no image can be built for. */
  async architecture(): Promise<Architecture> {
    const { Arch } = JSON.parse(await this.answer('GET', '/version')) as { Arch?: string };
    if (Arch !== 'amd64' && Arch !== 'arm64') throw new Error(`no local images for the architecture ${Arch}`);
    return Arch;
  }

  async has(ref: string): Promise<boolean> {
    const response = await this.send('GET', `/images/${ref}/json`, ANSWER_MS);
    await text(response);
    return response.statusCode === 200;
  }

  /** Pulls; throws with the engine's words. `firstAnswerMs` bounds how long the registry may stay silent at first, then `progressMs`. */
  async pull(ref: string, firstAnswerMs: number, progressMs: number): Promise<void> {
    const at = ref.lastIndexOf(':');
    const query = new URLSearchParams({ fromImage: ref.slice(0, at), tag: ref.slice(at + 1) });
    const response = await this.send('POST', `/images/create?${query}`, firstAnswerMs);
    response.setTimeout(progressMs, () => response.destroy(new Error('no progress')));
    expectSuccess(await text(response), response.statusCode);
  }

  /** Loads an archive as `docker load` does. */
  async load(archive: Buffer): Promise<void> {
    expectSuccess(await this.answer('POST', '/images/load?quiet=1', archive));
  }

  /** An image as `docker save` writes it. Throws with the engine's words. */
  async save(ref: string): Promise<Buffer> {
    const response = await this.send('GET', `/images/${ref}/get`, ANSWER_MS);
    const archive = await buffer(response);
    if (response.statusCode !== 200) throw new Error(messageIn(archive.toString()));
    return archive;
  }

  /** Names (or ids) of all images with a label. */
  async labelled(label: string): Promise<string[]> {
    const filters = encodeURIComponent(JSON.stringify({ label: [label] }));
    const images = JSON.parse(await this.answer('GET', `/images/json?filters=${filters}`)) as {
      Id: string;
      RepoTags?: string[] | null;
    }[];
    return images.flatMap(({ Id, RepoTags }) => (RepoTags?.length ? RepoTags : [Id]));
  }

  /** Removes a name, and the image with its last name. An image in use stays: throws with the engine's words. */
  async remove(ref: string): Promise<void> {
    await this.answer('DELETE', `/images/${ref}`);
  }

  private async answer(method: string, path: string, body?: Buffer): Promise<string> {
    const response = await this.send(method, path, ANSWER_MS, body);
    const answer = await text(response);
    if ((response.statusCode ?? 500) >= 400) throw new Error(messageIn(answer));
    return answer;
  }

  private send(method: string, path: string, silenceMs: number, body?: Buffer): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const headers = body && { 'Content-Type': 'application/x-tar', 'Content-Length': body.length };
      const { socketPath, agent } = this;
      const outgoing = request({ socketPath, agent, method, path, ...(headers && { headers }) }, resolve);
      outgoing.setTimeout(silenceMs, () => outgoing.destroy(new Error(`no answer within ${silenceMs / 1000} s`)));
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  }
}

function messageIn(answer: string): string {
  try {
    const { message } = JSON.parse(answer) as { message?: unknown };
    return typeof message === 'string' ? message : answer;
  } catch {
    return answer;
  }
}

/** Pulls and loads answer 200 first and report a failure as one of their JSON lines. */
function expectSuccess(lines: string, status = 200): void {
  if (status >= 400) throw new Error(messageIn(lines));
  for (const line of lines.split('\n')) {
    if (!line.includes('"error"')) continue;
    const { error } = JSON.parse(line) as { error?: unknown };
    if (typeof error === 'string') throw new Error(error);
  }
}
