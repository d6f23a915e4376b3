import { computed, effect, signal } from '@preact/signals';
import { en } from './en';
import { ko, type Words } from './ko';

export type Language = 'ko' | 'en';

const KEY = 'moalog.language';

export const language = signal<Language>(document.documentElement.lang === 'ko' ? 'ko' : 'en');

/** All words of the page in its language. */
export const t = computed<Words>(() => (language.value === 'ko' ? ko : en));

export function setLanguage(next: Language): void {
  language.value = next;
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // Then the choice lasts as long as the page.
  }
}

effect(() => {
  document.documentElement.lang = language.value;
});

/** A moment as people of the page's language read it, on their own clock. */
export function dateTime(moment: Date): string {
  return new Intl.DateTimeFormat(language.value, { dateStyle: 'medium', timeStyle: 'short' }).format(moment);
}

/** A calendar day such as 2026-11-28. */
export function day(text: string): string {
  const [year = 0, month = 1, date = 1] = text.split('-').map(Number);
  return new Intl.DateTimeFormat(language.value, { dateStyle: 'medium' }).format(new Date(year, month - 1, date));
}

export function won(amount: number): string {
  return new Intl.NumberFormat(language.value, { style: 'currency', currency: 'KRW' }).format(amount);
}
