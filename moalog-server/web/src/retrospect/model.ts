import { call, OfflineError } from '../api/client';
import type { OpenedRetrospect } from '../api/types';
import { me } from '../lib/session';

/** All that the page of a retrospective shows besides the answers of the team. */
export interface Session extends OpenedRetrospect {
  id: number;
  /** Taken from this device because there is no network. */
  kept: boolean;
}

const keyOf = (id: number): string => `moalog.retrospect.${me.value?.memberId ?? 0}.${id}`;

/** Loads a retrospective; one that is being written opens without a network, too. */
export async function loadSession(id: number): Promise<Session> {
  try {
    const opened = await call<OpenedRetrospect>('GET', `/api/v1/retrospects/${id}/page`);
    const session: Session = { id, ...opened, kept: false };
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
    const session = JSON.parse(localStorage.getItem(keyOf(id)) ?? 'null') as Session | null;
    // What an older version kept has another shape.
    return session?.drafts ? session : undefined;
  } catch {
    return undefined;
  }
}
