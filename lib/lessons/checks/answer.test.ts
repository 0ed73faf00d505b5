import { expect, it } from 'vitest';
import { evaluateCheck } from './evaluate';
import { container, context, instance, labView, NOW, nginxView, POD_UID, pod } from './view-fixture';

it.each([
  ['open', {}, 'answer.open'],
  ['wrong', { q: false }, 'answer.wrong'],
  ['right', { q: true }, undefined],
])('a question is %s', (_name, answers, unmet) => {
  const result = evaluateCheck({ kind: 'answer', question: 'q' }, context(labView(), { answers }), 'task');
  expect(result.unmet?.key).toBe(unmet);
});

it('a pod that runs wins over the remains of its predecessor when no kubelet desires either', () => {
  const dead = instance({ state: 'exited', exitCode: 137, finishedAt: NOW - 3000 });
  const old = pod({ uid: 'old', desired: false, sandbox: container({ name: 'POD', instances: [dead] }) });
  const view = nginxView({ pods: { old, [POD_UID]: pod({ desired: false }) } });
  expect(evaluateCheck({ kind: 'sandbox', pod: 'nginx', count: 1 }, context(view), 'task').state).toBe('met');
});
