import { useState } from 'preact/hooks';
import { call, complain } from '../api/client';
import type { InviteCode, RoomPerson, RoomRetrospect } from '../api/types';
import { dateTime, t } from '../i18n';
import { koreanMoment, utcMoment } from '../lib/moments';
import { showNotice } from '../lib/notice';
import { useResource } from '../lib/resource';
import { go, query, setQuery } from '../lib/router';
import { inviteLink, loadRooms } from '../lib/rooms';
import { me } from '../lib/session';
import { Icon } from '../ui/icons';
import { Avatar, Button, Confirm, Dialog, Empty, Failed, Field, Menu, MethodBadge, Skeleton, Tabs } from '../ui/kit';
import { ActionsTab } from './actions-tab';
import { SettingsTab } from './settings-tab';
import { TrendsTab } from './trends-tab';

export function RoomPage({ id }: { id: number }) {
  const words = t.value.room;
  const rooms = useResource('rooms', loadRooms);
  const retros = useResource(`room-${id}-retros`, () => call<RoomRetrospect[]>('GET', `/api/v1/retro-rooms/${id}/retrospects`));
  const people = useResource(`room-${id}-people`, () => call<RoomPerson[]>('GET', `/api/v1/retro-rooms/${id}/members`));
  const [dialog, setDialog] = useState<'invite' | 'rename' | 'delete'>();
  const name = rooms.data?.find((room) => room.retroRoomId === id)?.retroRoomName ?? '';
  const owns = people.data?.find((person) => person.memberId === me.value?.memberId)?.role === 'OWNER';
  const tabs = [
    { id: 'retros', label: words.retros },
    { id: 'actions', label: t.value.actions.tab },
    { id: 'trends', label: t.value.trends.tab },
    { id: 'settings', label: t.value.settings },
  ];
  const tab = tabs.find((each) => each.id === query.value.get('tab'))?.id ?? 'retros';
  const failure = retros.error ?? people.error;
  if (failure && !retros.data) return <Failed error={failure} onRetry={retros.reload} />;
  const remove = async (): Promise<void> => {
    try {
      await call('DELETE', `/api/v1/retro-rooms/${id}`);
      showNotice(words.deleted);
      go('/', { replace: true });
    } catch (cause) {
      complain(cause, t.value.common.offline);
    }
  };
  return (
    <>
      <header class="page-head">
        <a class="crumb" href="/"><Icon name="back" size={18} /> {t.value.rooms.title}</a>
        <div class="spread">
          <h1>{name || ' '}</h1>
          <div class="row-tight">
            <a class="button" href={`/rooms/${id}/new`}><Icon name="plus" size={18} /> {words.newRetro}</a>
            <Button kind="quiet" icon="link" onClick={() => setDialog('invite')}>{words.invite}</Button>
            {owns && (
              <Menu
                items={[
                  { label: words.rename, icon: 'pen', onSelect: () => setDialog('rename') },
                  { label: words.delete, icon: 'trash', bad: true, onSelect: () => setDialog('delete') },
                ]}
              />
            )}
          </div>
        </div>
      </header>
      <Tabs label={words.tabs} tabs={tabs} current={tab} onSelect={(next) => setQuery(next === 'retros' ? {} : { tab: next })} />
      <div id="panel" class="two" role="tabpanel" aria-labelledby={`tab-${tab}`} style={{ paddingTop: '24px' }}>
        <div class="stack-l">
          {tab === 'retros' && (retros.data ? <Retros id={id} retros={retros.data} /> : <Skeleton heights={[84, 84, 84]} />)}
          {tab === 'actions' && <ActionsTab roomId={id} people={people.data ?? []} />}
          {tab === 'trends' && <TrendsTab roomId={id} />}
          {tab === 'settings' && people.data && <SettingsTab roomId={id} owns={owns} />}
        </div>
        <aside class="card pad stack" aria-label={words.members}>
          <h2 class="spread"><span style={{ fontSize: '1.0625rem' }}>{words.members}</span>{people.data && <span class="chip">{people.data.length}</span>}</h2>
          {people.data ? <People people={people.data} /> : <Skeleton heights={[48, 48]} />}
        </aside>
      </div>
      {dialog === 'invite' && <Invite id={id} owns={owns} onClose={() => setDialog(undefined)} />}
      {dialog === 'rename' && <Rename id={id} name={name} onClose={() => setDialog(undefined)} onDone={rooms.reload} />}
      {dialog === 'delete' && (
        <Confirm title={words.delete} text={words.deleteText} action={words.delete} danger word={name} wordLabel={words.deleteConfirm(name)} onConfirm={remove} onClose={() => setDialog(undefined)} />
      )}
    </>
  );
}

