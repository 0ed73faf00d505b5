import { describe, expect, it } from 'vitest';
import { stageTexts } from '@/lib/i18n/stage';
import type { SourceView } from '@/lib/protocol/view';
import { manifest, NOW, runningPod } from './fixtures';
import { sourcedCards } from './sourced';

const t = stageTexts.de.desired;
const source = (name: SourceView['name'], more: Partial<SourceView> = {}): SourceView => ({
  name,
  address: name === 'http' ? 'http://127.0.0.1:8000/pods.yaml' : ':10260',
  lastReadAt: NOW,
  lastError: '',
  seen: true,
  periodMs: 20_000,
  ...more,
});
const web = runningPod('web', { source: 'web', file: 'web.yaml' });
const remote = runningPod('remote', { source: 'http' });

describe('sourcedCards', () => {
  it('gives each pod of a URL and of the web server a card with its source', () => {
    const sources = { file: source('file'), web: source('web'), http: source('http') };
    const cards = sourcedCards(sources, [web, remote, runningPod('nginx')], [], t);
    expect(cards.map(({ title, kind, from, mark }) => [title, kind, from, mark.word])).toEqual([
      ['remote', 'HTTP', 'http://127.0.0.1:8000/pods.yaml', 'gelesen'],
      ['web', 'Webserver', 'web.yaml', 'gelesen'],
    ]);
  });
  it('has none for what a file of the folder stands for already, nor for what nobody names any more', () => {
    const sources = { http: source('http') };
    expect(sourcedCards(sources, [remote], [manifest('remote.yaml', { podUid: remote.uid })], t)).toEqual([]);
    expect(sourcedCards(sources, [{ ...remote, desired: false }], [], t)).toEqual([]);
  });
  it('says what ails a source, in its words, and that its pods are what it said last', () => {
    const said = 'failed to read from URL: 503';
    const cards = sourcedCards({ http: source('http', { lastError: said }) }, [remote], [], t);
    expect(cards).toMatchObject([
      { title: 'HTTP', said, state: 'rejected', mark: { word: 'Fehler' } },
      { podUid: remote.uid, mark: { word: 'letzter Stand' } },
    ]);
  });
  it('shows a source that has not spoken yet', () => {
    const cards = sourcedCards({ web: source('web', { seen: false, lastReadAt: 0 }) }, [], [], t);
    expect(cards).toMatchObject([{ title: 'Webserver', state: 'unread', mark: { word: 'noch nicht gelesen' } }]);
  });
});
