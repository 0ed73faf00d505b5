// The one way in over HTTP. Next renders pages and serves files behind it and is never asked before the edge has said yes.
import type { IncomingMessage, ServerOptions, ServerResponse } from 'node:http';
import { type Admission, admit } from './admission';
import { createSignIn } from './auth';
import { answerAuthority } from './authority-page';
import { dropUntrustedHeaders, setSecurityHeaders } from './headers';
import { chooseLocale, localeOfPath } from './locale';
import { createNotices, type Notice } from './notices';
import { createOrigins } from './origins';
import { refuseUpgrade } from './refuse-upgrade';
import { redirect, refuse } from './reply';
import { plainPath } from './routes';
import { createServe } from './serve';
import type { SessionStore } from './sessions';
import { decideUpgrade, type UpgradeDecision, type UpgradeListener } from './upgrades';
import { createWorkshopDoors, type Workshop } from './workshop-doors';

export interface EdgeOptions {
  /** The port people use; part of Host, Origin and the cookie's name. */
  port: number;
  /** Further names, addresses or origins; see createOrigins. */
  hosts: readonly string[];
  /** Whether the port speaks TLS. Plain requests on it then only get the way to https and the authority. */
  secure?: boolean | undefined;
  /** The own certificate authority, PEM: /ca explains it, /ca.crt is it. */
  authority?: string | undefined;
  sessions: SessionStore;
  /** The room, in a workshop: its doors are then open instead of the login. */
  workshop?: Workshop | undefined;
  dev: boolean;
  /** Of Kulissen, for /healthz. */
  version: string;
  health: () => { runtime: 'docker' | 'memory'; engine: string; engineVersion: string };
  /** Next's request handler. */
  nextHandler: (req: IncomingMessage, res: ServerResponse) => Promise<void> | void;
  /**
   * Next's upgrade handler; development only (hot reload). Next also listens on the http server that it is given: give it
   * one that never listens, or every upgrade is handled twice.
   */
  nextUpgrade?: UpgradeListener | undefined;
  /** One line for each refused Host, Origin or upgrade. Default: standard error. */
  log?: Notice | undefined;
  now?: () => number;
  wait?: (ms: number) => Promise<void>;
}

export interface Edge {
  (req: IncomingMessage, res: ServerResponse): void;
  /** Whether this request may become a websocket; to be asked by whoever takes over the connection. Never rejects. */
  authorizeUpgrade(req: IncomingMessage): UpgradeDecision | Promise<UpgradeDecision>;
  /** Other names from now on, as `hosts`: the machine's addresses have changed. Throws as createEdge does, and changes nothing then. */
  answerTo(hosts: readonly string[]): void;
  /** For `httpServer.on('upgrade', …)`: hot reload, and the refusal of every path but the lab socket's, which the gateway handles. */
  upgrade: UpgradeListener;
}

/** Options for the `http.createServer` that an edge listens on. Sizes in bytes, times in ms. */
export const HTTP_LIMITS: ServerOptions = {
  // Cookies ignore ports: what other programs on this machine set arrives here as well.
  maxHeaderSize: 32 * 1024,
  headersTimeout: 8_000,
  requestTimeout: 20_000,
  keepAliveTimeout: 10_000,
  connectionsCheckingInterval: 1_000,
};

const inTime = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Throws when `hosts` holds something that is no name, address or origin. */
export function createEdge(options: EdgeOptions): Edge {
  const { dev, now = Date.now, wait = inTime, log = console.warn } = options;
  const scheme = options.secure ? 'https' : 'http';
  const originsOf = (hosts: readonly string[]) => createOrigins(options.port, hosts, scheme);
  const notice = createNotices(log, now);
  const { port, sessions, workshop } = options;
  const signIn = createSignIn({ port, sessions, workshop, now, wait });
  const site = { dev, workshop: workshop !== undefined };
  const guard = { origins: originsOf(options.hosts), site, sessionOf: signIn.sessionOf, notice };
  // Guesses are paced by a clock that nobody sets.
  const steady = options.now ?? (() => performance.now());
  const doors = workshop && createWorkshopDoors({ workshop, signIn, port, now: steady, wait });
  const serve = createServe({ ...options, signIn, doors });

  const handle = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    setSecurityHeaders(res);
    dropUntrustedHeaders(req);
    await signIn.arrive(req);
    const admission = admit(req, guard);
    if (options.secure && !overTls(req)) return answerPlain(req, res, admission, options);
    if (admission.ok) return serve(req, res, admission);
    if (admission.notice) notice(admission.notice);
    turnAway(req, res, admission);
  };

  const edge = (req: IncomingMessage, res: ServerResponse): void => {
    handle(req, res).catch((error: unknown) => {
      log(`request failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      if (res.headersSent) res.destroy();
      else refuse(req, res, 500);
    });
  };
  const upgrade: UpgradeListener = (req, socket, head) => {
    if (plainPath(req.url) === '/socket.io/') return;
    const decision = decideUpgrade(req, guard);
    if (decision.ok && options.nextUpgrade) options.nextUpgrade(req, socket, head);
    else refuseUpgrade(socket, decision.ok ? 404 : decision.status);
  };
  const answerTo = (hosts: readonly string[]) => {
    guard.origins = originsOf(hosts);
  };
  return Object.assign(edge, {
    authorizeUpgrade: (req: IncomingMessage) =>
      signIn.arrive(req)?.then(() => decideUpgrade(req, guard)) ?? decideUpgrade(req, guard),
    answerTo,
    upgrade,
  });
}

const overTls = ({ socket }: IncomingMessage): boolean => 'encrypted' in socket && socket.encrypted === true;

/** On the TLS port without TLS: nothing that needs a session or carries a secret. */
function answerPlain(req: IncomingMessage, res: ServerResponse, admission: Admission, options: EdgeOptions): void {
  if (!admission.ok && admission.status !== 303) refuse(req, res, admission.status);
  else if (admission.ok && admission.route.answer === 'authority') answerAuthority(req, res, options.authority);
  // The Host is one of ours: what is not was refused with 421.
  else if (req.method === 'GET') redirect(res, 302, `https://${req.headers.host}${req.url}`);
  else refuse(req, res, 403);
}

/** A person's browser goes to where one gets in and comes back afterwards; a program gets a status. */
function turnAway(req: IncomingMessage, res: ServerResponse, refusal: Extract<Admission, { ok: false }>): void {
  const { status, methods, toDoor } = refusal;
  if (methods) res.setHeader('Allow', methods.join(', '));
  if (toDoor) {
    const locale = localeOfPath(toDoor.path) ?? chooseLocale(req);
    redirect(res, 303, `/${locale}/${toDoor.door}?next=${encodeURIComponent(toDoor.path + toDoor.search)}`);
  } else refuse(req, res, status);
}
