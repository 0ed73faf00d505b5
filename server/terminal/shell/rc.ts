// What our bash reads instead of the user's own start-up files.

/** Only what can't mean anything to a prompt. */
const plain = (name: string): string => name.replace(/[^A-Za-z0-9._-]/g, '-');
/** One word of a shell script, whatever is in it. */
export const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** The prompt in the terminal's green and blue, which the browser's theme maps to its own tokens. */
const prompt = (user: string, node: string): string =>
  `\\[\\e[32m\\]${plain(user)}@${plain(node)}\\[\\e[0m\\]:\\[\\e[34m\\]\\w\\[\\e[0m\\]$ `;

/**
 * The start-up file of one shell. It carries the nonce of the command marks and therefore removes itself when read: a program
 * started later can't look it up. Marks need PS0 (bash 4.4); an older bash just gives none.
 *
 * PS0 is expanded when a whole command was read, here-documents included, and `history 1` then holds all of its lines.
 * HISTCMD tells whether the command entered the history; if not (the learner set HISTCONTROL), nothing is reported
 * rather than the line before. The groups with `2>/dev/null` keep `set -x` from tracing our functions.
 */
export const bashRc = (options: { path: string; nonce: string; user: string; node: string }): string => `
rm -f -- ${quoted(options.path)}
shopt -s checkwinsize histappend cmdhist lithist
HISTFILE=$HOME/.bash_history HISTSIZE=5000 HISTFILESIZE=5000 HISTCONTROL=
alias ls='ls --color=auto' grep='grep --color=auto'
[ -r /usr/share/bash-completion/bash_completion ] && . /usr/share/bash-completion/bash_completion
PS1=${quoted(prompt(options.user, options.node))}
[ -r "$HOME/.bashrc" ] && . "$HOME/.bashrc"
__kulissen_nonce=${options.nonce}
__kulissen_start() {
  local entry line
  [ "$HISTCMD" -gt "\${__kulissen_seen:-0}" ] || return
  entry=$(HISTTIMEFORMAT= builtin history 1)
  [[ $entry =~ ^\\ *[0-9]+[\\ *]\\ (.*)$ ]] || return
  line=\${BASH_REMATCH[1]:0:8192}
  line=\${line//\\\\/\\\\\\\\}
  line=\${line//$'\\n'/\\\\n}
  line=\${line//$'\\t'/\\\\t}
  line=\${line//[[:cntrl:]]/?}
  builtin printf '\\e]633;E;%s;%s\\a' "$__kulissen_nonce" "$line"
}
__kulissen_end() {
  builtin printf '\\e]633;D;%s;%s\\a' "$__kulissen_nonce" "$1" >&3
  __kulissen_seen=$HISTCMD
  builtin history -a
}
PROMPT_COMMAND='{ __kulissen_end "$?"; } 3>&2 2>/dev/null'
PS0='$({ __kulissen_start; } 2>/dev/null)'
`;

/** For a machine without bash: the prompt only; a POSIX shell has no hook for marks. */
export const shRc = (options: { path: string; user: string; node: string }): string => `
rm -f -- ${quoted(options.path)}
PS1=${quoted(`${plain(options.user)}@${plain(options.node)}$ `)}
`;
