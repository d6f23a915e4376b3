/** The API writes the start of a retrospective as a clock on the wall in Korea shows it (UTC+9). */
export function koreanMoment(date: string, time: string): Date {
  return new Date(`${date}T${time}:00+09:00`);
}

/** Other times come in UTC, with or without a zone, with `T` or a space. */
export function utcMoment(text: string): Date {
  const iso = text.replace(' ', 'T');
  return new Date(/[Z+]/.test(iso) ? iso : `${iso}Z`);
}

/** Comments carry Korean wall-clock time without a zone. */
export function commentMoment(text: string): Date {
  return new Date(`${text}+09:00`);
}

const KOREA_MILLIS = 9 * 60 * 60 * 1000;

/** Date and time of a moment on the Korean clock, as form fields take them. */
export function koreanFields(moment: Date): { date: string; time: string } {
  const iso = new Date(moment.getTime() + KOREA_MILLIS).toISOString();
  return { date: iso.slice(0, 10), time: iso.slice(11, 16) };
}
