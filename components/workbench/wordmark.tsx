/** Three stage flats, staggered into depth, and the name. */
export function Wordmark({ hideName = false }: { hideName?: boolean }) {
  return (
    <span className="wordmark">
      <svg viewBox="0 0 26 22" aria-hidden="true">
        <path d="M1 1h8l-2 20H1z" fill="#c4513f" />
        <path d="M10.5 4h6l-1.4 14h-5.8z" fill="#e9b95a" />
        <path d="M18.2 7h6.3v8h-7z" fill="#9dc3e2" />
      </svg>
      <span className={hideName ? 'hide-sm' : ''}>Kulissen</span>
    </span>
  );
}
