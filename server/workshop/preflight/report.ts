// The findings as lines of text.
import type { HostCheckTexts, HostFindingCode, HostSentences } from '@/lib/i18n/host-check';
import type { Finding } from './judge-host';

const MARKS = { ok: '✓', warn: '!', fail: '✗' };

/** Ends with a line break. `settings` is what daemon.json lacks, if anything. */
export function report(
  findings: readonly Finding[],
  settings: Record<string, unknown> | undefined,
  seats: number,
  texts: HostCheckTexts,
): string {
  const count = (level: Finding['level']) => findings.filter((finding) => finding.level === level).length;
  const lines = [
    texts.heading(seats),
    '',
    ...findings.map((finding) => `  ${MARKS[finding.level]} ${sentence(finding, texts)}`),
    ...(settings ? ['', texts.daemonJson, '', ...JSON.stringify(settings, null, 2).split('\n')] : []),
    '',
    texts.verdict(count('fail'), count('warn')),
  ];
  return `${lines.join('\n')}\n`;
}

const sentence = <C extends HostFindingCode>({ code, facts }: Finding<C>, texts: HostSentences): string =>
  texts[code](facts);
