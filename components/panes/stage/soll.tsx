'use client';
import { memo, useMemo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { InlineText } from '@/components/ui/inline-text';
import { useLocale, useTexts } from '@/components/ui/locale';
import { StateMark } from '@/components/ui/state-mark';
import { stageTexts } from '@/lib/i18n/stage';
import { DropsIn } from './countdown';
import { InspectButton } from './inspect-button';
import { manifestCard, shownManifests } from './model/manifests';
import { type SourcedCard, shownSourced, sourcedCards } from './model/sourced';
import { useLit, useManifests, useNodeName, useView } from './selectors';
import { useStageLab } from './source';

const ManifestCard = memo(function ManifestCard({ file }: { file: string }) {
  const t = useTexts(stageTexts).desired;
  const locale = useLocale();
  const node = useNodeName();
  const manifest = useView((view) => view.manifests[file]);
  const pod = useView((view) => view.pods[manifest?.podUid ?? '']);
  const lit = useLit(manifest?.podUid ?? '') !== '';
  if (!manifest) return null;
  const card = manifestCard(manifest, pod, node, t, locale);
  const classes = ['stage-card', card.dashed ? 'new' : '', card.wide ? 'wide' : '', lit ? 'stage-lit' : '']
    .filter(Boolean)
    .join(' ');
  return (
    <li className={classes} data-manifest={file} data-state={manifest.state}>
      <div className="stage-card-head">
        <b title={card.title}>{card.title}</b>
        <StateMark mark={card.mark} bare />
      </div>
      {card.title === file ? null : <div className="stage-card-file">{file}</div>}
      {card.message ? <p className="stage-card-note">{card.message}</p> : null}
      <InspectButton thing={{ kind: 'manifest', file }} name={file} />
      {card.dropsAt === undefined ? null : <DropsIn at={card.dropsAt} />}
    </li>
  );
});

/** A pod that no file of the folder stands for, or a source that has something to say. */
function RemoteCard({ card }: { card: SourcedCard }) {
  const lit = useLit(card.podUid ?? '') !== '';
  const classes = ['stage-card', card.state === 'unread' ? 'new' : '', card.said ? 'wide' : '', lit ? 'stage-lit' : '']
    .filter(Boolean)
    .join(' ');
  return (
    <li className={classes} data-source={card.source} data-state={card.state}>
      <div className="stage-card-head">
        <b title={card.title}>{card.title}</b>
        <StateMark mark={card.mark} bare />
      </div>
      {card.kind ? <div className="stage-card-note">{card.kind}</div> : null}
      <div className="stage-card-file" title={card.from}>
        {card.from.replace(/^https?:\/\//, '')}
      </div>
      {card.said ? (
        <p className="stage-card-note said" title={card.said}>
          {card.said}
        </p>
      ) : null}
      <InspectButton
        thing={card.podUid ? { kind: 'pod', podUid: card.podUid } : { kind: 'kubelet' }}
        name={[card.title, card.kind, card.from].filter(Boolean).join(', ')}
      />
    </li>
  );
}

/** See sourcedCards. Uids of pods change seldom: the cards keep their identity in between. */
function useSourcedCards(): SourcedCard[] {
  const t = useTexts(stageTexts).desired;
  const manifests = useManifests();
  const sources = useView((view) => view.kubelet.sources);
  const pods = useStageLab(
    useShallow((state) => Object.values(state.view?.pods ?? {}).filter(({ source }) => source !== 'file')),
  );
  return useMemo(() => sourcedCards(sources ?? {}, pods, manifests, t), [sources, pods, manifests, t]);
}

/** Soll: what the manifests want, one card for each. */
export function Soll() {
  const t = useTexts(stageTexts).desired;
  const manifests = useManifests();
  const folder = useView((view) => view.lab.manifestDirExists);
  const { files, hidden } = shownManifests(manifests);
  const sourced = useSourcedCards();
  const remote = shownSourced(sourced);
  const all = manifests.length + sourced.length;
  const read = [...manifests, ...sourced].filter(({ state }) => state === 'applied').length;
  return (
    <section className="stage-band stage-soll" aria-label={t.title}>
      <header>
        <h3>{t.title}</h3>
        <span className="stage-sub">{hidden > 0 || remote.length < sourced.length ? t.total(all, read) : t.sub}</span>
      </header>
      {all === 0 ? (
        <p className="stage-empty">
          <InlineText text={folder ? t.empty : t.noFolder} />
        </p>
      ) : files.length + remote.length === 0 ? null : (
        <ul className="stage-cards">
          {files.map((file) => (
            <ManifestCard key={file} file={file} />
          ))}
          {remote.map((card) => (
            <RemoteCard key={card.key} card={card} />
          ))}
        </ul>
      )}
    </section>
  );
}
