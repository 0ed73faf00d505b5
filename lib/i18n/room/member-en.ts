import { duration } from '../format';
import type { de } from './member-de';

export const en: typeof de = {
  bar: 'Workshop',
  closed: 'Room closed',
  closedHint: 'Nobody new is let in. Your lab stays as it is.',
  close: 'Close',
  cancel: 'Cancel',
  seat: {
    menu: (name) => `Your seat: ${name}`,
    title: 'Your seat',
    name: 'Name',
    resume: 'Resume code',
    resumeHint:
      'This code brings you back to this seat on any device. Best take a photo of it now; whoever knows it has your seat.',
    resumeWay: 'Use it on the page where you entered the workshop code.',
    idle: (ms) =>
      `When you have had no window open for ${duration(ms, 'en')}, your lab rests: terminals and kubelet end, files and containers stay. It goes on as soon as you are back.`,
    copy: 'Copy code',
    copied: 'Copied',
    copyFailed: 'The browser does not allow copying; select the text instead.',
  },
  start: {
    seat: (n, name) => `You have seat ${n}, ${name}.`,
    code: 'Show the resume code',
  },
  hand: {
    raise: 'Call for help',
    raised: 'Help called',
    raiseHint: 'Your trainer sees that you need help, and comes in turn.',
    lowerHint: 'Take it back',
    since: (ms) => `for ${duration(ms, 'en')}`,
  },
  leader: {
    none: 'Your trainer is not showing a step',
    at: (place) => `Your trainer shows: ${place}`,
    here: 'Your trainer shows this step',
    unknown: 'a step that does not exist here',
    step: (lesson, step) => `${lesson} · ${step}`,
    go: 'Go there',
    follow: 'Follow',
    followHint: 'Your text turns the page when your trainer goes on. Your lab and files are not touched.',
    catchUp: 'Catch me up …',
  },
  catchUp: {
    title: 'Catch up with your trainer',
    goes: (place) =>
      `Your lab is set up as “${place}” begins: the kubelet is stopped, your containers and manifests are removed and created anew.`,
    stays: 'What stays: what you have finished in other steps, your answers, and your terminals.',
    kept: 'This tab keeps your manifests of this moment until you close it. “Back to my own state” puts them into the folder again.',
    confirm: 'Catch me up',
    playing: 'Your lab is being set up …',
    back: 'Back to my own state …',
    backTitle: 'Back to your own state',
    backGoes: (place, files) =>
      `Your lab is set up as “${place}” begins; then the manifests that were kept go back into the folder: ${files}.`,
    backStays:
      'The kubelet starts your pods from them anew. Manifests that you have written since catching up are overwritten where they have the same name.',
    backConfirm: 'Go back',
    noFiles: 'none',
    unread: 'Your manifests could not be read and kept; nothing was changed.',
  },
  announcement: {
    label: 'Announcement by your trainer',
    copy: 'Copy',
    type: 'Into the terminal',
    typed: 'Typed',
    dismiss: 'Hide the announcement',
    again: 'Last announcement',
  },
  watched: 'Your trainer is looking',
  watchedHint: 'They see your terminal, editor and stage. They can type only when you allow it.',
  typing: {
    title: 'May your trainer type here?',
    asks: 'Your trainer would like to type in your terminals. Your editor and lesson stay yours. You see everything they type, and can end it at any time.',
    allow: 'Allow',
    refuse: 'Not now',
    granted: 'Your trainer may type here',
    end: 'End',
  },
  elsewhere: {
    open: 'Your seat is open on another device already',
    taken: 'You are working on another device now',
    looks: 'Here you look on: terminal, editor and stage keep up, and nothing is changed.',
    take: 'Work here',
  },
  wait: {
    queued: (before) =>
      before === 0 ? 'Your lab is next' : `${before} ${before === 1 ? 'lab is' : 'labs are'} set up before yours`,
    opening: 'Your lab is being set up',
    hostAway: 'The machine with your lab cannot be reached at the moment',
    hostAwayHint: (message) =>
      `It goes on by itself as soon as it is back; what you have done lies there. The server says: “${message}”.`,
    failed: 'Your lab could not be set up',
    theirs: 'No lab is open at this seat at the moment. It appears by itself as soon as there is one.',
    meanwhile: 'This goes on by itself. You can read already; terminal, editor and stage will follow.',
    failedHint: (message) =>
      `${message ? `The server says: “${message}”. ` : ''}Call your trainer, who can set your seat up anew.`,
  },
  look: {
    bar: (name) => `You are looking at the seat of ${name}`,
    gone: 'This seat no longer exists.',
    readOnly: 'looking only',
    asked: 'Asked; the click at the seat is still to come',
    granted: 'You may type in the terminal',
    ask: 'Ask to type',
    takeBack: 'Take back the request',
    giveBack: 'Stop typing',
    lowerHand: 'Lower the hand',
    end: 'To the class board',
  },
  trainer: {
    lead: 'You are running this workshop',
    board: 'Class board',
    present: 'Present',
    show: 'Show this step',
    shown: 'Everybody sees: this step',
    follow: 'This window follows',
    followHint: 'For the projector: turns the page when you go on elsewhere.',
  },
};
