import type { Texts } from '@/lib/i18n/locale';

interface DemoTexts {
  /** Before each answer. */
  label(program: string): string;
  failed(program: string, message: string): string;
  noCurl: string;
  noSudo: string;
}

/** What the demo's programs say in a terminal. */
export const demoTexts: Texts<DemoTexts> = {
  de: {
    label: (program) => `[Demo ohne Docker: ${program} ist hier von Kulissen nachgebildet]`,
    failed: (program, message) => `${program}: Kulissen ist daran gescheitert: ${message}`,
    noCurl: 'curl: gibt es auf diesem Rechner nicht; die Demo bildet es nur für Adressen ihrer Pods nach.',
    noSudo: 'sudo: gibt es auf diesem Rechner nicht; in der Demo brauchen docker, curl und ./kubelet es nicht.',
  },
  en: {
    label: (program) => `[Demo without Docker: ${program} is imitated here by Kulissen]`,
    failed: (program, message) => `${program}: Kulissen failed at this: ${message}`,
    noCurl: 'curl: not on this machine; the demo imitates it for the addresses of its pods only.',
    noSudo: 'sudo: not on this machine; in the demo docker, curl and ./kubelet do not need it.',
  },
};
