import { useState } from 'preact/hooks';
import { call } from '../api/client';
import { ifServed, type ActionItemPage, type Kept } from '../api/additive';
import type { RoomPerson } from '../api/types';
import { t } from '../i18n';
import { useResource } from '../lib/resource';
import { Button, Empty, Failed, Segments, Skeleton } from '../ui/kit';
import { ActionForm, ActionList } from './actions';

/** The action items of a room and how many of them were kept. */
export function ActionsTab({ roomId, people }: { roomId: number; people: RoomPerson[] }) {
  const words = t.value.actions;
  const [status, setStatus] = useState('OPEN');
  const [adding, setAdding] = useState(false);
  const path = `/api/v1/retro-rooms/${roomId}/action-items`;
  const items = useResource(`actions-${roomId}-${status}`, () => ifServed<ActionItemPage>(`${path}?status=${status}&size=100`));
  const kept = useResource(`kept-${roomId}`, () => ifServed<Kept>(`${path}/kept`));
  const changed = (): void => {
    void items.reload();
    void kept.reload();
  };
  if (items.error && !items.data) return <Failed error={items.error} onRetry={items.reload} />;
  const add = <Button icon="plus" onClick={() => setAdding(true)}>{words.add}</Button>;
  return (
    <div class="stack-l">
      {kept.data && <KeptRate kept={kept.data} />}
      <div class="spread">
        <Segments label={words.status} value={status} onSelect={setStatus} options={[{ value: 'OPEN', label: words.open }, { value: 'DONE', label: words.done }, { value: 'DROPPED', label: words.dropped }]} />
        {items.data && items.data.actionItems.length > 0 && add}
      </div>
      {!items.data ? <Skeleton heights={[72, 72]} /> : items.data.actionItems.length === 0 ? (
        <Empty icon="check" title={words.empty} text={words.emptyText}>{add}</Empty>
      ) : (
        <ActionList items={items.data.actionItems} people={people} onChanged={changed} />
      )}
      {adding && (
        <ActionForm
          title={words.add}
          people={people}
          onClose={() => setAdding(false)}
          onSave={async (item) => {
            await call('POST', path, { body: item });
            setAdding(false);
            changed();
          }}
        />
      )}
    </div>
  );
}

const RING = 2 * Math.PI * 34;

function KeptRate({ kept }: { kept: Kept }) {
  const words = t.value.actions;
  const rate = kept.keptRate;
  return (
    <section class="card pad row" aria-label={words.kept} style={{ gap: '22px' }}>
      <svg width="84" height="84" viewBox="0 0 84 84" aria-hidden="true">
        <circle cx="42" cy="42" r="34" fill="none" stroke="var(--sunken)" stroke-width="10" />
        <circle cx="42" cy="42" r="34" fill="none" stroke="var(--accent)" stroke-width="10" stroke-linecap="round" stroke-dasharray={`${(RING * (rate ?? 0)) / 100} ${RING}`} transform="rotate(-90 42 42)" opacity={rate ? 1 : 0} />
        <text x="42" y="48" text-anchor="middle" font-size="17" font-weight="700" fill="var(--ink)">{rate === null ? '–' : `${rate}%`}</text>
      </svg>
      <div class="grow">
        <h2 style={{ fontSize: '1.0625rem' }}>{words.kept}</h2>
        <p class="muted">{rate === null ? words.keptNone : words.keptOf(kept.kept, kept.kept + kept.dropped)}</p>
      </div>
    </section>
  );
}
