import { computed, signal } from '@preact/signals';

/** The address of the page that is shown. */
export const location = signal(read());

function read(): { path: string; query: string } {
  return { path: window.location.pathname, query: window.location.search };
}

export const path = computed(() => location.value.path);

export const query = computed(() => new URLSearchParams(location.value.query));

/** Goes to another page of the application. */
export function go(target: string, options: { replace?: boolean } = {}): void {
  if (target === window.location.pathname + window.location.search) return;
  if (options.replace) history.replaceState(null, '', target);
  else history.pushState(null, '', target);
  arrive();
  window.scrollTo(0, 0);
}

function arrive(): void {
  location.value = read();
}

/** Replaces the query without leaving the page. */
export function setQuery(values: Record<string, string>): void {
  const next = new URLSearchParams(values).toString();
  history.replaceState(null, '', window.location.pathname + (next ? `?${next}` : ''));
  arrive();
}

/** Turns plain links into navigation; what opens elsewhere is left alone. */
function follow(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = (event.target as Element | null)?.closest('a');
  if (!link || link.target || link.hasAttribute('download') || link.origin !== window.location.origin) return;
  if (link.getAttribute('href')?.startsWith('#') || /^\/(api|swagger-ui)/.test(link.pathname)) return;
  event.preventDefault();
  go(link.pathname + link.search);
}

export function startRouter(): void {
  window.addEventListener('popstate', arrive);
  document.addEventListener('click', follow);
}
