// A state: icon and word, always together; colour is third.
import { Icon, type IconName } from './icon';

type StateName = 'pending' | 'running' | 'waiting' | 'succeeded' | 'failed' | 'terminating' | 'unknown' | 'desired';

export interface Mark {
  state: StateName;
  icon: IconName;
  word: string;
  spin?: boolean;
}

interface StateMarkProps {
  mark: Mark;
  /** Without the filled chip. */
  bare?: boolean;
  title?: string | undefined;
}

export function StateMark({ mark, bare = false, title }: StateMarkProps) {
  return (
    <span className={bare ? 'st bare' : 'st'} data-st={mark.state} title={title}>
      <Icon name={mark.icon} size={12} spin={mark.spin} />
      <StateWord word={mark.word} />
    </span>
  );
}

/** A state word is never cut; one of several humps may break before its last two: CrashLoop|BackOff. */
export function StateWord({ word }: { word: string }) {
  const humps = word.split(/(?<=[a-z])(?=[A-Z])/);
  if (humps.length < 3) return <span>{word}</span>;
  return (
    <span>
      {humps.slice(0, -2).join('')}
      <wbr />
      {humps.slice(-2).join('')}
    </span>
  );
}
