/**
 * What the server has not acknowledged yet, in the storage of this device. It is written with every
 * keystroke, so neither a closed tab nor a lost network nor an ended session takes a word away.
 */
export interface Unsaved {
  text: string;
  /** What the server had when this text was begun; tells whether somebody else changed it since. */
  base: string;
  /** What went off without an acknowledgement; the server may have it. */
  sent?: string[];
}

export type UnsavedAnswers = Record<number, Unsaved>;

const PREFIX = 'moalog.draft.';

const keyOf = (memberId: number, retrospectId: number): string => `${PREFIX}${memberId}.${retrospectId}`;

export function readUnsaved(memberId: number, retrospectId: number): UnsavedAnswers {
  try {
    return JSON.parse(localStorage.getItem(keyOf(memberId, retrospectId)) ?? '{}') as UnsavedAnswers;
  } catch {
    return {};
  }
}

/** Changes the record of one retrospective; other tabs may have changed it meanwhile. Tells whether it is kept. */
export function changeUnsaved(memberId: number, retrospectId: number, change: (answers: UnsavedAnswers) => void): boolean {
  const answers = readUnsaved(memberId, retrospectId);
  change(answers);
  try {
    const key = keyOf(memberId, retrospectId);
    if (Object.keys(answers).length === 0) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(answers));
    return true;
  } catch {
    return false;
  }
}

/** The retrospectives with words that this member wrote here and the server has not got. */
export function unsavedRetrospects(memberId: number): number[] {
  const prefix = `${PREFIX}${memberId}.`;
  return Object.keys(localStorage)
    .filter((key) => key.startsWith(prefix))
    .map((key) => Number(key.slice(prefix.length)))
    .filter((id) => Number.isSafeInteger(id));
}
