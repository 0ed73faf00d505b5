import type { Refusal, RefusalFacts } from '@/lib/i18n/backup';

/** A backup that is not made or not restored; `refusal` says why, for a sentence. */
export class Refused extends Error {
  override name = 'Refused';

  constructor(readonly refusal: Refusal) {
    super(refusal.code);
  }
}

export function refuse<C extends keyof RefusalFacts>(code: C, facts: RefusalFacts[C]): never {
  throw new Refused({ code, facts } as Refusal);
}
