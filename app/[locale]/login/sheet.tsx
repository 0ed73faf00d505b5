// The door of a lab or of a workshop: one sheet of paper before the wings.
import type { ReactNode } from 'react';
import { Wordmark } from '@/components/workbench/wordmark';
import './login.css';

/** `languages`: the switch, which knows what has to come along. */
export function DoorSheet({ languages, children }: { languages: ReactNode; children: ReactNode }) {
  return (
    <div className="login">
      <header className="login-top">
        <Wordmark />
        <span className="grow" />
        {languages}
      </header>
      <main className="login-sheet">
        <svg className="login-flats" viewBox="0 0 60 400" preserveAspectRatio="none" aria-hidden="true">
          <path className="login-flat-1" d="M0 0 28 10V390L0 400Z" />
          <path className="login-flat-2" d="M18 16 44 25V375L18 384Z" />
          <path className="login-flat-3" d="M36 32 60 41V359L36 368Z" />
        </svg>
        <div className="login-text">{children}</div>
      </main>
    </div>
  );
}
