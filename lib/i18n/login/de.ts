import type { LoginTexts } from './index';

export const de: LoginTexts = {
  title: 'Anmelden – Kulissen',
  heading: 'Anmelden',
  language: 'Sprache',
  lead: 'Dieses Labor kann auf dem Rechner des Servers Befehle ausführen. Deshalb lässt es nur herein, wer das Token aus dem Terminal kennt, in dem Kulissen gestartet wurde.',
  entering: 'Sie werden angemeldet …',
  tokenLabel: 'Start-Token',
  tokenHint: 'Es steht im Terminal hinter „#t=“; der ganze Link geht auch. Jeder Start des Servers hat ein neues.',
  submit: 'Anmelden',
  empty: 'Bitte fügen Sie das Start-Token ein.',
  wrong:
    'Dieses Token gilt nicht. Vielleicht stammt es von einem früheren Start: Nehmen Sie den Link, den der Server zuletzt ausgegeben hat.',
  tooMany:
    'Gerade kommen zu viele falsche Token an. Warten Sie einen Augenblick und versuchen Sie es dann noch einmal.',
  unreachable:
    'Der Server hat nicht geantwortet, Sie sind noch nicht angemeldet. Läuft er noch? Versuchen Sie es dann noch einmal.',
  noScript: 'Ohne JavaScript geht es hier nicht weiter. Bitte schalten Sie es für diese Seite ein.',
};
