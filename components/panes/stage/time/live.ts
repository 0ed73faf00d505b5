'use client';
// The history of the lab that this page is connected to: a track that is fetched once and then goes on with each change, and reels
// that are fetched when somebody looks back.
import { request } from '@/components/client';
import { serverNow, useLab } from '@/components/state/lab-store';
import { createProjector, type Projector, type Reel } from '@/lib/history/reel';
import { type Archive, createPlayer, type Found, type Player } from './player';

interface KnownReel {
  from: number;
  /** It tells of every moment before this. */
  until: number;
  projector: Projector;
}

/** Reels at hand; scrubbing to and fro must not ask each time. */
const KEPT_REELS = 8;
/** How far our idea of the server's clock may be off, ms. */
const CLOCK_SLACK_MS = 1000;

function createLiveArchive(): Archive & { forget(): void } {
  let reels: KnownReel[] = [];
  return {
    async viewAt(at): Promise<Found> {
      const known = reels.find((reel) => reel.from <= at && at < reel.until);
      if (known) return { ok: true, view: known.projector.viewAt(at) };
      const askedAt = serverNow();
      const answer = await request('history:at', { at });
      if (!answer.ok) return answer;
      const { from, until, reel } = answer.value;
      const projector = createProjector(JSON.parse(reel) as Reel);
      const fetched = { from, until: until ?? askedAt - CLOCK_SLACK_MS, projector };
      reels = [fetched, ...reels.filter((other) => other.from !== from)].slice(0, KEPT_REELS);
      return { ok: true, view: projector.viewAt(at) };
    },
    forget() {
      reels = [];
    },
  };
}

const archive = createLiveArchive();
let player: Player | undefined;
let users = 0;
let stop = () => {};

/** The one player of the connected lab. */
export function livePlayer(): Player {
  player ??= createPlayer(archive);
  return player;
}

/** Keeps the track current for as long as somebody looks at it. Returns how to let go; to be called from an effect. */
export function followHistory(): () => void {
  users += 1;
  if (users === 1) stop = follow();
  let held = true;
  return () => {
    if (!held) return;
    held = false;
    users -= 1;
    if (users === 0) stop();
  };
}

function follow(): () => void {
  const { track, seek } = livePlayer();
  let epoch = '';
  let asking = false;
  const restart = async () => {
    asking = true;
    const asked = useLab.getState();
    const answer = await request('history:track', {});
    asking = false;
    const { view, viewAt, epoch: now, connectionSince } = useLab.getState();
    if (!answer.ok || connectionSince !== asked.connectionSince) return;
    if (epoch !== '' && epoch !== now) seek(null);
    epoch = now;
    since = connectionSince;
    archive.forget();
    track.restart(answer.value);
    if (view) track.take(view, viewAt);
  };
  // What was missed while the connection was away is the server's to tell.
  let since = 0;
  const onState = () => {
    const { connection, connectionSince, view, viewAt } = useLab.getState();
    if (connection !== 'online' || !view) return;
    if (connectionSince === since) return track.take(view, viewAt);
    if (!asking) void restart();
  };
  onState();
  return useLab.subscribe(onState);
}
