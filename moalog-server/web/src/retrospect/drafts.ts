import { effect, signal } from '@preact/signals';
import { ApiError, call, OfflineError } from '../api/client';
import type { OwnAnswers } from '../api/types';
import { me } from '../lib/session';
import { changeUnsaved, readUnsaved, unsavedRetrospects } from './draft-store';

export const MAX_CHARACTERS = 1_000;

/** A pause in typing this long is a good moment to save ... */
const QUIET_MILLIS = 1_500;
/** ... but no more often than this, however fast somebody writes. */
const INTERVAL_MILLIS = 6_000;
const FIRST_RETRY_MILLIS = 2_000;
const LAST_RETRY_MILLIS = 30_000;

/** The code of an answer that was saved by another device since it was last seen here. */
const CHANGED_ELSEWHERE = 'RETRO4094';
/** Sends without an acknowledgement that are told from another device's words afterwards. */
const REMEMBERED = 5;

interface Draft {
  questionNumber: number;
  content: string;
  base: string;
}

export type SaveState = 'saved' | 'saving' | 'local' | 'offline' | 'unkept';

export interface Conflict {
  mine: string;
  theirs: string;
}

export const characters = (text: string): number => [...text].length;

/** The answers of one member to one retrospective while they are written. */
export class DraftDesk {
  readonly texts = signal<Record<number, string>>({});
  readonly state = signal<SaveState>('saved');
  readonly conflicts = signal<Record<number, Conflict>>({});

  private timer: ReturnType<typeof setTimeout> | undefined;
  private saving: Promise<void> | undefined;
  private lastSave = 0;
  private retryMillis = FIRST_RETRY_MILLIS;
  private served: Record<number, string> = {};

  constructor(
    private readonly memberId: number,
    readonly retrospectId: number,
  ) {}

  /** Lays what the server has beside what only this device has. */
  open(answers: OwnAnswers['drafts']): void {
    const texts: Record<number, string> = {};
    const conflicts: Record<number, Conflict> = {};
    const arrived: Record<number, string> = {};
    const unsaved = readUnsaved(this.memberId, this.retrospectId);
    for (const { questionNumber, content } of answers) {
      this.served[questionNumber] = content;
      const mine = unsaved[questionNumber];
      texts[questionNumber] = mine ? mine.text : content;
      if (!mine || mine.base === content) continue;
      if (mine.text === content || mine.sent?.includes(content)) arrived[questionNumber] = content;
      else conflicts[questionNumber] = { mine: mine.text, theirs: content };
    }
    this.rebase(arrived);
    this.texts.value = texts;
    this.conflicts.value = conflicts;
    if (this.dirty().length > 0) {
      this.state.value = 'local';
      this.schedule(0);
    }
  }

  edit(question: number, text: string): void {
    this.texts.value = { ...this.texts.value, [question]: text };
    const kept = changeUnsaved(this.memberId, this.retrospectId, (answers) => {
      const base = answers[question]?.base ?? this.served[question] ?? '';
      if (text === this.served[question] && base === text) delete answers[question];
      else answers[question] = { ...answers[question], text, base };
    });
    this.state.value = kept ? (navigator.onLine ? 'local' : 'offline') : 'unkept';
    this.schedule(Math.max(QUIET_MILLIS, this.lastSave + INTERVAL_MILLIS - Date.now()));
  }

  /** Decides between two texts for one answer. */
  resolve(question: number, text: string): void {
    const { [question]: settled, ...others } = this.conflicts.value;
    this.conflicts.value = others;
    if (settled) {
      changeUnsaved(this.memberId, this.retrospectId, (answers) => {
        answers[question] = { text, base: settled.theirs };
      });
    }
    this.texts.value = { ...this.texts.value, [question]: text };
    this.schedule(0);
  }

  /** Sends what is unsaved now. Resolves when it is acknowledged or has failed for now. */
  async flush(keepalive = false): Promise<void> {
    clearTimeout(this.timer);
    await this.saving;
    const dirty = this.dirty();
    if (dirty.length === 0) {
      if (Object.keys(readUnsaved(this.memberId, this.retrospectId)).length === 0) this.state.value = 'saved';
      return;
    }
    this.saving = this.save(dirty, keepalive).finally(() => {
      this.saving = undefined;
    });
    await this.saving;
  }

  /** Forgets everything unsaved; after submitting nothing is. */
  clear(): void {
    clearTimeout(this.timer);
    changeUnsaved(this.memberId, this.retrospectId, (answers) => {
      for (const question of Object.keys(answers)) delete answers[Number(question)];
    });
  }

  close(): void {
    void this.flush(true);
  }

