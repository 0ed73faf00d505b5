'use client';
import { showPane, useWorkbench } from '@/components/state/workbench-store';
import { Icon } from '@/components/ui/icon';
import { InlineText } from '@/components/ui/inline-text';
import { useLocale, useTexts } from '@/components/ui/locale';
import { StateMark } from '@/components/ui/state-mark';
import { clockTime } from '@/lib/i18n/format';
import { problemText } from '@/lib/i18n/manifest';
import { inspectorTexts, stageTexts } from '@/lib/i18n/stage';
import type { ContainerView, PodView } from '@/lib/protocol/view';
import { containerMark } from '../model/containers';
import { SANDBOX } from '../model/names';
import { allContainers, podMark, readyCount } from '../model/pods';
import { kubeletSheet } from '../model/sheet';
import { type Link, whyContainer } from '../model/why';
import { useNow, useView } from '../selectors';
import { useSource } from '../source';
import type { Subject } from './subject';

function ChainLink({ link }: { link: Link }) {
  return (
    <li data-st={link.state}>
      <span className="inspector-dot">
        <Icon name={link.icon} />
      </span>
      <p>
        <b>
          {link.time ? `${link.time} ` : ''}
          <InlineText text={link.title} />
        </b>
        {link.detail ? (
          <span>
            <InlineText text={link.detail} />
          </span>
        ) : null}
      </p>
    </li>
  );
}

function ContainerWhy({ pod, container, onLog }: { pod: PodView; container: ContainerView; onLog: () => void }) {
  const t = useTexts(inspectorTexts);
  const locale = useLocale();
  const now = useNow();
  const view = useView((v) => v);
  const { player, live } = useSource();
  const setOpenFile = useWorkbench((state) => state.setOpenFile);
  const inspect = useWorkbench((state) => state.inspect);
  if (!view) return null;
  const why = whyContainer(view, pod, container, locale, now);
  const { lastDead, file } = why;
  const diedAt = lastDead?.finishedAt ?? null;
  return (
    <>
      {why.summary.map((line) => (
        <p key={line} className="inspector-say">
          <InlineText text={line} />
        </p>
      ))}
      <ol className="inspector-chain" aria-label={t.chain.label}>
        {why.chain.map((link) => (
          <ChainLink key={`${link.icon}${link.title}`} link={link} />
        ))}
      </ol>
      {why.box ? (
        <p className="inspector-box">
          <InlineText text={why.box} />
        </p>
      ) : null}
      <ul className="inspector-links">
        {lastDead && container.name !== SANDBOX ? (
          <li>
            <button type="button" onClick={onLog}>
              <Icon name="rows-3" />
              {t.link.log(lastDead.attempt)}
            </button>
          </li>
        ) : null}
        {file && live ? (
          <li>
            <button
              type="button"
              onClick={() => {
                setOpenFile(file);
                showPane('editor');
              }}
            >
              <Icon name="file-code" />
              {t.link.manifest(file)}
            </button>
          </li>
        ) : null}
        {diedAt !== null ? (
          <li>
            <button
              type="button"
              onClick={() => {
                player.seek(diedAt);
                // The sheet would cover what one wants to see.
                inspect(null);
              }}
            >
              <Icon name="history" />
              {t.link.rewind(clockTime(diedAt, locale))}
            </button>
          </li>
        ) : null}
      </ul>
    </>
  );
}

function PodWhy({ pod }: { pod: PodView }) {
  const t = useTexts(inspectorTexts);
  const words = useTexts(stageTexts);
  const inspect = useWorkbench((state) => state.inspect);
  const mark = podMark(pod, words.actual);
  return (
    <>
      <p className="inspector-say">{t.summary.pod(mark.word, readyCount(pod))}</p>
      {pod.status?.message ? <p className="inspector-say">{pod.status.message}</p> : null}
      <ul className="inspector-list">
        {allContainers(pod).map((container) => (
          <li key={container.name}>
            <button
              type="button"
              onClick={() => inspect({ kind: 'container', podUid: pod.uid, container: container.name })}
            >
              <b>{container.name === SANDBOX ? 'pause' : container.name}</b>
              <StateMark mark={containerMark(container, words.word)} bare />
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function KubeletWhy() {
  const locale = useLocale();
  const now = useNow();
  const view = useView((v) => v);
  if (!view) return null;
  const sheet = kubeletSheet(view, locale, now);
  return (
    <>
      <p className="inspector-say">
        <InlineText text={sheet.sentence} />
      </p>
      <p className="inspector-say">{sheet.quoted ? <code>{sheet.reason}</code> : <InlineText text={sheet.reason} />}</p>
      {view.kubelet.args.length > 0 ? <pre className="inspector-code">{view.kubelet.args.join('\n')}</pre> : null}
    </>
  );
}

function NodeWhy() {
  const t = useTexts(inspectorTexts).summary;
  const node = useView((view) => view.node);
  const message = useView((view) => view.engine.message);
  if (!node) return null;
  return (
    <>
      <p className="inspector-say">{node.ready ? t.nodeReady : t.nodeNotReady(node.reason)}</p>
      {message ? <pre className="inspector-code">{message}</pre> : null}
    </>
  );
}

/** Why it is so, in plain sentences, and what follows from what. */
export function WhyTab({ subject, onLog }: { subject: Subject; onLog: () => void }) {
  const locale = useLocale();
  switch (subject.kind) {
    case 'container':
      return <ContainerWhy pod={subject.pod} container={subject.container} onLog={onLog} />;
    case 'pod':
      return <PodWhy pod={subject.pod} />;
    case 'kubelet':
      return <KubeletWhy />;
    case 'node':
      return <NodeWhy />;
    case 'manifest':
      return subject.manifest.problems.map((problem) => (
        <p key={`${problem.code}${problem.path}${problem.line}`} className="inspector-say">
          {problemText(problem, locale)}
        </p>
      ));
    case 'gone':
      return null;
  }
}
