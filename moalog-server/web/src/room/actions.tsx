import { useState } from 'preact/hooks';
import { call, complain } from '../api/client';
import type { ActionItem } from '../api/additive';
import type { RoomPerson } from '../api/types';
import { day, t } from '../i18n';
import { showNotice } from '../lib/notice';
import { Icon } from '../ui/icons';
import { Avatar, Button, Dialog, Field, Menu, Select } from '../ui/kit';

type Change = Partial<{ content: string; ownerMemberId: number | null; dueDate: string | null; status: ActionItem['status'] }>;

/** A list of action items that can be ticked off, changed and dropped. */
export function ActionList({ items, people, onChanged }: { items: ActionItem[]; people: RoomPerson[]; onChanged: () => void }) {
  const [editing, setEditing] = useState<ActionItem>();
  return (
    <>
      <ul class="stack-s">
        {items.map((item) => (
          <Line key={item.actionItemId} item={item} onEdit={() => setEditing(item)} onChanged={onChanged} />
        ))}
      </ul>
      {editing && (
        <ActionForm
          title={t.value.actions.edit}
          people={people}
          item={editing}
          onClose={() => setEditing(undefined)}
          onSave={async (change) => {
            await call('PATCH', `/api/v1/action-items/${editing.actionItemId}`, { body: change });
            setEditing(undefined);
            onChanged();
          }}
        />
      )}
    </>
  );
}

function Line({ item, onEdit, onChanged }: { item: ActionItem; onEdit: () => void; onChanged: () => void }) {
  const words = t.value.actions;
  const change = async (body: Change): Promise<void> => {
    try {
      await call('PATCH', `/api/v1/action-items/${item.actionItemId}`, { body });
      onChanged();
    } catch (failure) {
      complain(failure, t.value.common.offline);
    }
  };
  const remove = async (): Promise<void> => {
    try {
      await call('DELETE', `/api/v1/action-items/${item.actionItemId}`);
      showNotice(words.removed);
      onChanged();
    } catch (failure) {
      complain(failure, t.value.common.offline);
    }
  };
  const closed = item.status !== 'OPEN';
  return (
    <li class={`card action ${item.status}`}>
      <button
        type="button"
        class={`tick ${item.status === 'DONE' ? 'on' : ''}`}
        aria-pressed={item.status === 'DONE'}
        aria-label={closed ? words.reopen(item.content) : words.complete(item.content)}
        onClick={() => change({ status: closed ? 'OPEN' : 'DONE' })}
      >
        {item.status === 'DONE' && <Icon name="check" size={16} />}
      </button>
      <div class="grow stack-s" style={{ gap: '4px' }}>
        <p class="what">{item.content}</p>
        <p class="row-tight small muted">
          {item.owner && <span class="row-tight"><Avatar small name={item.owner.userName} /> {item.owner.userName}</span>}
          {item.dueDate && <span class={`chip ${item.overdue ? 'warm' : ''}`}>{words.dueOn(day(item.dueDate))}{item.overdue && ` · ${words.overdue}`}</span>}
          {item.status === 'DROPPED' && <span class="chip">{words.dropped}</span>}
          {item.origin && <a href={`/retrospects/${item.origin.retrospectId}`}>{item.origin.kind === 'MISSION' ? words.fromMission(item.origin.title) : words.from(item.origin.title)}</a>}
        </p>
      </div>
      <Menu
        items={[
          { label: words.edit, icon: 'pen', onSelect: onEdit },
          ...(closed ? [] : [{ label: words.drop, icon: 'dash' as const, onSelect: () => change({ status: 'DROPPED' }) }]),
          { label: t.value.common.delete, icon: 'trash', bad: true, onSelect: remove },
        ]}
      />
    </li>
  );
}

interface FormProps {
  title: string;
  people: RoomPerson[];
  item?: Pick<ActionItem, 'content' | 'owner' | 'dueDate'>;
  onSave: (change: Change) => Promise<void>;
  onClose: () => void;
}

export function ActionForm({ title, people, item, onSave, onClose }: FormProps) {
  const words = t.value.actions;
  const [content, setContent] = useState(item?.content ?? '');
  const [owner, setOwner] = useState(item?.owner ? String(item.owner.memberId) : '');
  const [due, setDue] = useState(item?.dueDate ?? '');
  const [busy, setBusy] = useState(false);
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    try {
      await onSave({ content: content.trim(), ownerMemberId: owner ? Number(owner) : null, dueDate: due || null });
      showNotice(words.saved);
    } catch (failure) {
      complain(failure, t.value.common.offline);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form class="stack" onSubmit={save}>
        <Field label={words.content} maxLength={200} value={content} onValue={setContent} autoFocus />
        <Select label={words.owner} value={owner} onValue={setOwner} options={[{ value: '', label: words.nobody }, ...people.map((person) => ({ value: String(person.memberId), label: person.nickname }))]} />
        <Field label={words.due} type="date" optional value={due} onValue={setDue} />
        <div class="actions">
          <Button kind="quiet" onClick={onClose}>{t.value.common.cancel}</Button>
          <Button type="submit" busy={busy} disabled={!content.trim()}>{t.value.common.save}</Button>
        </div>
      </form>
    </Dialog>
  );
}
