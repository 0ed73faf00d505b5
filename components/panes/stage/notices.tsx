'use client';
import { useLab } from '@/components/state/lab-store';
import { Icon } from '@/components/ui/icon';
import { InlineText } from '@/components/ui/inline-text';
import { useLocale, useTexts } from '@/components/ui/locale';
import { clockTime } from '@/lib/i18n/format';
import { stageTexts } from '@/lib/i18n/stage';
import { silent } from '@/lib/protocol/view';
import { useView } from './selectors';

/** Said once on this pane: the connection is lost and the picture is from then. */
export function StaleNotice() {
  const t = useTexts(stageTexts);
  const locale = useLocale();
  const offline = useLab((state) => state.connection === 'offline' && state.view !== null);
  const since = useLab((state) => state.connectionSince);
  if (!offline) return null;
  return (
    <div className="stage-notice" data-st="unknown" data-testid="stage-stale">
      <Icon name="unplug" size={16} />
      <p>{t.stale(clockTime(since, locale))}</p>
    </div>
  );
}

/** The engine does not answer: what that means, what to do, and its own words. */
export function EngineNotice() {
  const t = useTexts(stageTexts).engine;
  const locale = useLocale();
  const engine = useView((view) => view.engine);
  const who = silent(engine);
  if (!engine || !who) return null;
  const since = clockTime(engine.since, locale);
  return (
    <div className="stage-notice" role="status" data-st="failed" data-testid="stage-engine">
      <Icon name="server-off" size={16} />
      <div>
        <p>
          <InlineText text={who === 'broker' ? t.brokerGone : t.gone} />
        </p>
        <p className="stage-said">
          {who === 'engine' && engine.message ? (
            <>
              {t.words(since)} <code>{engine.message}</code>
            </>
          ) : (
            t.since(since)
          )}
        </p>
      </div>
    </div>
  );
}