  /** What the server turned out to have of this device's own words is what later words build on. */
  private rebase(arrived: Record<number, string>): void {
    if (Object.keys(arrived).length === 0) return;
    changeUnsaved(this.memberId, this.retrospectId, (answers) => {
      for (const [question, base] of Object.entries(arrived)) {
        const mine = answers[Number(question)];
        if (mine) mine.base = base;
      }
    });
  }

  private dirty(): Draft[] {
    return Object.entries(readUnsaved(this.memberId, this.retrospectId))
      .map(([question, { text, base }]) => ({ questionNumber: Number(question), content: text, base }))
      .filter(({ questionNumber, content }) => !this.conflicts.value[questionNumber] && characters(content) <= MAX_CHARACTERS);
  }

  private schedule(millis: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), millis);
  }

  private async save(drafts: Draft[], keepalive: boolean): Promise<void> {
    this.state.value = 'saving';
    this.lastSave = Date.now();
    this.remember(drafts);
    try {
      await call('PUT', `/api/v1/retrospects/${this.retrospectId}/page/drafts`, { body: { drafts }, keepalive });
    } catch (failure) {
      if (failure instanceof ApiError && failure.code === CHANGED_ELSEWHERE) await this.reopen();
      else this.failed(failure);
      return;
    }
    this.retryMillis = FIRST_RETRY_MILLIS;
    for (const { questionNumber, content } of drafts) this.served[questionNumber] = content;
    changeUnsaved(this.memberId, this.retrospectId, (answers) => {
      for (const { questionNumber, content } of drafts) {
        const now = answers[questionNumber];
        if (now?.text === content) delete answers[questionNumber];
        else if (now) answers[questionNumber] = { text: now.text, base: content };
      }
    });
    if (this.dirty().length > 0) {
      this.state.value = 'local';
      this.schedule(INTERVAL_MILLIS);
    } else {
      this.state.value = Object.keys(readUnsaved(this.memberId, this.retrospectId)).length ? 'local' : 'saved';
    }
  }

  private remember(drafts: Draft[]): void {
    changeUnsaved(this.memberId, this.retrospectId, (answers) => {
      for (const { questionNumber, content } of drafts) {
        const mine = answers[questionNumber];
        if (mine) mine.sent = [...new Set([...(mine.sent ?? []), content])].slice(-REMEMBERED);
      }
    });
  }

  /** Another device wrote meanwhile: its words are laid beside these. */
  private async reopen(): Promise<void> {
    this.state.value = 'local';
    try {
      this.open((await call<OwnAnswers>('GET', `/api/v1/retrospects/${this.retrospectId}/drafts`)).drafts);
    } catch (failure) {
      this.failed(failure);
    }
  }

  private failed(failure: unknown): void {
    this.state.value = failure instanceof OfflineError ? 'offline' : 'local';
    const refusedForGood = failure instanceof ApiError && failure.status < 500 && failure.status !== 429;
    if (refusedForGood) return;
    const wait = failure instanceof ApiError ? failure.retryAfterSeconds * 1_000 : 0;
    this.schedule(Math.max(wait, this.retryMillis));
    this.retryMillis = Math.min(this.retryMillis * 2, LAST_RETRY_MILLIS);
  }
}

let current: DraftDesk | undefined;

export function deskFor(memberId: number, retrospectId: number): DraftDesk {
  if (current?.retrospectId !== retrospectId) {
    current?.close();
    current = new DraftDesk(memberId, retrospectId);
  }
  return current;
}

/** Saves when the network is back, when the tab goes to the back, and what earlier visits left. */
export function startDraftSync(): void {
  window.addEventListener('online', () => void current?.flush());
  window.addEventListener('offline', () => {
    if (current && current.state.value !== 'saved') current.state.value = 'offline';
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') void current?.flush(true);
  });
  window.addEventListener('pagehide', () => void current?.flush(true));
  let swept = 0;
  effect(() => {
    const memberId = me.value?.memberId;
    if (!memberId || memberId === swept) return;
    swept = memberId;
    void sweep(memberId);
  });
}

/** A text that a closed tab left behind is sent on the next visit, unless it has to be decided about. */
async function sweep(memberId: number): Promise<void> {
  for (const id of unsavedRetrospects(memberId)) {
    if (current?.retrospectId === id) continue;
    try {
      const own = await call<OwnAnswers>('GET', `/api/v1/retrospects/${id}/drafts`);
      if (own.status !== 'DRAFT') continue;
      const desk = new DraftDesk(memberId, id);
      desk.open(own.drafts);
      await desk.flush();
    } catch {
      // It stays here until the retrospective is opened.
    }
  }
}
