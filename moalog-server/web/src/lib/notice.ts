import { signal } from '@preact/signals';

export interface Notice {
  id: number;
  text: string;
  tone: 'good' | 'bad';
}

const LIFE_MILLIS = 6_000;
let number = 0;

export const notices = signal<Notice[]>([]);

export function showNotice(text: string, tone: Notice['tone'] = 'good'): void {
  const notice = { id: ++number, text, tone };
  notices.value = [...notices.value.filter((other) => other.text !== text), notice].slice(-3);
  setTimeout(() => dismiss(notice.id), LIFE_MILLIS);
}

export function dismiss(id: number): void {
  notices.value = notices.value.filter((notice) => notice.id !== id);
}
