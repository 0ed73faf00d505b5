'use client';
// The menu of one thing on the stage: what can be done to it, then the ways to look at it. Arrows move, Escape closes.
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef } from 'react';
import { type InspectorTab, useWorkbench } from '@/components/state/workbench-store';
import { Icon, type IconName } from '@/components/ui/icon';
import { useLocale, useTexts } from '@/components/ui/locale';
import { failureText } from '@/lib/i18n/errors';
import { inspectorTexts } from '@/lib/i18n/stage';
import type { ContainerView } from '@/lib/protocol/view';
import { type Deed, useContainerDeeds, useHindrance, useNodeDeeds, withShortId } from '../inspector/deeds';
import { type Subject, tabsOf, useSubjectOf } from '../inspector/subject';
import { useThingMenu } from './asked';

const TAB_ICONS: Record<InspectorTab, IconName> = {
  why: 'circle-question-mark',
  yaml: 'file-code',
  inspect: 'search',
  logs: 'rows-3',
  events: 'list',
};
/** Kept away from the window's edges, px. */
const MARGIN = 8;

/** Draws nothing while no menu is open, or when its thing is gone. */
export function OpenThingMenu() {
  const subject = useSubjectOf(useThingMenu((state) => state.asked?.thing ?? null));
  if (!subject) return null;
  if (subject.kind === 'container') return <OfContainer subject={subject} container={subject.container} />;
  return subject.kind === 'kubelet' || subject.kind === 'node' ? (
    <OfNode subject={subject} />
  ) : (
    <List subject={subject} deeds={[]} />
  );
}

function OfContainer({ subject, container }: { subject: Subject; container: ContainerView }) {
  return <List subject={subject} deeds={useContainerDeeds(container)} />;
}

function OfNode({ subject }: { subject: Subject }) {
  return <List subject={subject} deeds={useNodeDeeds()} />;
}

function close(refocus: boolean): void {
  const from = useThingMenu.getState().asked?.from;
  useThingMenu.setState({ asked: null });
  if (refocus && from?.isConnected) from.focus({ preventScroll: true });
}

/** From `at` on; where there is no room, up to `at`; where there is none either, as near as it goes. px. */
function place(at: number, size: number, room: number): number {
  if (at + size + MARGIN <= room) return at;
  return at - size >= MARGIN ? at - size : Math.max(MARGIN, room - size - MARGIN);
}

/** Shows the list in the top layer, where the pointer is, wholly inside the window; a press elsewhere closes it. */
function usePlaced(list: React.RefObject<HTMLDivElement | null>): void {
  const asked = useThingMenu((state) => state.asked);
  useLayoutEffect(() => {
    const element = list.current;
    if (!element || !asked) return;
    element.showPopover();
    const { width, height } = element.getBoundingClientRect();
    element.style.left = `${place(asked.x, width, innerWidth)}px`;
    element.style.top = `${place(asked.y, height, innerHeight)}px`;
    element.querySelector<HTMLElement>('[role="menuitem"]')?.focus({ preventScroll: true });
  }, [asked, list]);
  useEffect(() => {
    const elsewhere = (event: Event) => {
      if (event.target instanceof Node && !list.current?.contains(event.target)) close(false);
    };
    addEventListener('pointerdown', elsewhere, { capture: true });
    addEventListener('resize', elsewhere);
    return () => {
      removeEventListener('pointerdown', elsewhere, { capture: true });
      removeEventListener('resize', elsewhere);
    };
  }, [list]);
}

function List({ subject, deeds }: { subject: Subject; deeds: Deed[] }) {
  const t = useTexts(inspectorTexts);
  const locale = useLocale();
  const hindrance = useHindrance();
  const inspect = useWorkbench((state) => state.inspect);
  const list = useRef<HTMLDivElement>(null);
  usePlaced(list);
  const act = async (deed: Deed) => {
    close(true);
    useThingMenu.setState({ said: { bad: false, text: deed.command } });
    const answer = await deed.run();
    const said = answer.ok
      ? { bad: false, text: answer.value.command }
      : { bad: true, text: failureText(withShortId(answer.error), locale) };
    useThingMenu.setState({ said });
  };
  const look = (tab: InspectorTab) => {
    const thing = useThingMenu.getState().asked?.thing;
    close(true);
    if (thing) inspect({ ...thing, tab });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const items = [...(list.current?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];
    const at = items.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (event.key === 'Escape' || event.key === 'Tab') close(true);
    else if (to !== undefined) items.at(to % items.length)?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      className="thing-menu menu-list"
      popover="manual"
      role="menu"
      tabIndex={-1}
      aria-label={t.menu}
      data-testid="thing-menu"
      ref={list}
      onKeyDown={onKeyDown}
      onContextMenu={(event) => event.preventDefault()}
    >
      {deeds.map((deed) => {
        const needs = hindrance ?? deed.needs;
        return (
          <button
            key={deed.key}
            type="button"
            role="menuitem"
            tabIndex={-1}
            data-deed={deed.key}
            aria-disabled={needs !== undefined}
            onClick={needs === undefined ? () => void act(deed) : undefined}
          >
            <Icon name={deed.icon} />
            <span>
              {deed.label}
              <small>{needs?.replaceAll('`', '') ?? deed.command}</small>
            </span>
          </button>
        );
      })}
      {deeds.length > 0 ? <hr /> : null}
      {tabsOf(subject.kind).map((tab) => (
        <button key={tab} type="button" role="menuitem" tabIndex={-1} data-look={tab} onClick={() => look(tab)}>
          <Icon name={TAB_ICONS[tab]} />
          {t.tab[tab]}
        </button>
      ))}
    </div>
  );
}
