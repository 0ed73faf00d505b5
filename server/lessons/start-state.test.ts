import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { context, NOW, nginxView } from '@/lib/lessons/checks/view-fixture';
import { loadLesson } from './read';
import { bareNode, type ScriptedHost, scriptedHost, stillClock } from './scripted-host';
import { buildStart } from './start-state';

const lessonsDir = fileURLToPath(new URL('../../lessons', import.meta.url));

/** Builds the beginning of the rescue, whose kubelet is all that it asks for besides its files. */
function build(host: ScriptedHost) {
  const lesson = loadLesson(lessonsDir, '12-rescue');
  const [step] = lesson.steps;
  if (!step) throw new Error('the rescue has no first step');
  const playing = { host, preferred: undefined, files: {}, answer: () => undefined, context };
  return buildStart(lesson, step, playing);
}

it('stands once the view shows every file that was written', async () => {
  const host = scriptedHost(stillClock(NOW), bareNode, nginxView());
  expect(await build(host)).toBeNull();
  expect(Object.keys(host.view().manifests)).toContain('sign.yaml');
});

it('does not stand while a solution could not know what it overwrites', async () => {
  const host = scriptedHost(stillClock(NOW), bareNode, nginxView());
  const blind: ScriptedHost = { ...host, writeManifest: async () => undefined };
  expect(await build(blind)).toEqual({ code: 'Timeout', facts: { what: 'start' } });
});
