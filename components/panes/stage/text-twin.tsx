'use client';
// The picture as nested lists: the same view, live, for reading and for screen readers.
import { InlineText } from '@/components/ui/inline-text';
import { useLocale, useTexts } from '@/components/ui/locale';
import { clockTime } from '@/lib/i18n/format';
import { stageTexts } from '@/lib/i18n/stage';
import type { ContainerView, LabView, PodView } from '@/lib/protocol/view';
import { containerMark, deadInstance, waitLeft } from './model/containers';
import { olderDecisions } from './model/decisions';
import { manifestCard } from './model/manifests';
import { isPlanned, podMark, sortedPods } from './model/pods';
import { sandboxLine } from './model/room-name';
import { kubeletSheet } from './model/sheet';
import { sourcedCards } from './model/sourced';
import { countdown, logLine } from './model/told';
import { useNow, useView } from './selectors';

function DesiredText({ view }: { view: LabView }) {
  const t = useTexts(stageTexts).desired;
  const locale = useLocale();
  const manifests = Object.values(view.manifests).sort((a, b) => a.file.localeCompare(b.file));
  const sourced = sourcedCards(view.kubelet.sources, Object.values(view.pods), manifests, t);
  if (manifests.length + sourced.length === 0)
    return <InlineText text={view.lab.manifestDirExists ? t.empty : t.noFolder} />;
  return (
    <ul>
      {manifests.map((manifest) => {
        const card = manifestCard(manifest, view.pods[manifest.podUid ?? ''], view.node.name, t, locale);
        return (
          <li key={manifest.file}>
            <b>{card.file}</b>:{' '}
            {[card.title === card.file ? '' : `Pod ${card.title}`, card.mark.word, card.message]
              .filter(Boolean)
              .join(', ')}
          </li>
        );
      })}
      {sourced.map((card) => (
        <li key={card.key}>
          <b>{card.title}</b>: {[card.kind, card.from, card.mark.word, card.said].filter(Boolean).join(', ')}
        </li>
      ))}
    </ul>
  );
}

function KubeletText({ view, now }: { view: LabView; now: number }) {
  const t = useTexts(stageTexts).kubelet;
  const locale = useLocale();
  const sheet = kubeletSheet(view, locale, now);
  const older = olderDecisions(view.decisions, sheet.decision, 5).flatMap((decision) => {
    const line = logLine(decision, view.node.name, locale, now);
    return line ? [{ ...line, seq: decision.seq, time: clockTime(decision.at, locale) }] : [];
  });
  const { phase, state } = view.kubelet;
  return (
    <ul>
      <li>
        {[t.state[state], state === 'running' && phase !== 'idle' ? t.phase[phase] : ''].filter(Boolean).join(', ')}
      </li>
      <li>
        <b>
          <InlineText text={sheet.sentence} />
        </b>{' '}
        <InlineText text={sheet.reason} /> {sheet.command ? <code>{sheet.command}</code> : null} {sheet.note}
      </li>
      {older.length > 0 ? (
        <li>
          {t.older}
          <ul>
            {older.map((line) => (
              <li key={line.seq}>
                {line.time} <b>{line.subject}</b> {line.text}
              </li>
            ))}
          </ul>
        </li>
      ) : null}
    </ul>
  );
}

function ContainerText({ container, now }: { container: ContainerView; now: number }) {
  const t = useTexts(stageTexts);
  const locale = useLocale();
  const dead = deadInstance(container);
  const left = waitLeft(container, now);
  const wait = left > 0 ? t.actual.startsIn(countdown(left, locale)).replaceAll('*', '') : '';
  return (
    <li>
      {[
        t.name.container(container.name, container.attempt, containerMark(container, t.word).word).replace(/\.$/, ''),
        container.image,
        wait,
        dead ? `${t.actual.facts.before} ${t.actual.dead(dead.attempt, dead.exitCode)}` : '',
      ]
        .filter(Boolean)
        .join(', ')}
    </li>
  );
}

function PodText({ pod, now }: { pod: PodView; now: number }) {
  const t = useTexts(stageTexts);
  if (isPlanned(pod)) {
    return (
      <li>
        <b>Pod {pod.name}</b>, {t.actual.planned}
      </li>
    );
  }
  return (
    <li>
      <b>Pod {pod.name}</b>, {[podMark(pod, t.actual).word, pod.ip].filter(Boolean).join(', ')}
      <ul>
        {pod.sandbox ? <li>{sandboxLine(pod, t)}</li> : null}
        {pod.containers.map((container) => (
          <ContainerText key={container.name} container={container} now={now} />
        ))}
      </ul>
    </li>
  );
}

/** The whole stage as text. */
export function TextTwin() {
  const t = useTexts(stageTexts);
  const now = useNow();
  const view = useView((v) => v);
  if (!view) return null;
  const pods = sortedPods(view);
  return (
    <div className="stage-text" data-testid="stage-text">
      <h3>{t.desired.title}</h3>
      <DesiredText view={view} />
      <h3>{t.kubelet.title}</h3>
      <KubeletText view={view} now={now} />
      <h3>
        {t.actual.title}: {t.actual.node(view.node.name)}, {view.node.ready ? 'Ready' : 'NotReady'}
      </h3>
      {pods.length === 0 ? (
        t.actual.empty
      ) : (
        <ul>
          {pods.map((pod) => (
            <PodText key={pod.uid} pod={pod} now={now} />
          ))}
        </ul>
      )}
    </div>
  );
}
