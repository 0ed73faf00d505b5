// Which images this kubelet has brought onto the engine: the only ones that it may remove again. Kept over restarts.
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export class PulledImages {
  private readonly file: string;
  private ids: Promise<Set<string>> | undefined;
  private saving: Promise<void> = Promise.resolve();

  constructor(rootDir: string) {
    this.file = join(rootDir, 'pulled-images.json');
  }

  /** Ids of images. A file that can't be read counts as empty: then nothing is removed. */
  async list(): Promise<ReadonlySet<string>> {
    this.ids ??= read(this.file);
    return this.ids;
  }

  /** The image was pulled and had not been there. Never throws: what is not noted is never removed. */
  async add(id: string): Promise<void> {
    const ids = new Set(await this.list());
    if (ids.has(id)) return;
    this.ids = Promise.resolve(ids.add(id));
    await this.save();
  }

  /** The image is gone. Never throws. */
  async forget(id: string): Promise<void> {
    const ids = new Set(await this.list());
    if (!ids.delete(id)) return;
    this.ids = Promise.resolve(ids);
    await this.save();
  }

  /** One write after the other, each whole or not at all. */
  private save(): Promise<void> {
    const save = async (): Promise<void> => {
      const temporary = `${this.file}.${randomBytes(4).toString('hex')}`;
      await mkdir(dirname(this.file), { recursive: true, mode: 0o755 });
      await writeFile(temporary, JSON.stringify([...(await this.list())]));
      await rename(temporary, this.file);
    };
    this.saving = this.saving.then(save).catch(() => undefined);
    return this.saving;
  }
}

async function read(file: string): Promise<Set<string>> {
  try {
    const ids: unknown = JSON.parse(await readFile(file, 'utf8'));
    return new Set(Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : []);
  } catch {
    return new Set();
  }
}
