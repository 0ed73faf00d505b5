// A small scenario of our own, as Killercoda has them, becomes a lesson that the lint accepts.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { importLesson } from '@/lib/lessons/import/lesson';
import { importMarkdown } from '@/lib/lessons/import/markdown';
import { loadLesson } from '@/server/lessons/read';

vi.setConfig({ testTimeout: 60_000 });

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'import-'));
  cpSync('scripts/testdata/killercoda', join(dir, 'scenario'), { recursive: true });
});
afterEach(() => rmSync(dir, { recursive: true }));

function run(...args: string[]) {
  const env = { ...process.env, LESSONS_DIR: join(dir, 'lessons') };
  const { status, stdout } = spawnSync('node_modules/.bin/tsx', ['scripts/lessons-import.ts', ...args], { env });
  return {
    status,
    lines: String(stdout)
      .split('\n')
      .map((line) => line.trim().replaceAll(`${dir}/`, '')),
  };
}

describe('npm run lessons:import', () => {
  it('writes a lesson without a fault, and says what is left to do', () => {
    const { status, lines } = run(join(dir, 'scenario'), 'small');
    expect(status).toBe(0);
    const at = lines.indexOf('By hand:');
    expect(lines.slice(at + 1).filter((line) => line.startsWith('lessons/'))).toEqual([]);
    expect(lines).toEqual(
      expect.arrayContaining([
        'scenario/see.md:3: picture left out; put it into public/lessons/ and name it by hand: ![How it looks](./assets/look.png)',
        'scenario/see.md:7: link left out, a link is https://…: http://example.com/manual',
        'scenario/finish.md:3: HTML left out: </b>',
        'scenario/start-verify.sh: is a script: word it as a check; it stands as a comment in lesson.yaml',
      ]),
    );
    const lesson = loadLesson(join(dir, 'lessons'), 'small');
    expect(lesson.steps.map(({ id, hints }) => [id, hints])).toEqual([
      ['start-it', 1],
      ['let-it-go', 0],
    ]);
    expect(lesson.steps[1]?.tasks[0]).toMatchObject({
      check: { kind: 'command', line: 'docker\\s+rm\\s+-f\\s+small' },
      solve: [{ type: 'docker rm -f small' }],
    });
    expect(readFileSync(join(dir, 'lessons/small/lesson.yaml'), 'utf8')).toContain(
      '#   docker inspect small >/dev/null',
    );
    expect(readFileSync(join(dir, 'lessons/small/en.md'), 'utf8')).toContain(
      'you start “something small” and watch it…',
    );
  });

  it('does not write over a lesson', () => {
    run(join(dir, 'scenario'), 'small');
    expect(run(join(dir, 'scenario'), 'small')).toMatchObject({
      status: 2,
      lines: ['lessons/small is there already; name another', ''],
    });
    expect(run(join(dir, 'nowhere')).status).toBe(2);
    expect(run(join(dir, 'scenario'), '../up').status).toBe(2);
  });

  it('names file and line of what it can not read, and writes nothing', () => {
    const index = join(dir, 'scenario', 'index.json');
    writeFileSync(index, readFileSync(index, 'utf8').replace('see.md', 'sea.md'));
    expect(run(join(dir, 'scenario'), 'small')).toMatchObject({
      status: 1,
      lines: ['scenario/index.json:8: no such file: sea.md', ''],
    });
    expect(existsSync(join(dir, 'lessons'))).toBe(false);
  });
});

describe('a scenario', () => {
  const page = (text: string) => ({
    'index.json': '{"title":"T","details":{"steps":[{"title":"S","text":"s.md"}]}}',
    's.md': text,
  });

  it.each<[string, Record<string, string>, string]>([
    ['without index.json', {}, 'is missing'],
    ['of broken JSON', { 'index.json': '{\n"title": "x",\n' }, ''],
    ['without steps', { 'index.json': '{\n"title": "x",\n"details": { "steps": [] } }' }, 'details.steps: Too small'],
    ['without a command', page('Nothing to do.'), 'no page lets a command run'],
  ])('%s is refused', (_name, files, message) => {
    const { problems, files: written } = importLesson(files);
    expect(problems[0]?.message).toContain(message);
    expect(problems[0]?.file).toBe('index.json');
    expect(written).toEqual({});
  });

  it('has its unfinished blocks named', () => {
    expect(importMarkdown('a\n```\nx\n', '').dropped).toEqual([{ line: 2, message: 'this code fence does not end' }]);
    expect(importMarkdown('<details>\nx\n', '').dropped).toEqual([{ line: 1, message: '<details> does not end' }]);
    expect(importMarkdown('Go to {{TRAFFIC_HOST1_80}}', '').dropped).toEqual([
      { line: 1, message: 'a variable of their platform: {{TRAFFIC_HOST1_80}}' },
    ]);
  });

  it('gives each step an id of its own', () => {
    const two = {
      'index.json': '{"title":"T","details":{"steps":[{"title":"Run","text":"s.md"},{"title":"Run!","text":"s.md"}]}}',
      's.md': '`ls`{{exec}}',
    };
    expect(importLesson(two).files['lesson.yaml']).toMatch(/- id: run\n[\s\S]*- id: run-2\n/);
  });
});
