'use client';
// A menu button: opens by click, Enter or ArrowDown; arrows move, Escape closes and gives the focus back.
import { Ellipsis } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';

export interface MenuItem {
  id: string;
  label: string;
  icon: ReactNode;
  run(): void;
}

export function MenuButton({ label, items }: { label: string; items: readonly MenuItem[] }) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const entries = () => Array.from(root.current?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? []);
  const close = (refocus: boolean) => {
    setOpen(false);
    if (refocus) root.current?.querySelector('button')?.focus();
  };
  useEffect(() => {
    if (!open) return;
    entries()[0]?.focus();
    const elsewhere = (event: PointerEvent) => !root.current?.contains(event.target as Node) && setOpen(false);
    addEventListener('pointerdown', elsewhere);
    return () => removeEventListener('pointerdown', elsewhere);
  }, [open]);
  const onKey = (event: KeyboardEvent) => {
    if (!open) {
      if (event.key === 'ArrowDown') setOpen(true);
      return;
    }
    const all = entries();
    const at = all.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (event.key === 'Escape' || event.key === 'Tab') close(event.key === 'Escape');
    if (event.key === 'Escape' || to !== undefined) event.preventDefault();
    if (to !== undefined) all.at(to % all.length)?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the menu inside
    <div className="menu" ref={root} onKeyDown={onKey}>
      <button
        type="button"
        className="btn icon"
        aria-label={label}
        title={label}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      >
        <Ellipsis className="i" aria-hidden="true" />
      </button>
      {open ? (
        <div className="menu-list" role="menu" id={id} aria-label={label}>
          {items.map((item) => (
            <button
              key={item.id}
              type="button"
              role="menuitem"
              tabIndex={-1}
              onClick={() => {
                close(true);
                item.run();
              }}
            >
              {item.icon}
              {item.label}
            </button>
          ))}
        </div>
      ) : null}
    </div>
  );
}
