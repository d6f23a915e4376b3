import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { t } from './i18n';
import { go, path, query } from './lib/router';
import { me } from './lib/session';
import { pageFor, type Page } from './routes';
import { Frame, Notices } from './ui/frame';
import { Empty } from './ui/kit';

/** Shows the page of the address, to whom it is for. */
export function App() {
  const page = pageFor(path.value);
  useTitle(page);
  if (me.value === undefined) return <Waiting />;
  if (!page) return me.value ? <Frame><NotFound /></Frame> : <Alone><NotFound /></Alone>;
  if (page.open) {
    return (
      <>
        {page.show()}
        <Notices />
      </>
    );
  }
  if (!me.value) return <ToLogin />;
  return <Frame>{page.show()}</Frame>;
}

function useTitle(page: Page | undefined): void {
  const title = page?.title?.(t.value);
  useEffect(() => {
    document.title = title ? `${title} · ${t.value.product}` : t.value.product;
  }, [title]);
}

/** Nothing for a moment: who is here shows at once, and a spinner would only flash. */
function Waiting() {
  return <main class="alone" aria-busy="true" aria-label={t.value.common.loading} />;
}

function ToLogin() {
  useEffect(() => {
    const here = path.value + (query.value.size ? `?${query.value}` : '');
    go(here === '/' ? '/login' : `/login?next=${encodeURIComponent(here)}`, { replace: true });
  }, []);
  return <Waiting />;
}

function Alone({ children }: { children: ComponentChildren }) {
  return <main class="alone">{children}</main>;
}

function NotFound() {
  const words = t.value.common;
  return (
    <Empty icon="search" title={words.notFound} text={words.notFoundText}>
      <a class="button" href="/">{words.home}</a>
    </Empty>
  );
}
