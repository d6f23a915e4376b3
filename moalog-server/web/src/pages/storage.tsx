import { useState } from 'preact/hooks';
import { call } from '../api/client';
import type { Storage } from '../api/types';
import { day, t } from '../i18n';
import { useResource } from '../lib/resource';
import { Empty, Failed, MethodBadge, Segments, Skeleton } from '../ui/kit';

export function StoragePage() {
  const words = t.value.storage;
  const [range, setRange] = useState('ALL');
  const storage = useResource(`storage-${range}`, () => call<Storage>('GET', `/api/v1/retrospects/storage?range=${range}`));
  return (
    <>
      <header class="page-head">
        <h1>{words.title}</h1>
        <p class="muted">{words.text}</p>
      </header>
      <div class="stack-l">
        <Segments label={words.range} value={range} onSelect={setRange} options={Object.entries(words.ranges).map(([value, label]) => ({ value, label }))} />
        {storage.error && !storage.data ? <Failed error={storage.error} onRetry={storage.reload} /> : null}
        {!storage.data && !storage.error ? <Skeleton heights={[28, 76, 76]} /> : null}
        {storage.data?.years.length === 0 && <Empty icon="storage" title={words.empty} text={words.emptyText} />}
        {storage.data?.years.map((year) => (
          <section key={year.yearLabel} class="stack-s">
            <h2>{words.year(year.yearLabel)}</h2>
            <ul class="stack-s">
              {year.retrospects.map((item) => (
                <li key={item.retrospectId}>
                  <a class="card card-link retro-row" href={`/retrospects/${item.retrospectId}?tab=answers`}>
                    <MethodBadge method={item.retrospectMethod} />
                    <span class="grow"><h3>{item.title}</h3><span class="when">{day(item.displayDate)}</span></span>
                    <span class="chip">{t.value.common.people(item.memberCount)}</span>
                  </a>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </>
  );
}
