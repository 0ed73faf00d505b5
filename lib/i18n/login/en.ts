import type { LoginTexts } from './index';

export const en: LoginTexts = {
  title: 'Sign in – Kulissen',
  heading: 'Sign in',
  language: 'Language',
  lead: 'This lab can run commands on the machine that serves it. So it only lets you in with the token from the terminal in which Kulissen was started.',
  entering: 'Signing you in …',
  tokenLabel: 'Start token',
  tokenHint:
    'It is in the terminal after “#t=”; you can also paste the whole link. Each start of the server makes a new one.',
  submit: 'Sign in',
  empty: 'Please paste the start token.',
  wrong: 'This token is not valid. It may be from an earlier start: use the link that the server printed last.',
  tooMany: 'Too many wrong tokens right now. Wait a moment, then try again.',
  unreachable: 'The server did not answer, and you are not signed in yet. Is it still running? Then try again.',
  noScript: 'This page needs JavaScript. Please allow it here.',
};
