import type { DoorTexts } from './index';

export const en: DoorTexts = {
  joinTitle: 'Join – Kulissen',
  trainerTitle: 'Run the workshop – Kulissen',
  language: 'Language',
  join: {
    heading: 'Join the workshop',
    lead: 'You get a lab of your own: a node, a terminal, and containers that belong to you alone. Nothing you do there disturbs anyone else.',
    code: 'Workshop code',
    codeHint: 'Six characters; it is on the wall, or ask your trainer.',
    name: 'Your name',
    nameHint: 'How your trainer will see you. A first name or nickname will do.',
    submit: 'Take a seat',
    haveResume: 'I already have a seat, and a resume code',
    haveCode: 'I am here for the first time',
    toTrainer: 'I am running the workshop',
  },
  resume: {
    heading: 'Back to your seat',
    lead: 'With your resume code you carry on where you left off, on this device. Your files, terminals and containers are still there.',
    code: 'Resume code',
    codeHint: 'Ten characters; in the lab it is in the menu behind your name.',
    submit: 'Carry on',
  },
  trainer: {
    heading: 'Run the workshop',
    lead: 'From here you see who is where and who needs help, and lead the group through the steps.',
    secret: 'Trainer secret',
    secretHint:
      'It stands in the terminal in which the workshop was started, or that terminal names the file that holds it.',
    submit: 'To the class board',
    toJoin: 'I want to take part',
  },
  entering: 'One moment …',
  codeMissing: 'Please enter the workshop code.',
  resumeMissing: 'Please enter your resume code.',
  secretMissing: 'Please enter the secret.',
  refused: {
    'wrong-code':
      'There is no workshop with this code. Compare it character by character; zero, one and the letters I, L and O never occur.',
    'wrong-secret':
      'This secret is not the right one. You find it where the workshop was started; capitals and small letters matter.',
    closed:
      'The room is closed at the moment, so nobody new is let in. Ask your trainer to open it, and then try again.',
    full: 'Every seat is taken. Tell your trainer, who can free a seat that somebody has left.',
    'name-missing': 'Please enter a name by which your trainer will know you.',
    'name-taken':
      'Somebody in the room already has this name. Add a letter to it. If that somebody is you, your resume code brings you back to your seat.',
    'too-many-tries': 'There were too many wrong tries just now. Wait a minute, and then try again.',
    'needs-tls':
      'This connection is not encrypted, and the secret could be read on the network. Trainers therefore get in only over https, or on the server itself at http://localhost.',
    unavailable:
      'The server can’t write anything down at the moment, so it can’t give you a seat: its disk is full, or its database is out of reach. Tell your trainer, and then try again. Whoever has a seat keeps it.',
    unreachable:
      'The server did not answer, and you are not in the room yet. Are you on the network of the workshop? Then try again.',
  },
  wrongResume:
    'There is no seat with this code. Compare it character by character. If your seat has been removed, take a new one.',
  noWorkshop: 'This server does not run a workshop but a lab for one person. You can go on there without a code.',
  toStart: 'To the start page',
  alreadyIn: 'You already have a seat in this browser.',
  goOn: 'Carry on there',
  noScript: 'Nothing works here without JavaScript. Please enable it for this page.',
};
