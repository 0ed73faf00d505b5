'use client';
import { memo } from 'react';
import { InlineText } from '@/components/ui/inline-text';
import { useLocale, useTexts } from '@/components/ui/locale';
import { StateMark } from '@/components/ui/state-mark';
import { stageTexts } from '@/lib/i18n/stage';
import { DropsIn } from './countdown';
import { InspectButton } from './inspect-button';
import { manifestCard, shownManifests } from './model/manifests';
import { useLit, useManifests, useNodeName, useView } from './selectors';

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

/** Soll: what the manifests want, one card for each. */
export function Soll() {
  const t = useTexts(stageTexts).desired;
  const manifests = useManifests();
  const folder = useView((view) => view.lab.manifestDirExists);
  const { files, hidden } = shownManifests(manifests);
  const read = manifests.filter((manifest) => manifest.state === 'applied').length;
  return (
    <section className="stage-band stage-soll" aria-label={t.title}>
      <header>
        <h3>{t.title}</h3>
        <span className="stage-sub">{hidden > 0 ? t.total(manifests.length, read) : t.sub}</span>
      </header>
      {manifests.length === 0 ? (
        <p className="stage-empty">
          <InlineText text={folder ? t.empty : t.noFolder} />
        </p>
      ) : files.length === 0 ? null : (
        <ul className="stage-cards">
          {files.map((file) => (
            <ManifestCard key={file} file={file} />
          ))}
        </ul>
      )}
    </section>
  );
}
