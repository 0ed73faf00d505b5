'use client';
// The inspector: a sheet over the stage, a column beside it where there is room. Its title is the question it answers.
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { type InspectorTab, useWorkbench } from '@/components/state/workbench-store';
import { Icon } from '@/components/ui/icon';
import { useLocale, useTexts } from '@/components/ui/locale';
import { inspectorTexts } from '@/lib/i18n/stage';
import { SANDBOX, subjectName } from '../model/names';
import { useNodeName } from '../selectors';
import { Actions } from './actions';
import { Events } from './events';
import { Inspect } from './inspect';
import { Logs } from './logs';
import { type Subject, tabsOf } from './subject';
import { WhyTab } from './why-tab';
import { Yaml } from './yaml';
import './inspector.css';

function useTitle(subject: Subject): { question: string; path: string } {
  const t = useTexts(inspectorTexts);
  const node = useNodeName();
  switch (subject.kind) {
    case 'container': {
      const { pod, container } = subject;
      const name = container.name === SANDBOX ? `pause (${pod.baseName})` : subjectName(container.name, pod.baseName);
      return { question: t.question[container.state](name), path: `${pod.name} / ${container.name}` };
    }
    case 'pod':
      return { question: t.question.pod(subject.pod.baseName), path: `${subject.pod.namespace} / ${subject.pod.name}` };
    case 'manifest':
      return { question: t.question.manifest(subject.manifest.file), path: subject.manifest.file };
    case 'kubelet':
      return { question: t.question.kubelet, path: node };
    case 'node':
      return { question: t.question.node(node), path: node };
    case 'gone':
      return { question: t.gone, path: '' };
  }
}

function Panel({ tab, subject, onTab }: { tab: InspectorTab; subject: Subject; onTab: (tab: InspectorTab) => void }) {
  switch (tab) {
    case 'why':
      return <WhyTab subject={subject} onLog={() => onTab('logs')} />;
    case 'yaml':
      return subject.kind === 'container' || subject.kind === 'pod' ? <Yaml pod={subject.pod} /> : null;
    case 'inspect':
      return subject.kind === 'container' ? <Inspect container={subject.container} /> : null;
    case 'logs':
      return subject.kind === 'container' ? <Logs container={subject.container} /> : null;
    case 'events':
      return <Events subject={subject} />;
  }
}

/** Escape closes it, and the focus goes back to where it came from. */
export function Sheet({ subject }: { subject: Subject }) {
  const t = useTexts(inspectorTexts);
  const locale = useLocale();
  const close = useWorkbench((state) => state.inspect);
  const [wanted, setTab] = useState(() => useWorkbench.getState().inspected?.tab ?? 'why');
  const { question, path } = useTitle(subject);
  const id = useId();
  const title = useRef<HTMLHeadingElement>(null);
  const tabs = tabsOf(subject.kind);
  const tab = tabs.includes(wanted) ? wanted : 'why';
  useEffect(() => {
    const from = document.activeElement;
    title.current?.focus({ preventScroll: true });
    return () => {
      // What was inspected may have been replaced by its next attempt: the room's keyboard place is still there.
      const place = from?.isConnected ? from : document.querySelector('.stage-walls [data-stop][tabindex="0"]');
      if (place instanceof HTMLElement) place.focus({ preventScroll: true });
    };
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    close(null);
  };
  const onTabKey = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length] ?? 'why';
    setTab(next);
    event.currentTarget.querySelector<HTMLElement>(`[data-tab="${next}"]`)?.focus();
  };
  return (
    <aside className="inspector" aria-label={t.label} data-testid="inspector" lang={locale} onKeyDown={onKeyDown}>
      <header>
        <div className="grow">
          <h3 ref={title} tabIndex={-1}>
            {question}
          </h3>
          <span className="inspector-path">{path}</span>
        </div>
        <button type="button" className="btn icon" aria-label={t.close} title={t.close} onClick={() => close(null)}>
          <Icon name="x" size={16} />
        </button>
      </header>
      <div className="inspector-tabs" role="tablist" aria-label={t.label} onKeyDown={onTabKey}>
        {tabs.map((each) => (
          <button
            key={each}
            type="button"
            role="tab"
            id={`${id}-${each}`}
            data-tab={each}
            aria-selected={each === tab}
            aria-controls={`${id}-panel`}
            tabIndex={each === tab ? 0 : -1}
            onClick={() => setTab(each)}
          >
            {t.tab[each]}
          </button>
        ))}
      </div>
      <div
        className="inspector-panel"
        role="tabpanel"
        id={`${id}-panel`}
        aria-labelledby={`${id}-${tab}`}
        data-panel={tab}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and the keyboard must be able to.
        tabIndex={0}
      >
        <Panel tab={tab} subject={subject} onTab={setTab} />
      </div>
      <Actions subject={subject} />
    </aside>
  );
}
