// What holds for the real kubelet, what is ours, and where we differ on purpose. Rendered on the server; needs no lab.
import Link from 'next/link';
import { InlineText } from '@/components/ui/inline-text';
import { deviations } from '@/lib/i18n/deviations';
import { AREAS } from '@/lib/i18n/deviations/deviation';
import type { Locale } from '@/lib/i18n/locale';
import { truthTexts } from '@/lib/i18n/truth';
import { workbenchTexts } from '@/lib/i18n/workbench';
import { LanguageSwitch } from '../language-switch';
import { ThemeButton } from '../theme-button';
import { Wordmark } from '../wordmark';
import { Differences } from './differences';
import '../start.css';
import './truth.css';

const SIDES = ['same', 'ours', 'today'] as const;

export function Truth({ locale }: { locale: Locale }) {
  const t = truthTexts[locale];
  const rows = AREAS.flatMap((area) =>
    Object.entries(deviations[locale][area]).map(([name, row]) => ({ area, name, ...row })),
  );
  return (
    <div className="start truth-page">
      <header className="topbar">
        <Link className="home" href={`/${locale}`} aria-label={workbenchTexts[locale].toStart}>
          <Wordmark />
        </Link>
        <span className="grow" />
        <LanguageSwitch />
        <ThemeButton />
      </header>
      <main className="truth">
        <h1>{t.title}</h1>
        <p className="lead">{t.lead}</p>
        <div className="truth-sides">
          {SIDES.map((side) => (
            <section key={side} data-side={side}>
              <h2>{t[side].title}</h2>
              <ul>
                {t[side].items.map((item) => (
                  <li key={item}>
                    <InlineText text={item} />
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </div>
        <section className="truth-differences" aria-labelledby="differences">
          <h2 id="differences">{t.differences}</h2>
          <p className="truth-note">{t.differencesLead(rows.length)}</p>
          <Differences rows={rows} />
        </section>
        <p className="truth-back">
          <Link href={`/${locale}`}>{workbenchTexts[locale].toStart}</Link>
        </p>
      </main>
    </div>
  );
}
