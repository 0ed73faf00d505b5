// Who answers an admitted request: the edge itself, the doors of a workshop, or Next.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Admission } from './admission';
import type { SignIn } from './auth';
import { answerAuthority } from './authority-page';
import { newNonce, pagePolicy, setAssetHeaders } from './headers';
import { chooseLocale } from './locale';
import type { Door } from './origins';
import { redirect, refuse, replyJson, replyText } from './reply';
import type { Workshop, WorkshopDoors } from './workshop-doors';

export interface ServeOptions {
  signIn: SignIn;
  /** Both or none. */
  workshop?: Workshop | undefined;
  doors: WorkshopDoors | undefined;
  authority?: string | undefined;
  dev: boolean;
  version: string;
  health: () => { runtime: 'docker' | 'memory'; engine: string; engineVersion: string };
  nextHandler: (req: IncomingMessage, res: ServerResponse) => Promise<void> | void;
}

type Admitted = Extract<Admission, { ok: true }>;
export type Serve = (req: IncomingMessage, res: ServerResponse, admitted: Admitted) => Promise<void>;

export function createServe(options: ServeOptions): Serve {
  const { signIn, workshop, doors } = options;
  const toPage = (req: IncomingMessage, res: ServerResponse, page: string) => {
    res.setHeader('Vary', 'Accept-Language, Cookie');
    redirect(res, 302, `/${chooseLocale(req)}${page}`);
  };

  return async (req, res, { route, door, session }) => {
    switch (route.answer) {
      case 'health':
        return replyJson(req, res, 200, { status: 'ok', ...health(options) });
      case 'signIn':
        return signIn.answer(req, res, door.secure);
      case 'signOut':
        return signIn.signOut(req, res, door.secure);
      case 'locale':
        return toPage(req, res, '');
      case 'loginEntry':
        return toPage(req, res, '/login');
      case 'join':
      case 'resume':
      case 'trainer':
        if (req.method !== 'POST') return toPage(req, res, `/${route.answer}`);
        return doors ? doors.answer(route.answer, req, res, door) : refuse(req, res, 404);
      case 'results':
        if (!workshop) return refuse(req, res, 404);
        res.setHeader('Content-Disposition', 'attachment; filename="room.csv"');
        return replyText(req, res, 'text/csv; charset=utf-8', workshop.csv(session?.id ?? ''));
      case 'metrics':
        if (!workshop || !doors) return refuse(req, res, 404);
        return replyText(req, res, 'text/plain; version=0.0.4; charset=utf-8', workshop.metrics(doors.refused()));
      case 'authority':
        return answerAuthority(req, res, options.authority);
      case 'closed':
        return refuse(req, res, 404);
      case 'noTransport':
        return refuse(req, res, 400);
      case 'asset':
        setAssetHeaders(res);
        break;
      case 'doorPage':
        doors?.mark(req, res, door);
        setPagePolicy(req, res, door, options.dev);
        break;
      case 'page':
      case 'api':
        setPagePolicy(req, res, door, options.dev);
    }
    await options.nextHandler(req, res);
  };
}

/** A fresh nonce. Next finds it for its own scripts in the request's policy; our own inline scripts read `x-nonce`. */
function setPagePolicy(req: IncomingMessage, res: ServerResponse, door: Door, dev: boolean): void {
  const nonce = newNonce();
  const policy = pagePolicy(nonce, dev, door.authority, door.secure);
  res.setHeader('Content-Security-Policy', policy);
  req.headers['content-security-policy'] = policy;
  req.headers['x-nonce'] = nonce;
}

/** Exactly these fields: nothing else about the machine is told without a session. */
function health(options: ServeOptions) {
  const { runtime, engine, engineVersion } = options.health();
  return { runtime, engine, engineVersion, version: options.version };
}
