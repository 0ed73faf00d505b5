// The one icon set (lucide), in the sizes of base.css. Icons are decoration: the word beside them, or the button's name, speaks.
import {
  Anchor,
  ArrowDown,
  ArrowUp,
  Check,
  CircleCheck,
  CircleDashed,
  CircleMinus,
  CircleQuestionMark,
  CircleX,
  CopyX,
  Eye,
  Flag,
  Hammer,
  HeartPulse,
  Hourglass,
  List,
  Loader,
  LogOut,
  type LucideIcon,
  PencilLine,
  PowerOff,
  Scale,
  Server,
  ServerOff,
  Terminal,
  Unplug,
  Zap,
} from 'lucide-react';

const ICONS = {
  anchor: Anchor,
  'arrow-down': ArrowDown,
  'arrow-up': ArrowUp,
  check: Check,
  'circle-check': CircleCheck,
  'circle-dashed': CircleDashed,
  'circle-minus': CircleMinus,
  'circle-question-mark': CircleQuestionMark,
  'circle-x': CircleX,
  'copy-x': CopyX,
  eye: Eye,
  flag: Flag,
  hammer: Hammer,
  'heart-pulse': HeartPulse,
  hourglass: Hourglass,
  list: List,
  loader: Loader,
  'log-out': LogOut,
  'pencil-line': PencilLine,
  'power-off': PowerOff,
  scale: Scale,
  server: Server,
  'server-off': ServerOff,
  terminal: Terminal,
  unplug: Unplug,
  zap: Zap,
} satisfies Record<string, LucideIcon>;

export type IconName = keyof typeof ICONS;

interface IconProps {
  name: IconName;
  /** px; 14 is the size beside 13-px text. */
  size?: 12 | 14 | 16 | 18 | 24;
  /** The 1.6 s turn, only for what is starting. */
  spin?: boolean | undefined;
  className?: string;
}

export function Icon({ name, size = 14, spin = false, className = '' }: IconProps) {
  const Glyph = ICONS[name];
  const classes = ['i', size === 14 ? '' : `s${size}`, spin ? 'spin' : '', className].filter(Boolean).join(' ');
  return <Glyph className={classes} aria-hidden="true" />;
}
