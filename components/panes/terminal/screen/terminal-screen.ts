// One xterm with its addons, for one terminal of the lab. Loaded in the browser only: xterm touches window.
import { FitAddon } from '@xterm/addon-fit';
import { type ISearchOptions, SearchAddon } from '@xterm/addon-search';
import { Unicode11Addon } from '@xterm/addon-unicode11';
import { WebLinksAddon } from '@xterm/addon-web-links';
import { Terminal } from '@xterm/xterm';
import { copyText, pasteable } from './clipboard';
import { k8sLinks, type NamedContainer } from './k8s-links';
import { type PaneKey, paneKey } from './keys';
import type { ByteScreen } from './stream';
import { readTheme } from './theme';

export interface Size {
  cols: number;
  rows: number;
}

export interface ScreenEvents {
  typed(text: string): void;
  resized(size: Size): void;
  key(key: Exclude<PaneKey, 'copy' | 'paste'>): void;
  gapText(bytes: number): string;
  /** The pointer is on a container's name, or has left it. */
  pointed(named: NamedContainer | null): void;
  opened(named: NamedContainer): void;
}

/** The line height of a full block is about 1.32 em; this makes 13 px text stand on 18 px. */
const LINE_HEIGHT = 1.05;
const SCROLLBACK_LINES = 5000;

const openLink = (uri: string): void => {
  if (/^https?:\/\//i.test(uri)) window.open(uri, '_blank', 'noopener,noreferrer');
};

export class TerminalScreen implements ByteScreen {
  readonly terminal: Terminal;
  readonly #fit = new FitAddon();
  readonly #search = new SearchAddon({ highlightLimit: 1000 });
  /** The size that the shell has, as far as is known here. */
  shellSize: Size;
  #highlights: NonNullable<ISearchOptions['decorations']> | null = null;

  constructor(
    private readonly host: HTMLElement,
    private readonly events: ScreenEvents,
    /** The shell's own: what it wrote before was laid out for it. */
    size: Size,
  ) {
    this.shellSize = size;
    this.terminal = new Terminal({
      ...size,
      allowProposedApi: true, // unicode versions and search decorations
      lineHeight: LINE_HEIGHT,
      scrollback: SCROLLBACK_LINES,
      cursorBlink: false,
      minimumContrastRatio: 4.5,
      linkHandler: { activate: (_event, uri) => openLink(uri) },
    });
    this.terminal.loadAddon(this.#fit);
    this.terminal.loadAddon(this.#search);
    this.terminal.loadAddon(new Unicode11Addon());
    this.terminal.unicode.activeVersion = '11';
    this.terminal.loadAddon(new WebLinksAddon((_event, uri) => openLink(uri)));
    this.terminal.registerLinkProvider(k8sLinks(this.terminal, events));
    this.dress();
    this.terminal.open(host);
    this.terminal.onData((text) => this.events.typed(text));
    this.terminal.attachCustomKeyEventHandler((event) => this.#keyIsShells(event));
    host.addEventListener('paste', this.#onPaste, { capture: true });
  }

  /** Takes colours, font and size from the page's tokens; again after a change of theme or scale. */
  dress(): void {
    const style = getComputedStyle(this.host);
    const { theme, match, activeMatch } = readTheme(this.host);
    const { options } = this.terminal;
    options.fontFamily = style.fontFamily;
    options.fontSize = Number.parseFloat(style.fontSize);
    options.theme = theme;
    this.#highlights = {
      matchBackground: match,
      matchOverviewRuler: match,
      activeMatchBackground: activeMatch,
      activeMatchColorOverviewRuler: activeMatch,
    };
  }

  /** Fills the pane; tells its size when that is not the shell's. Does nothing while the pane is hidden. */
  fit(): void {
    if (!this.host.checkVisibility()) return;
    // The page's type size changes with the window (large screens, projector).
    this.terminal.options.fontSize = Number.parseFloat(getComputedStyle(this.host).fontSize);
    const size = this.#fit.proposeDimensions();
    if (!size || !Number.isFinite(size.cols) || !Number.isFinite(size.rows)) return;
    this.terminal.resize(size.cols, size.rows);
    const { cols, rows } = this.shellSize;
    if (size.cols !== cols || size.rows !== rows) this.events.resized({ cols: size.cols, rows: size.rows });
  }

  write(bytes: Uint8Array, written: () => void): void {
    this.terminal.write(bytes, written);
  }

  gap(bytes: number): void {
    // CAN ends a sequence that the gap may have cut, SGR 0 its colours.
    this.terminal.write(`\x18\x1b[0m\r\n\x1b[90m[${this.events.gapText(bytes)}]\x1b[0m\r\n`);
  }

  /** Highlights all and goes to the next or previous one; with an empty term clears. `changed` hears position and count. */
  find(term: string, direction: 'next' | 'previous', incremental: boolean): void {
    if (term === '') this.#search.clearDecorations();
    const options = { incremental, ...(this.#highlights ? { decorations: this.#highlights } : {}) };
    if (direction === 'next') this.#search.findNext(term, options);
    else this.#search.findPrevious(term, options);
  }

  /** `at` is 1-based, 0 when no match is current. Returns how to unsubscribe. */
  onFound(listener: (at: number, count: number) => void): () => void {
    const subscription = this.#search.onDidChangeResults(({ resultIndex, resultCount }) =>
      listener(resultIndex + 1, resultCount),
    );
    return () => subscription.dispose();
  }

  endSearch(): void {
    this.#search.clearDecorations();
    this.terminal.clearSelection();
  }

  dispose(): void {
    this.host.removeEventListener('paste', this.#onPaste, { capture: true });
    this.terminal.dispose();
  }

  /** False keeps a key from the shell. */
  #keyIsShells(event: KeyboardEvent): boolean {
    const key = paneKey(event);
    if (!key) return true;
    // The browser turns Ctrl+Shift+V into a paste event by itself.
    if (event.type !== 'keydown' || key === 'paste') return false;
    event.preventDefault();
    if (key !== 'copy') this.events.key(key);
    else if (this.terminal.hasSelection()) copyText(this.terminal.getSelection());
    return false;
  }

  readonly #onPaste = (event: ClipboardEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    if (!this.terminal.options.disableStdin)
      this.terminal.paste(pasteable(event.clipboardData?.getData('text/plain') ?? ''));
  };
}
