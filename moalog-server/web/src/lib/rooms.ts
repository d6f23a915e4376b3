import { ApiError, call, complain } from '../api/client';
import type { Room, RoomJoined } from '../api/types';
import { t } from '../i18n';
import { showNotice } from './notice';
import { go } from './router';

const CODE = /INV-[A-Za-z0-9]{4}-[A-Za-z0-9]{4}/;

/** The address that is sent to people. */
export function inviteLink(code: string): string {
  return `${window.location.origin}/join/${code}`;
}

/** The invite code in a link or in what somebody typed. */
export function codeIn(text: string): string | undefined {
  return CODE.exec(text.trim())?.[0];
}

/** Joins and goes to the room; whoever is in already just goes there. Tells whether it worked. */
export async function joinRoom(text: string): Promise<boolean> {
  const code = codeIn(text);
  if (!code) {
    showNotice(t.value.rooms.badInvite, 'bad');
    return false;
  }
  try {
    const joined = await call<RoomJoined>('POST', '/api/v1/retro-rooms/join', { body: { inviteUrl: inviteLink(code) } });
    showNotice(t.value.rooms.joined(joined.title));
    go(`/rooms/${joined.retroRoomId}`, { replace: true });
    return true;
  } catch (failure) {
    complain(failure, t.value.common.offline);
    if (failure instanceof ApiError && failure.code === 'RETRO4092') go('/', { replace: true });
    return false;
  }
}

export const loadRooms = (): Promise<Room[]> => call<Room[]>('GET', '/api/v1/retro-rooms');
