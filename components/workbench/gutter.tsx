'use client';
// A divider between panes: dragged, moved by arrow keys in steps of two per cent, reset by Enter or a double click.
import type { KeyboardEvent, RefObject } from 'react';
import { type GroupImperativeHandle, Separator } from 'react-resizable-panels';

const STEP = 2;

interface GutterProps {
  id: string;
  label: string;
  /** Panels before and after it. */
  between: [string, string];
  group: RefObject<GroupImperativeHandle | null>;
  horizontal?: boolean;
  className?: string;
  /** Percentages by panel id that Enter goes back to. */
  defaults: Record<string, number>;
  onChanged(layout: Record<string, number>): void;
}

export function Gutter({ id, label, between, group, horizontal = false, className = '', ...rest }: GutterProps) {
  const { defaults, onChanged } = rest;
  const apply = (layout: Record<string, number>) => {
    const applied = group.current?.setLayout(layout);
    if (applied) onChanged(applied);
  };
  const move = (by: number) => {
    const layout = group.current?.getLayout();
    if (!layout) return;
    const [before, after] = between;
    apply({ ...layout, [before]: (layout[before] ?? 0) + by, [after]: (layout[after] ?? 0) - by });
  };
  const onKey = (event: KeyboardEvent) => {
    const by = { [horizontal ? 'ArrowUp' : 'ArrowLeft']: -STEP, [horizontal ? 'ArrowDown' : 'ArrowRight']: STEP }[
      event.key
    ];
    if (by === undefined && event.key !== 'Enter') return;
    // Before the library's own keys, which move by five and give Enter another meaning.
    event.preventDefault();
    if (by === undefined) apply(defaults);
    else move(by);
  };
  return (
    <Separator
      id={id}
      className={`gut ${horizontal ? 'h' : ''} ${className}`}
      aria-label={label}
      onKeyDownCapture={onKey}
      onDoubleClick={() => apply(defaults)}
    />
  );
}
