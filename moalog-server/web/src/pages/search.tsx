import { useState } from 'preact/hooks';
import { call } from '../api/client';
import type { Found } from '../api/types';
import { dateTime, t } from '../i18n';
import { koreanMoment } from '../lib/moments';
import { useResource } from '../lib/resource';
import { query, setQuery } from '../lib/router';
import { Button, Empty, Failed, Field, MethodBadge, Skeleton } from '../ui/kit';

export function SearchPage() {
  const words = t.value.search;
  const keyword = query.value.get('q')?.trim() ?? '';
  const [text, setText] = useState(keyword);
  const search = (event: Event): void => {
    event.preventDefault();
    setQuery(text.trim() ? { q: text.trim() } : {});
  };
  return (
    <>
      <header class="page-head"><h1>{words.title}</h1></header>
      <div class="stack-l">
        <form role="search" class="search-line" onSubmit={search} style={{ alignItems: 'end' }}>
          <div class="grow"><Field label={words.label} type="search" inputMode="search" maxLength={100} placeholder={words.placeholder} value={text} onValue={setText} autoFocus /></div>
          <Button type="submit" icon="search">{words.button}</Button>
        </form>
        {keyword ? <Results keyword={keyword} /> : <p class="muted">{words.prompt}</p>}
      </div>
    </>
  );
}

function Results({ keyword }: { keyword: string }) {
  const words = t.value.search;
  const found = useResource(`search-${keyword}`, () => call<Found[]>('GET', `/api/v1/retrospects/search?keyword=${encodeURIComponent(keyword)}`));
  if (found.error) return <Failed error={found.error} onRetry={found.reload} />;
  if (!found.data) return <Skeleton heights={[76, 76]} />;
  if (found.data.length === 0) return <Empty icon="search" title={words.empty(keyword)} />;
  return (
    <section class="stack-s" aria-live="polite">
      <p class="muted small">{words.found(found.data.length)}</p>
      <ul class="stack-s">
        {found.data.map((item) => (
          <li key={item.retrospectId}>
            <a class="card card-link retro-row" href={`/retrospects/${item.retrospectId}`}>
              <MethodBadge method={item.retrospectMethod} />
              <span class="grow"><h3>{item.projectName}</h3><span class="when">{dateTime(koreanMoment(item.retrospectDate, item.retrospectTime))}</span></span>
              <span class="chip">{item.retroRoomName}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
