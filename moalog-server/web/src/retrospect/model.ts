import { ifServed, type Mode } from '../api/additive';
import { call, OfflineError } from '../api/client';
import type { OwnAnswers, Reference, Retrospect, Standing } from '../api/types';
import { me } from '../lib/session';

/** All that the page of a retrospective shows besides the answers of the team. */
export interface Session {
  id: number;
  detail: Retrospect;
  standing: Standing;
  references: Reference[];
  mode: Mode | null;
  own: OwnAnswers['drafts'];
  /** Taken from this device because there is no network. */
  kept: boolean;
}

const keyOf = (id: number): string => `moalog.retrospect.${me.value?.memberId ?? 0}.${id}`;

/** Loads a retrospective; one that is being written opens without a network, too. */
export async function loadSession(id: number): Promise<Session> {
  try {
    const path = `/api/v1/retrospects/${id}`;
    const [detail, standing, references, mode] = await Promise.all([
      call<Retrospect>('GET', path),
      call<Standing>('GET', `${path}/standing`),
      call<Reference[]>('GET', `${path}/references`),
      ifServed<Mode>(`${path}/mode`),
    ]);
    const own = standing.status === 'NONE' ? [] : (await call<OwnAnswers>('GET', `${path}/drafts`)).drafts;
    const session: Session = { id, detail, standing, references, mode, own, kept: false };
    keep(session);
    return session;
  } catch (failure) {
    const kept = failure instanceof OfflineError ? read(id) : undefined;
    if (!kept) throw failure;
    return { ...kept, kept: true };
  }
}

function keep(session: Session): void {
  try {
    if (session.standing.status === 'DRAFT') localStorage.setItem(keyOf(session.id), JSON.stringify(session));
    else localStorage.removeItem(keyOf(session.id));
  } catch {
    // Then it opens only with a network.
  }
}

function read(id: number): Session | undefined {
  try {
    return (JSON.parse(localStorage.getItem(keyOf(id)) ?? 'null') as Session | null) ?? undefined;
  } catch {
    return undefined;
  }
}
