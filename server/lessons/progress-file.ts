import { mkdirSync, readFileSync, renameSync } from 'node:fs';
import { open, rename, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { emptyProgress, type Progress, progressSchema } from './progress';

/** Progress on disk. A reader sees the old file or the new one, never half of one (temporary file, fsync, rename). */
export class ProgressFile {
  private pending: Progress | undefined;
  private writing: Promise<void> | undefined;
  private warned = false;

  constructor(
    private readonly path: string,
    private readonly warn: (message: string) => void,
  ) {}

  /** What was kept. A file that can't be understood is put aside, not overwritten. */
  read(): Progress {
    let text: string;
    try {
      text = readFileSync(this.path, 'utf8');
    } catch {
      return emptyProgress();
    }
    try {
      return progressSchema.parse(JSON.parse(text));
    } catch {
      this.putAside();
      return emptyProgress();
    }
  }

  private putAside(): void {
    const aside = `${this.path}.broken`;
    try {
      renameSync(this.path, aside);
      this.warn(`progress could not be read and was put aside as ${aside}`);
    } catch {
      this.warn('progress could not be read');
    }
  }

  /** Writes soon; of several values that come while one is being written only the last is kept. */
  write(progress: Progress): void {
    this.pending = progress;
    this.writing ??= this.drain();
  }

  /** Everything given so far is on disk, or has been complained about. */
  async flush(): Promise<void> {
    while (this.writing) await this.writing;
  }

  private async drain(): Promise<void> {
    while (this.pending) {
      const progress = this.pending;
      this.pending = undefined;
      try {
        await this.replace(JSON.stringify(progress));
        this.warned = false;
      } catch (error) {
        // A full disk: memory still has it, and the next change tries again.
        if (!this.warned)
          this.warn(`progress is kept in memory only: ${error instanceof Error ? error.message : error}`);
        this.warned = true;
      }
    }
    this.writing = undefined;
  }

  private async replace(text: string): Promise<void> {
    const temporary = `${this.path}.tmp`;
    mkdirSync(dirname(this.path), { recursive: true });
    const file = await open(temporary, 'w', 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } catch (error) {
      await unlink(temporary).catch(() => undefined);
      throw error;
    } finally {
      await file.close();
    }
    await rename(temporary, this.path);
    await syncFolder(dirname(this.path));
  }
}

/** Makes the rename itself durable. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
