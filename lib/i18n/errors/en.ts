import { bytes, duration } from '../format';
import type { ErrorTexts } from './index';

const LOCALE = 'en';

export const en: ErrorTexts = {
  Invalid: ({ where }) =>
    `The server did not understand part of the request (${where || 'unnamed'}). Nothing was changed. Reload the page; if it happens again, page and server are of different versions.`,
  NotFound: ({ what }) =>
    `${what || 'That'} no longer exists. Nothing was changed. The stage shows what is still there.`,
  Conflict: ({ file, room }) =>
    room
      ? 'Another trainer was faster: the room has changed since this page showed it. Nothing was done. Look at how it is now and decide again.'
      : `${file || 'The file'} was changed somewhere else in the meantime, so it was not overwritten. Compare the two versions and decide which one stays.`,
  Exists: ({ file }) => `${file || 'A file of this name'} already exists and stays as it is. Choose another name.`,
  BadFileName: ({ file }) =>
    `${file ? `“${file}”` : 'That'} can’t be a file name. Use a plain name without a slash that does not start with a dot, for example nginx.yaml.`,
  TooLarge: ({ file, bytes: size, limit }) =>
    `${file || 'The file'} is too large (${amount(size)}, at most ${amount(limit)}) and was not saved. A manifest takes a few kilobytes; shorten the file.`,
  DiskFull: ({ file }) =>
    `The disk is full: ${file || 'the file'} was not saved, and the previous version is intact. Free some space, for instance with “docker image ls” and “docker rmi”, and save again.`,
  WriteFailed: ({ file, message }) =>
    `${file || 'The file'} could not be written${said(message)}. The previous version is intact. Check the permissions of the folder and save again.`,
  EngineUnavailable: ({ message }) =>
    `The Docker Engine does not answer${said(message)}. While it is away, the kubelet can’t start or stop anything. Check it with “sudo systemctl status docker”; once it is back, everything carries on by itself.`,
  BrokerAway: () =>
    'The part of the server that holds engine and terminals does not answer. The command may not have been carried out. The connection comes back by itself; the stage then shows what is true.',
  NotRunning: ({ container }) =>
    `${container ? `Container ${container}` : 'The container'} is no longer running, so there was nothing to kill. The stage shows its present state.`,
  NoMemoryLimit: ({ container }) =>
    `${container ? `Container ${container}` : 'The container'} has no memory limit, and without one filling memory would hit the whole machine. Set resources.limits.memory in the manifest.`,
  NotOurs: () =>
    'This container does not belong to your lab and was left alone. Only the containers on the stage can be acted on.',
  TooManyTerminals: ({ limit }) =>
    `No more than ${limit || 'the present number of'} terminals can be open at once. Close a tab to open a new one.`,
  TerminalGone: () => 'This terminal no longer exists; its shell has ended. Open a new one: your files are unchanged.',
  InputTooLarge: ({ bytes: size, limit }) =>
    `The input is too long (${amount(size)}, at most ${amount(limit)} at a time) and did not arrive. Create a file in the editor for that much text.`,
  KubeletRuns: () =>
    'A kubelet is already running on this node. Its log is in the terminal that it was started in; Ctrl+C ends it there.',
  KubeletStopped: () =>
    'No kubelet is running, so there is no loop to control. Start one in the terminal with “sudo ./kubelet”, then try again.',
  Busy: () => 'A step is already being played or reset. Wait until that has finished, then try again.',
  TooManyRequests: ({ retryMs }) =>
    `That was too many commands in a short time, and this one was not carried out. You can go on in ${wait(retryMs)}.`,
  ReadOnly: () =>
    'This tab only looks at somebody else’s lab; nothing was changed there. Ask to type, and wait until it has been allowed at the seat.',
  Elsewhere: () =>
    'You are working at this seat on another device; nothing was changed here. “Work here” at the top brings the seat to this one.',
  NotAllowed: () =>
    'That is not for this session to do, and nothing was changed. Trainers sign in with the secret on the trainers’ page.',
  Failed: ({ message }) =>
    `The server failed to do that${said(message)}. The stage shows what has happened so far. Try again; the server’s log says more.`,
  Timeout: () =>
    'The server did not answer in time. The stage shows whether the command was carried out after all; look there before you repeat it.',
  Offline: () =>
    'No connection to the server: nothing was sent. The page reconnects by itself; repeat the command then.',
};

const amount = (value: number | string | undefined): string => (typeof value === 'number' ? bytes(value, LOCALE) : '?');
const wait = (value: number | string | undefined): string =>
  duration(Math.max(1000, typeof value === 'number' ? value : 1000), LOCALE);
const said = (message: number | string | undefined): string => (message ? ` (“${message}”)` : '');
