'use client';
import { Fragment } from 'react';
import { useLab } from '@/components/state/lab-store';
import { useLocale, useTexts } from '@/components/ui/locale';
import { failureText } from '@/lib/i18n/errors';
import { terminalTexts } from '@/lib/i18n/terminal';
import type { Failure } from '@/lib/protocol/events';
import type { TerminalView } from '@/lib/protocol/view';

interface FootProps {
  id: string;
  view: TerminalView | undefined;
  failure: Failure | null;
}

function Keys({ names }: { names: readonly string[] }) {
  return names.map((key, at) => (
    <Fragment key={key}>
      {at > 0 ? '+' : null}
      <kbd>{key}</kbd>
    </Fragment>
  ));
}

/** One line: why typing does not work now, or the way out of the terminal; and its size. */
export function TerminalFoot({ id, view, failure }: FootProps) {
  const t = useTexts(terminalTexts);
  const locale = useLocale();
  const connection = useLab((state) => state.connection);
  const offline = connection !== 'online';
  const problem = offline
    ? t.offline
    : failure
      ? failureText(failure, locale)
      : view?.state === 'exited'
        ? (view.log ? t.logEnded : t.exited)(view.exitCode ?? 0)
        : null;
  return (
    <footer className="term-foot" data-problem={problem !== null}>
      <span role="status" className="term-problem">
        {problem}
      </span>
      {view ? (
        <>
          <span id={id} className={problem ? 'sr' : undefined}>
            {view.log && view.state === 'running' ? (
              <>
                <Keys names={t.stopKeys} /> {t.stop}{' '}
              </>
            ) : null}
            <Keys names={t.leaveKeys} /> {t.leave}
          </span>
          <span className="term-size">
            <span aria-hidden="true">{t.size(view.cols, view.rows)}</span>
            <span className="sr">{t.sizeSpoken(view.cols, view.rows)}</span>
          </span>
        </>
      ) : null}
    </footer>
  );
}
