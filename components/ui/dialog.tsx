'use client';
// A modal dialog on the platform's own element: focus stays inside, Escape closes, focus goes back to where it was.
import { X } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';

interface DialogProps {
  label: string;
  /** Name of the closing button. */
  close: string;
  className?: string;
  /** A head with the label and a closing button. */
  titled?: boolean;
  onClose(): void;
  children: ReactNode;
}

/** Open for as long as it is mounted. */
export function Dialog({ label, close, className = '', titled = true, onClose, children }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = element.current;
    const before = document.activeElement;
    dialog?.showModal();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the click on the backdrop is the mouse's Escape
    <dialog
      ref={element}
      className={`dialog ${className}`}
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => event.target === event.currentTarget && onClose()}
    >
      <div className="dialog-body">
        {titled ? (
          <header>
            <h2>{label}</h2>
            <button type="button" className="btn icon" aria-label={close} title={close} onClick={onClose}>
              <X className="i s16" aria-hidden="true" />
            </button>
          </header>
        ) : null}
        {children}
      </div>
    </dialog>
  );
}
