import { useEffect, useState } from 'preact/hooks';
import { ApiError, call, complain } from '../api/client';
import type { Room, RoomCreated } from '../api/types';
import { t } from '../i18n';
import { showNotice } from '../lib/notice';
import { useResource } from '../lib/resource';
import { go } from '../lib/router';
import { codeIn, joinRoom, loadRooms } from '../lib/rooms';
import { me } from '../lib/session';
import { Button, Dialog, Empty, Failed, Field, IconButton, Skeleton, tone } from '../ui/kit';

export function RoomsPage() {
  const words = t.value.rooms;
  const rooms = useResource('rooms', loadRooms);
  const [dialog, setDialog] = useState<'new' | 'join'>();
  const [ordering, setOrdering] = useState(false);
  const actions = (
    <>
      <Button icon="plus" onClick={() => setDialog('new')}>{words.new}</Button>
      <Button kind="quiet" icon="link" onClick={() => setDialog('join')}>{words.joinTitle}</Button>
    </>
  );
  return (
    <>
      <header class="page-head spread">
        <div>
          <p class="muted">{words.hello(me.value?.nickname ?? '')}</p>
          <h1>{words.title}</h1>
        </div>
        {Boolean(rooms.data?.length) && !ordering && <div class="row-tight">{actions}</div>}
      </header>
      {rooms.error && !rooms.data ? <Failed error={rooms.error} onRetry={rooms.reload} /> : null}
      {!rooms.data && !rooms.error ? <Skeleton heights={[132, 132]} /> : null}
      {rooms.data?.length === 0 && <Empty icon="rooms" title={words.empty} text={words.emptyText}>{actions}</Empty>}
      {rooms.data && rooms.data.length > 0 && !ordering && <Cards rooms={rooms.data} onOrder={() => setOrdering(true)} />}
      {rooms.data && ordering && <Ordering rooms={rooms.data} onDone={(saved) => { setOrdering(false); if (saved) void rooms.reload(); }} />}
      {dialog === 'new' && <NewRoom onClose={() => setDialog(undefined)} />}
      {dialog === 'join' && <JoinRoom onClose={() => setDialog(undefined)} />}
    </>
  );
}

function Cards({ rooms, onOrder }: { rooms: Room[]; onOrder: () => void }) {
  return (
    <div class="stack">
      <ul class="room-grid">
        {rooms.map((room) => (
          <li key={room.retroRoomId}>
            <a class="card card-link room-card" href={`/rooms/${room.retroRoomId}`}>
              <span class={`glyph tone-${tone(room.retroRoomName)}`} aria-hidden="true">{[...room.retroRoomName][0]}</span>
              <h3>{room.retroRoomName}</h3>
            </a>
          </li>
        ))}
      </ul>
      {rooms.length > 1 && <div><Button kind="bare small" icon="sort" onClick={onOrder}>{t.value.rooms.order}</Button></div>}
    </div>
  );
}

/** Buttons instead of dragging: they work by keyboard, by touch and by voice alike. */
function Ordering({ rooms, onDone }: { rooms: Room[]; onDone: (saved: boolean) => void }) {
  const words = t.value.rooms;
  const [order, setOrder] = useState(rooms);
  const [busy, setBusy] = useState(false);
  const [moved, setMoved] = useState<string>();
  useEffect(() => {
    if (moved) document.getElementById(moved)?.focus();
  }, [order]);
  const move = (at: number, by: number): void => {
    const next = [...order];
    const [room] = next.splice(at, 1);
    if (room) next.splice(at + by, 0, room);
    setMoved(room && `${by < 0 ? 'up' : 'down'}-${room.retroRoomId}`);
    setOrder(next);
  };
  const save = async (): Promise<void> => {
    setBusy(true);
    try {
      const retroRoomOrders = order.map((room, at) => ({ retroRoomId: room.retroRoomId, orderIndex: at + 1 }));
      await call('PATCH', '/api/v1/retro-rooms/order', { body: { retroRoomOrders } });
      showNotice(words.orderSaved);
      onDone(true);
    } catch (failure) {
      complain(failure, t.value.common.offline);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div class="stack">
      <ol class="order-list">
        {order.map((room, at) => (
          <li key={room.retroRoomId} class="card">
            <span class="grow">{room.retroRoomName}</span>
            <IconButton id={`up-${room.retroRoomId}`} icon="up" label={words.up(room.retroRoomName)} disabled={at === 0} onClick={() => move(at, -1)} />
            <IconButton id={`down-${room.retroRoomId}`} icon="down" label={words.down(room.retroRoomName)} disabled={at === order.length - 1} onClick={() => move(at, 1)} />
          </li>
        ))}
      </ol>
      <div class="row-tight">
        <Button busy={busy} onClick={save}>{words.orderDone}</Button>
        <Button kind="quiet" onClick={() => onDone(false)}>{t.value.common.cancel}</Button>
      </div>
    </div>
  );
}

function NewRoom({ onClose }: { onClose: () => void }) {
  const words = t.value.rooms;
  const [title, setTitle] = useState('');
  const [description, setDescription] = useState('');
  const [fault, setFault] = useState<string>();
  const [busy, setBusy] = useState(false);
  const create = async (event: Event): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setFault(undefined);
    try {
      const body = { title: title.trim(), ...(description.trim() ? { description: description.trim() } : {}) };
      const room = await call<RoomCreated>('POST', '/api/v1/retro-rooms', { body });
      showNotice(words.created(room.title));
      go(`/rooms/${room.retroRoomId}`);
    } catch (failure) {
      if (failure instanceof ApiError && failure.status < 500) setFault(failure.message);
      else complain(failure, t.value.common.offline);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog title={words.new} onClose={onClose}>
      <form class="stack" onSubmit={create}>
        <Field label={words.name} hint={words.nameHint} fault={fault} maxLength={20} value={title} onValue={setTitle} autoFocus />
        <Field label={words.description} hint={words.descriptionHint} optional maxLength={50} value={description} onValue={setDescription} />
        <div class="actions">
          <Button kind="quiet" onClick={onClose}>{t.value.common.cancel}</Button>
          <Button type="submit" busy={busy} disabled={!title.trim()}>{t.value.common.create}</Button>
        </div>
      </form>
    </Dialog>
  );
}

function JoinRoom({ onClose }: { onClose: () => void }) {
  const words = t.value.rooms;
  const [text, setText] = useState('');
  const [fault, setFault] = useState<string>();
  const [busy, setBusy] = useState(false);
  const join = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (!codeIn(text)) {
      setFault(words.badInvite);
      return;
    }
    setBusy(true);
    await joinRoom(text);
    setBusy(false);
  };
  return (
    <Dialog title={words.joinTitle} onClose={onClose}>
      <form class="stack" onSubmit={join}>
        <Field label={words.invite} hint={words.inviteHint} fault={fault} value={text} onValue={setText} autoFocus />
        <div class="actions">
          <Button kind="quiet" onClick={onClose}>{t.value.common.cancel}</Button>
          <Button type="submit" busy={busy} disabled={!text.trim()}>{t.value.common.join}</Button>
        </div>
      </form>
    </Dialog>
  );
}
