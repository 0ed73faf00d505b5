import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { LocaleProvider } from '@/components/ui/locale';
import { labView, manifest, NOW, runningPod } from './model/fixtures';
import { Soll } from './soll';
import { StageSourceProvider } from './source';
import { TextTwin } from './text-twin';
import { createPlayer } from './time/player';

/** The stage at one moment of a past, so that nothing but this view is drawn. */
function drawn(view: ReturnType<typeof labView>, what: React.ReactNode): string {
  const player = createPlayer({ viewAt: async () => ({ ok: true, view }) });
  player.store.setState({ view, viewAt: NOW, end: NOW, cursor: NOW });
  // A render on the server reads the state that a store began with.
  player.store.getInitialState = player.store.getState;
  return renderToStaticMarkup(
    <LocaleProvider locale="de">
      <StageSourceProvider value={{ player, live: false, inspectable: true }}>{what}</StageSourceProvider>
    </LocaleProvider>,
  );
}

const source = { lastReadAt: NOW, seen: true, periodMs: 20_000 };
const view = labView([runningPod('nginx', { file: 'nginx.yaml' }), runningPod('remote', { source: 'http' })]);
view.manifests = { 'nginx.yaml': manifest('nginx.yaml', { podUid: 'uid-nginx', podName: 'nginx-worker1' }) };
view.kubelet.sources = {
  http: { ...source, name: 'http', address: 'http://example.test/pods', lastError: '' },
  web: {
    ...source,
    name: 'web',
    address: 'http://127.0.0.1:10260/manifests',
    lastError: 'address in use',
    seen: false,
  },
};

it('every wanted pod has a card: from a file, from a URL; a source that fails says so', () => {
  const html = drawn(view, <Soll />);
  expect(html.match(/data-manifest="nginx.yaml"/g)).toHaveLength(1);
  expect(html).toMatch(/data-source="http" data-state="applied".*remote.*HTTP.*http:\/\/example\.test\/pods/);
  expect(html).toMatch(/data-source="web" data-state="rejected".*Webserver.*address in use/);
  expect(html).not.toContain('Noch kein Pod');
});

it('the text twin names them too', () => {
  const html = drawn(view, <TextTwin />);
  expect(html).toContain('HTTP, http://example.test/pods, gelesen');
  expect(html).toContain('address in use');
});
