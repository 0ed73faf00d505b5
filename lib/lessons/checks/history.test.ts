import { describe, expect, it } from 'vitest';
import { evaluateCheck } from './evaluate';
import { remember, rememberEdges } from './history';
import type { Check } from './schema';
import { container, context, instance, labView, nginxView, PAUSE_ID, POD_UID, pod } from './view-fixture';

const SEEN_FIRST = { sandboxes: { [POD_UID]: PAUSE_ID }, attempts: { [`${POD_UID}/nginx`]: 0 } };

describe('history', () => {
  it('lets an edge count only after it was seen unmet', () => {
    const check: Check = { kind: 'after', check: { kind: 'pod', pod: 'nginx' } };
    const before = evaluateCheck(check, context(labView()), 'task');
    const history = rememberEdges(context(labView()).history, before);
    expect(history.edges).toEqual(['task']);
    expect(evaluateCheck(check, context(nginxView(), { history }), 'task').state).toBe('met');
    expect(rememberEdges(history, before)).toBe(history);
  });

  it('keeps the first sandbox and attempt of each pod', () => {
    const first = remember(context(labView()).history, nginxView());
    expect(first).toMatchObject(SEEN_FIRST);
    expect(
      remember(
        first,
        nginxView({ pods: { [POD_UID]: pod({ containers: [container({ instances: [instance({ attempt: 1 })] })] }) } }),
      ),
    ).toBe(first);
  });
});
