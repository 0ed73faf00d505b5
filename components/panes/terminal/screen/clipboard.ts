/** Without a secure context (a classroom host over http) only the old command is there; xterm answers it with its selection. */
export function copyText(text: string): void {
  if (navigator.clipboard) void navigator.clipboard.writeText(text);
  else document.execCommand('copy');
}

/**
 * What a paste may type: text, tabs and line ends. Anything else from a web page (above all ESC, which could end the
 * bracketed paste and start running lines) is left out.
 */
export const pasteable = (text: string): string => text.replace(/[^\P{Cc}\t\n\r]/gu, '');
