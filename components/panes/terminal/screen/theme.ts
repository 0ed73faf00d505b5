// xterm draws with colours of its own; these are the tokens of the pane, worked out to what xterm understands.
import type { ITheme } from '@xterm/xterm';

type Palette = Record<Exclude<keyof ITheme, 'extendedAnsi' | 'overviewRulerBorder'>, string>;

/** Mixes keep the sixteen colours a family of the few that the tokens have. */
const mix = (a: string, share: number, b: string): string => `color-mix(in srgb, var(${a}) ${share}%, var(${b}))`;
const bright = (token: string): string => mix(token, 70, '--terminal-text');
const veil = (token: string, share: number): string => `color-mix(in srgb, var(${token}) ${share}%, var(--terminal))`;

const COLOURS: Palette = {
  background: 'var(--terminal)',
  foreground: 'var(--terminal-text)',
  cursor: 'var(--terminal-text)',
  cursorAccent: 'var(--terminal)',
  selectionBackground: veil('--ansi-path', 38),
  selectionForeground: 'var(--terminal-text)',
  selectionInactiveBackground: veil('--ansi-path', 24),
  scrollbarSliderBackground: veil('--terminal-text-2', 40),
  scrollbarSliderHoverBackground: veil('--terminal-text-2', 60),
  scrollbarSliderActiveBackground: veil('--terminal-text-2', 80),
  black: 'var(--terminal-tabs)',
  red: 'var(--ansi-err)',
  green: 'var(--ansi-prompt)',
  yellow: 'var(--ansi-warn)',
  blue: 'var(--ansi-path)',
  magenta: mix('--ansi-err', 45, '--ansi-path'),
  cyan: mix('--ansi-prompt', 50, '--ansi-path'),
  white: 'var(--terminal-text)',
  brightBlack: 'var(--ansi-dim)',
  brightRed: bright('--ansi-err'),
  brightGreen: bright('--ansi-prompt'),
  brightYellow: bright('--ansi-warn'),
  brightBlue: bright('--ansi-path'),
  brightMagenta: mix('--ansi-err', 30, '--terminal-text'),
  brightCyan: mix('--ansi-prompt', 35, '--terminal-text'),
  brightWhite: 'var(--terminal-text)',
};

/** The theme as it is at `host` now; search highlights with it. All values are `#rrggbb`. */
export function readTheme(host: HTMLElement): { theme: ITheme; match: string; activeMatch: string } {
  const probe = host.appendChild(document.createElement('span'));
  const hex = hexReader();
  const colour = (value: string): string => {
    probe.style.color = value;
    return hex(getComputedStyle(probe).color);
  };
  const theme = Object.fromEntries(Object.entries(COLOURS).map(([name, value]) => [name, colour(value)]));
  const result = { theme, match: colour(veil('--rail-spot', 22)), activeMatch: colour(veil('--rail-spot', 50)) };
  probe.remove();
  return result;
}

/** Any CSS colour, by the way of one pixel: `color(srgb …)` is beyond xterm's own parser. */
function hexReader(): (colour: string) => string {
  const context = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d', {
    willReadFrequently: true,
  });
  return (colour) => {
    if (!context) return colour;
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
    return `#${[red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('')}`;
  };
}
