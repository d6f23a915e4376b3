import { ApiError, call } from '../api/client';
import type { Profile } from '../api/types';
import { me } from './session';

const KEY = 'moalog.me';

/** Finds out who is signed in. Without a network the person who was here last may go on writing. */
export async function loadMe(): Promise<void> {
  try {
    const profile = await call<Profile>('GET', '/api/v1/members/me', { hasty: remembered() !== null });
    me.value = profile;
    remember(profile);
  } catch (failure) {
    const refused = failure instanceof ApiError && failure.status < 500 && failure.status !== 429;
    me.value = refused ? null : remembered();
  }
  if (me.value === null) remember(null);
}

function remember(profile: Profile | null): void {
  try {
    if (profile) localStorage.setItem(KEY, JSON.stringify(profile));
    else localStorage.removeItem(KEY);
  } catch {
    // Then nobody can write without a network.
  }
}

function remembered(): Profile | null {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? 'null') as Profile | null;
  } catch {
    return null;
  }
}
