import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { ifServed, type Proposal, type RetrospectItems } from '../api/additive';
import { call, complain } from '../api/client';
import type { RoomPerson } from '../api/types';
import { t } from '../i18n';
import { showNotice } from '../lib/notice';
import { useResource } from '../lib/resource';
import { ActionForm, ActionList } from '../room/actions';
import { Avatar, Button, Empty, Failed, Skeleton } from '../ui/kit';
import { useTicks } from './live';
import type { Session } from './model';

const MOST = 3;

/** What was agreed on before, what is agreed on here, and what the AI proposes. */
export function AgreedTab({ session }: { session: Session }) {
  const words = t.value.actions;
  const roomId = session.detail.retroRoomId;
  const items = useResource(`agreed-${session.id}`, () => ifServed<RetrospectItems>(`/api/v1/retrospects/${session.id}/action-items`));
  const people = useResource(`room-${roomId}-people`, () => call<RoomPerson[]>('GET', `/api/v1/retro-rooms/${roomId}/members`));
  const [adding, setAdding] = useState(false);
  useTicks(['action-item', 'analysis'], () => void items.reload());
  if (items.error && !items.data) return <Failed error={items.error} onRetry={items.reload} />;
  if (!items.data) return items.loading ? <Skeleton heights={[72, 72, 72]} /> : null;
  const { open, made, proposals } = items.data;
  const earlier = open.filter((item) => !made.some((other) => other.actionItemId === item.actionItemId));
  const full = made.length >= MOST;
  const list = people.data ?? [];
  const add = async (body: object): Promise<void> => {
    await call('POST', `/api/v1/retro-rooms/${roomId}/action-items`, { body: { ...body, retrospectId: session.id } });
    setAdding(false);
    await items.reload();
  };
  const take = async (proposal: Proposal): Promise<void> => {
    try {
      await add({ content: proposal.content, ownerMemberId: proposal.memberId, kind: 'MISSION' });
      showNotice(words.made1);
    } catch (failure) {
      complain(failure, t.value.common.offline);
    }
  };
  return (
    <div class="stack-l">
      {earlier.length > 0 && <Group title={words.earlier}><ActionList items={earlier} people={list} onChanged={items.reload} /></Group>}
      <Group title={words.made}>
        {made.length > 0 ? <ActionList items={made} people={list} onChanged={items.reload} /> : <Empty icon="flag" title={words.empty} text={words.emptyText} />}
        <div class="row"><Button icon="plus" disabled={full} onClick={() => setAdding(true)}>{words.add}</Button><span class="muted small">{words.limit}</span></div>
      </Group>
      {proposals.length > 0 && (
        <Group title={words.proposals}>
          <ul class="stack-s">
            {proposals.map((proposal) => (
              <li key={proposal.content} class="card action">
                {proposal.userName && <Avatar small name={proposal.userName} />}
                <p class="grow">{proposal.content}</p>
                <Button kind="quiet small" disabled={full} aria-label={`${words.take}: ${proposal.content}`} onClick={() => take(proposal)}>{words.take}</Button>
              </li>
            ))}
          </ul>
        </Group>
      )}
      {adding && <ActionForm title={words.add} people={list} onClose={() => setAdding(false)} onSave={add} />}
    </div>
  );
}

function Group({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class="stack" aria-label={title}>
      <h2 style={{ fontSize: '1.125rem' }}>{title}</h2>
      {children}
    </section>
  );
}
