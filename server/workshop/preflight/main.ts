// The preflight as a program: prints what it found, ends with 1 when something stands in the way.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { hostCheckTexts } from '@/lib/i18n/host-check';
import { DEFAULT_LOCALE, isLocale, type Locale } from '@/lib/i18n/locale';
import { findHost } from './find-host';
import { daemonSettings, judgeHost } from './judge-host';
import { report } from './report';

const { values } = parseArgs({
  options: {
    seats: { type: 'string', default: '20' },
    'docker-socket': { type: 'string', default: '/var/run/docker.sock' },
    data: { type: 'string', default: '.kulissen-workshop' },
    locale: { type: 'string', default: DEFAULT_LOCALE },
  },
});
const locale: Locale = isLocale(values.locale) ? values.locale : DEFAULT_LOCALE;
const findings = judgeHost(await findHost(values['docker-socket'], resolve(values.data)), Number(values.seats));
process.stdout.write(report(findings, daemonSettings(findings), Number(values.seats), hostCheckTexts[locale]));
process.exitCode = findings.some(({ level }) => level === 'fail') ? 1 : 0;
