'use client';
import { type Thing, useWorkbench } from '@/components/state/workbench-store';
import { useTexts } from '@/components/ui/locale';
import { inspectorTexts } from '@/lib/i18n/stage';
import { useSource } from './source';
import { askMenu } from './thing-menu/asked';

interface InspectButtonProps {
  thing: Thing;
  /** What it is, for screen readers. */
  name: string;
  /** One of the stops that the arrow keys go through; see use-roving. */
  stop?: boolean;
}

/** Lies over the whole thing that it stands in and opens the inspector for it; its menu opens by right click, menu key or Shift+F10. */
export function InspectButton({ thing, name, stop = false }: InspectButtonProps) {
  const t = useTexts(inspectorTexts);
  const { inspectable } = useSource();
  const inspect = useWorkbench((state) => state.inspect);
  const pointAt = useWorkbench((state) => state.pointAt);
  if (!inspectable) return null;
  return (
    <button
      type="button"
      className="stage-hit"
      aria-label={t.open(name)}
      {...(stop ? { tabIndex: -1, 'data-stop': '' } : {})}
      onClick={() => inspect(thing)}
      {...(thing.kind === 'manifest'
        ? {}
        : {
            'aria-keyshortcuts': 'Shift+F10',
            onContextMenu(event) {
              event.preventDefault();
              // A key leaves no place of its own.
              const { clientX: x, clientY: y, button } = event;
              askMenu(thing, event.currentTarget, button === 2 ? { x, y } : undefined);
            },
            onKeyDown(event) {
              if (event.key !== 'ContextMenu' && !(event.key === 'F10' && event.shiftKey)) return;
              event.preventDefault();
              askMenu(thing, event.currentTarget);
            },
          })}
      onPointerEnter={() => pointAt(thing)}
      onPointerLeave={() => pointAt(null)}
    />
  );
}