function Retros({ id, retros }: { id: number; retros: RoomRetrospect[] }) {
  const words = t.value.room;
  if (retros.length === 0) {
    return (
      <Empty icon="pen" title={words.empty} text={words.emptyText}>
        <a class="button" href={`/rooms/${id}/new`}>{words.newRetro}</a>
      </Empty>
    );
  }
  const now = Date.now();
  const ahead = (retro: RoomRetrospect): boolean => koreanMoment(retro.retrospectDate, retro.retrospectTime).getTime() > now;
  const groups = [
    { label: words.upcoming, list: retros.filter(ahead).reverse() },
    { label: words.past, list: retros.filter((retro) => !ahead(retro)) },
  ];
  return (
    <>
      {groups.filter((group) => group.list.length > 0).map((group) => (
        <div key={group.label} class="stack-s">
          <h2 class="muted" style={{ fontSize: '0.9375rem', letterSpacing: '0' }}>{group.label}</h2>
          <ul class="stack-s">
            {group.list.map((retro) => (
              <li key={retro.retrospectId}>
                <a class="card card-link retro-row" href={`/retrospects/${retro.retrospectId}`}>
                  <MethodBadge method={retro.retrospectMethod} />
                  <span class="grow">
                    <h3>{retro.projectName}</h3>
                    <span class="when">{dateTime(koreanMoment(retro.retrospectDate, retro.retrospectTime))}</span>
                  </span>
                  <span class="chip">{words.participants(retro.participantCount)}</span>
                </a>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </>
  );
}

function People({ people }: { people: RoomPerson[] }) {
  return (
    <ul>
      {people.map((person) => (
        <li key={person.memberId} class="person">
          <Avatar name={person.nickname} />
          <span class="grow">
            {person.nickname} {person.memberId === me.value?.memberId && <span class="muted small">({t.value.common.me})</span>}
          </span>
          {person.role === 'OWNER' && <span class="chip accent">{t.value.room.owner}</span>}
        </li>
      ))}
    </ul>
  );
}

function Invite({ id, owns, onClose }: { id: number; owns: boolean; onClose: () => void }) {
  const words = t.value.room;
  const code = useResource(`room-${id}-code`, () => call<InviteCode>('GET', `/api/v1/retro-rooms/${id}/invite-code`));
  const [busy, setBusy] = useState(false);
  const renew = async (): Promise<void> => {
    setBusy(true);
    try {
      const fresh = await call<InviteCode>('POST', `/api/v1/retro-rooms/${id}/invite-code`);
      code.set(() => fresh);
    } catch (failure) {
      complain(failure, t.value.common.offline);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog title={words.invite} onClose={onClose}>
      <p class="muted">{words.inviteText}</p>
      {code.error ? <Failed error={code.error} onRetry={code.reload} /> : null}
      {code.data ? (
        <>
          <CopyLine label={words.link} text={inviteLink(code.data.inviteCode)} />
          <CopyLine label={words.code} text={code.data.inviteCode} />
          <div class="spread">
            <span class={`chip ${code.data.isExpired ? 'warm' : ''}`}>
              {code.data.isExpired ? words.inviteExpired : words.inviteUntil(dateTime(utcMoment(code.data.expiresAt)))}
            </span>
            {owns && <Button kind="quiet small" busy={busy} onClick={renew}>{words.renew}</Button>}
          </div>
        </>
      ) : (
        !code.error && <Skeleton heights={[76, 76]} />
      )}
    </Dialog>
  );
}

function CopyLine({ label, text }: { label: string; text: string }) {
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text);
    showNotice(t.value.common.copied);
  };
  return (
    <div class="field">
      <label for={`copy-${label}`}>{label}</label>
      <div class="copy-line">
        <input id={`copy-${label}`} class="input code" readOnly value={text} onFocus={(event) => event.currentTarget.select()} />
        <Button kind="quiet" aria-label={`${label} ${t.value.common.copy}`} onClick={copy}>{t.value.common.copy}</Button>
      </div>
    </div>
  );
}

function Rename({ id, name, onClose, onDone }: { id: number; name: string; onClose: () => void; onDone: () => Promise<void> }) {
  const words = t.value.room;
  const [text, setText] = useState(name);
  const [busy, setBusy] = useState(false);
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    try {
      await call('PATCH', `/api/v1/retro-rooms/${id}/name`, { body: { name: text.trim() } });
      await onDone();
      showNotice(words.renamed);
      onClose();
    } catch (failure) {
      complain(failure, t.value.common.offline);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog title={words.rename} onClose={onClose}>
      <form class="stack" onSubmit={save}>
        <Field label={t.value.rooms.name} hint={t.value.rooms.nameHint} maxLength={20} value={text} onValue={setText} autoFocus />
        <div class="actions">
          <Button kind="quiet" onClick={onClose}>{t.value.common.cancel}</Button>
          <Button type="submit" busy={busy} disabled={!text.trim()}>{t.value.common.save}</Button>
        </div>
      </form>
    </Dialog>
  );
}
