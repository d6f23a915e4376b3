import { useState } from 'preact/hooks';
import { call, complain } from '../api/client';
import { ifServed, type Deliveries, type Hook, type HookEvent } from '../api/additive';
import { dateTime, t } from '../i18n';
import { commentMoment } from '../lib/moments';
import { showNotice } from '../lib/notice';
import { useResource } from '../lib/resource';
import { Button, Field, Segments } from '../ui/kit';

const EVENTS: HookEvent[] = ['OPENED', 'CLOSED', 'ANALYSED'];
const NEW: Hook = { url: '', format: 'SLACK', events: EVENTS };

/** Where a room's news go. */
export function Notifications({ roomId }: { roomId: number }) {
  const path = `/api/v1/retro-rooms/${roomId}/notifications`;
  const hook = useResource(`hook-${roomId}`, async () => ({ hook: await ifServed<Hook>(path, ['HOOK4041']) }));
  const deliveries = useResource(`deliveries-${roomId}`, () => ifServed<Deliveries>(`${path}/deliveries`, ['HOOK4041']));
  if (!hook.data) return null;
  const current = hook.data.hook;
  return (
    <section class="card pad stack" aria-labelledby="hooks">
      <div><h2 id="hooks" style={{ fontSize: '1.125rem' }}>{t.value.hooks.title}</h2><p class="muted small">{t.value.hooks.text}</p></div>
      <Form key={current?.url ?? 'new'} path={path} current={current} onChanged={() => { void hook.reload(); void deliveries.reload(); }} />
      {deliveries.data && deliveries.data.deliveries.length > 0 && <History deliveries={deliveries.data.deliveries} />}
    </section>
  );
}

function Form({ path, current, onChanged }: { path: string; current: Hook | null; onChanged: () => void }) {
  const words = t.value.hooks;
  const [hook, setHook] = useState<Hook>(current ?? NEW);
  const [secret, setSecret] = useState('');
  const [busy, setBusy] = useState(false);
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    try {
      const { url, format, events } = hook;
      const saved = await call<Hook>('PUT', path, { body: { url: url.trim(), format, events } });
      setSecret(saved.secret ?? '');
      showNotice(words.saved);
      if (!saved.secret) onChanged();
    } catch (failure) {
      complain(failure, t.value.common.offline);
    } finally {
      setBusy(false);
    }
  };
  const remove = async (): Promise<void> => {
    try {
      await call('DELETE', path);
      showNotice(words.removed);
      onChanged();
    } catch (failure) {
      complain(failure, t.value.common.offline);
    }
  };
  const toggle = (event: HookEvent): void => {
    const events = hook.events.includes(event) ? hook.events.filter((each) => each !== event) : EVENTS.filter((each) => each === event || hook.events.includes(each));
    setHook({ ...hook, events });
  };
  return (
    <form class="stack" onSubmit={save}>
      <Field label={words.url} type="url" inputMode="url" placeholder="https://" value={hook.url} onValue={(url) => setHook({ ...hook, url })} />
      <Segments label={words.format} value={hook.format} onSelect={(format) => setHook({ ...hook, format: format as Hook['format'] })} options={[{ value: 'SLACK', label: words.slack }, { value: 'JSON', label: words.json }]} />
      <fieldset class="field">
        <legend>{words.events}</legend>
        {EVENTS.map((event) => (
          <label key={event} class="row-tight"><input type="checkbox" checked={hook.events.includes(event)} onChange={() => toggle(event)} /> {words[event]}</label>
        ))}
      </fieldset>
      {secret && (
        <div class="banner stack-s">
          <Field label={words.secret} value={secret} onValue={() => undefined} hint={words.secretText} />
        </div>
      )}
      <div class="row-tight">
        <Button type="submit" busy={busy} disabled={!hook.url.trim() || hook.events.length === 0}>{words.save}</Button>
        {current && <Button kind="danger" onClick={remove}>{words.remove}</Button>}
      </div>
    </form>
  );
}

function History({ deliveries }: { deliveries: Deliveries['deliveries'] }) {
  const words = t.value.hooks;
  return (
    <details>
      <summary class="small">{words.deliveries}</summary>
      <ul class="stack-s" style={{ marginTop: '10px' }}>
        {deliveries.map((delivery, at) => (
          <li key={at} class="spread small">
            <span>{words[delivery.event]} <span class="muted">{dateTime(commentMoment(delivery.createdAt))}</span></span>
            <span class={`chip ${delivery.state === 'FAILED' ? 'warm' : delivery.state === 'DELIVERED' ? 'accent' : ''}`}>{words[delivery.state]}{delivery.lastStatus ? ` · ${delivery.lastStatus}` : ''}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
