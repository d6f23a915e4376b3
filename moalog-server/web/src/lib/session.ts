import { signal } from '@preact/signals';
import type { Profile } from '../api/types';

/** Who is signed in: unknown until asked, null for nobody. */
export const me = signal<Profile | null | undefined>(undefined);

/** Set when a session ended while somebody was at work; the page then asks to sign in again. */
export const expired = signal(false);

export function sessionEnded(): void {
  if (me.value) expired.value = true;
  else me.value = null;
}
