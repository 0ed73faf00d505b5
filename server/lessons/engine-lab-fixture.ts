// Lesson engines over a progress file of their own and time that stands still, for tests.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect } from 'vitest';
import { labView, NOW } from '@/lib/lessons/checks/view-fixture';
import type { LabView } from '@/lib/protocol/view';
import { createLessonEngine, type LessonEngineOptions } from './create-engine';
import type { LessonEngine } from './engine';
import { stillClock } from './scripted-host';

export const lessonsDir = fileURLToPath(new URL('../../lessons', import.meta.url));
export const at = (step: string) => ({ lesson: 'walkthrough', step });
export const ID = '00000000-0000-4000-8000-000000000000';
/** No folder, no kubelet. */
export const bare: LabView = labView({
  lab: { ...labView().lab, manifestDirExists: false },
  kubelet: { ...labView().kubelet, state: 'stopped', args: [] },
});

export class EngineLab {
  dir = '';
  clock = stillClock(NOW);
  /** How often an engine has said that something has changed. */
  changes = 0;
  private engines: LessonEngine[] = [];

  begin(): void {
    this.dir = mkdtempSync(join(tmpdir(), 'lessons-'));
    this.clock = stillClock(NOW);
    this.changes = 0;
    this.engines = [];
  }

  async end(): Promise<void> {
    await Promise.all(this.engines.map((engine) => engine.close()));
    rmSync(this.dir, { recursive: true });
  }

  /** Another engine on the same progress file, as after a restart. */
  open(more: Partial<LessonEngineOptions> = {}): LessonEngine {
    const engine = createLessonEngine({
      lessonsDir,
      progressFile: join(this.dir, 'progress.json'),
      clock: this.clock,
      warn: (message) => expect.fail(message),
      changed: () => {
        this.changes += 1;
      },
      ...more,
    });
    this.engines.push(engine);
    return engine;
  }
}

/** A lab that is new for each test of the file. */
export function givenEngineLab(): EngineLab {
  const lab = new EngineLab();
  beforeEach(() => lab.begin());
  afterEach(() => lab.end());
  return lab;
}
