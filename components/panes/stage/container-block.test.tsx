import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { LocaleProvider } from '@/components/ui/locale';
import { ContainerBlock } from './container-block';
import { Foundation } from './foundation';
import { container, instance } from './model/fixtures';

/** What lessons' tests and the browser tests find containers by. */
it('every instance that is shown carries its pod, container, state and attempt', () => {
  const nginx = container('nginx', 'running', 1, [instance(1, 'running'), instance(0, 'exited', { exitCode: 137 })]);
  const html = renderToStaticMarkup(
    <LocaleProvider locale="de">
      <ContainerBlock container={nginx} uid="u" pod="nginx-worker1" lit={false} roomy />
      <Foundation
        sandbox={container('POD', 'running', 0, [instance(0, 'running')])}
        uid="u"
        pod="nginx-worker1"
        baseName="nginx"
        ip=""
        lit={false}
      />
    </LocaleProvider>,
  );
  const found = [
    ...html.matchAll(/data-pod="([^"]*)" data-container="([^"]*)" data-state="([^"]*)" data-attempt="([^"]*)"/g),
  ].map((m) => m.slice(1).join(' '));
  expect(found).toEqual([
    'nginx-worker1 nginx exited 0',
    'nginx-worker1 nginx running 1',
    'nginx-worker1 POD running 0',
  ]);
  expect(html).toContain('Versuch\u00a00, Exit\u00a0137');
});
