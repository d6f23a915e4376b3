import { useEffect, useRef } from 'preact/hooks';
import { signal } from '@preact/signals';
import { call } from '../api/client';
import { me } from '../lib/session';

export type LiveEvent = 'participant' | 'submitted' | 'comment' | 'like' | 'analysis' | 'action-item' | 'mode';

/** A tick per kind of event; whoever shows that kind loads it anew when its tick changes. */
export const ticks = signal<Record<LiveEvent, number>>({
  participant: 0, submitted: 0, comment: 0, like: 0, analysis: 0, 'action-item': 0, mode: 0,
});

/** Likes and comments by the answer that they belong to. */
export const touched = signal<{ responseId: number; kind: 'like' | 'comment'; totalLikes?: number; at: number } | undefined>(undefined);

export const writers = signal<{ names: string[]; count: number }>({ names: [], count: 0 });

const KINDS: LiveEvent[] = ['participant', 'submitted', 'comment', 'like', 'analysis', 'action-item', 'mode'];
const FIRST_RETRY_MILLIS = 1_000;
const LAST_RETRY_MILLIS = 30_000;
const SETTLE_MILLIS = 250;

/**
 * Follows one retrospective while its page is open, from the event on that the page was read after:
 * nothing falls between the two, so nothing is read twice. The browser resumes by itself after a
 * broken connection; after the server has said goodbye the session is renewed and the stream begun
 * again where it ended.
 */
export function useLive(retrospectId: number, from: number): void {
  useEffect(() => {
    let source: EventSource | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let lastId = String(from);
    let gone = false;
    let retry = FIRST_RETRY_MILLIS;

    const later = (): void => {
      clearTimeout(timer);
      timer = setTimeout(connect, retry);
      retry = Math.min(retry * 2, LAST_RETRY_MILLIS);
    };

    const connect = (): void => {
      if (gone) return;
      source = new EventSource(`/api/v1/retrospects/${retrospectId}/events?lastEventId=${encodeURIComponent(lastId)}`);
      const note = (event: MessageEvent): void => {
        lastId = event.lastEventId || lastId;
      };
      source.onopen = () => {
        retry = FIRST_RETRY_MILLIS;
      };
      source.addEventListener('reset', (event) => {
        note(event);
        KINDS.forEach(tick);
      });
      for (const kind of KINDS) {
        source.addEventListener(kind, (event) => {
          note(event);
          receive(kind, event.data as string);
        });
      }
      source.addEventListener('writing', (event) => hear(event.data as string));
      source.addEventListener('bye', (event) => {
        source?.close();
        const { reason } = JSON.parse(event.data as string) as { reason: string };
        if (reason === 'noAccess') return;
        if (reason === 'expired') void call('GET', '/api/v1/members/me').then(connect, later);
        else later();
      });
      source.onerror = () => {
        // Refused streams are closed: the session may have ended. Where there is no such stream at all, stop.
        if (source?.readyState !== EventSource.CLOSED || gone) return;
        if (retry >= LAST_RETRY_MILLIS) return;
        void call('GET', '/api/v1/members/me').then(later, later);
      };
    };

    connect();
    return () => {
      gone = true;
      clearTimeout(timer);
      source?.close();
      writers.value = { names: [], count: 0 };
    };
  }, [retrospectId]);
}

function receive(kind: LiveEvent, data: string): void {
  if (kind === 'like' || kind === 'comment') {
    const { responseId, totalLikes } = JSON.parse(data) as { responseId: number; totalLikes?: number };
    touched.value = { responseId, kind, ...(totalLikes === undefined ? {} : { totalLikes }), at: Date.now() + Math.random() };
  }
  tick(kind);
}

function tick(kind: LiveEvent): void {
  ticks.value = { ...ticks.value, [kind]: ticks.value[kind] + 1 };
}

function hear(data: string): void {
  const said = JSON.parse(data) as { writers?: string[]; count?: number };
  const names = (said.writers ?? []).filter((name) => name !== me.value?.nickname);
  writers.value = { names, count: said.writers ? names.length : (said.count ?? 0) };
}

/** Calls back soon after one of the kinds of events came; once for all that come until then. */
export function useTicks(kinds: LiveEvent[], then: () => void): void {
  const sum = kinds.reduce((total, kind) => total + ticks.value[kind], 0);
  const seen = useRef(sum);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const latest = useRef(then);
  latest.current = then;
  useEffect(() => {
    if (seen.current === sum) return;
    seen.current = sum;
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      latest.current();
    }, SETTLE_MILLIS);
  }, [sum]);
  useEffect(() => () => clearTimeout(timer.current), []);
}

const PRESENCE_MILLIS = 10_000;
let lastPresence = 0;

/** Says that somebody writes here, not more often than needed. */
export function sayWriting(retrospectId: number): void {
  if (Date.now() - lastPresence < PRESENCE_MILLIS) return;
  lastPresence = Date.now();
  call('POST', `/api/v1/retrospects/${retrospectId}/presence`, { body: { writing: true } }).catch(() => undefined);
}

export function sayStopped(retrospectId: number): void {
  if (lastPresence === 0) return;
  lastPresence = 0;
  call('POST', `/api/v1/retrospects/${retrospectId}/presence`, { body: { writing: false }, keepalive: true }).catch(() => undefined);
}
