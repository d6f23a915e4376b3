import { useState } from 'preact/hooks';
import { call, complain } from '../api/client';
import { METHODS, type Method, type RetrospectCreated } from '../api/types';
import { t } from '../i18n';
import { koreanFields, koreanMoment } from '../lib/moments';
import { showNotice } from '../lib/notice';
import { go } from '../lib/router';
import { Icon } from '../ui/icons';
import { Button, Field, IconButton, MethodBadge, Switch } from '../ui/kit';

const MAX_REFERENCES = 10;
const HOUR_MILLIS = 3_600_000;

export function NewRetrospectPage({ roomId }: { roomId: number }) {
  const words = t.value.retro;
  const soon = koreanFields(new Date(Math.ceil((Date.now() + HOUR_MILLIS) / HOUR_MILLIS) * HOUR_MILLIS));
  const [method, setMethod] = useState<Method>('KPT');
  const [projectName, setProjectName] = useState('');
  const [date, setDate] = useState(soon.date);
  const [time, setTime] = useState(soon.time);
  const [anonymous, setAnonymous] = useState(false);
  const [references, setReferences] = useState<string[]>([]);
  const [busy, setBusy] = useState(false);
  const isPast = !date || !time || koreanMoment(date, time).getTime() <= Date.now();
  const links = references.map((link) => link.trim()).filter(Boolean);
  const badLink = (link: string): boolean => Boolean(link.trim()) && !/^https?:\/\/\S+\.\S+/.test(link.trim());
  const usable = projectName.trim() && !isPast && !references.some(badLink);

  const create = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (!usable) return;
    setBusy(true);
    try {
      const created = await call<RetrospectCreated>('POST', '/api/v1/retrospects', {
        body: {
          retroRoomId: roomId, projectName: projectName.trim(), retrospectMethod: method,
          retrospectDate: date, retrospectTime: time, ...(anonymous ? { anonymous } : {}), ...(links.length ? { referenceUrls: links } : {}),
        },
      });
      await call('POST', `/api/v1/retrospects/${created.retrospectId}/participants`);
      showNotice(words.created);
      go(`/retrospects/${created.retrospectId}`, { replace: true });
    } catch (failure) {
      complain(failure, t.value.common.offline);
    } finally {
      setBusy(false);
    }
  };

  return (
    <>
      <header class="page-head">
        <a class="crumb" href={`/rooms/${roomId}`}><Icon name="back" size={18} /> {t.value.common.back}</a>
        <h1>{words.new}</h1>
      </header>
      <form class="stack-l" onSubmit={create}>
        <MethodChoice method={method} onChoose={setMethod} />
        <div class="card form-card stack">
          <Field label={words.project} hint={words.projectHint} maxLength={20} value={projectName} onValue={setProjectName} />
          <div class="row" style={{ alignItems: 'start' }}>
            <div class="grow"><Field label={words.date} type="date" value={date} min={koreanFields(new Date()).date} onValue={setDate} hint={words.whenHint} fault={isPast ? words.past : undefined} /></div>
            <div class="grow"><Field label={words.time} type="time" value={time} onValue={setTime} /></div>
          </div>
          <Switch label={t.value.anonymous.label} hint={t.value.anonymous.hint} checked={anonymous} onChange={setAnonymous} />
          <fieldset class="field">
            <legend>{words.references} <span class="optional">({t.value.common.optional})</span></legend>
            <p class="hint">{words.referencesHint}</p>
            {references.map((link, at) => (
              <div key={at} class="row-tight" style={{ alignItems: 'end', flexWrap: 'nowrap' }}>
                <div class="grow">
                  <Field label={words.reference(at + 1)} type="url" inputMode="url" placeholder="https://" value={link} fault={badLink(link) ? words.badLink : undefined} onValue={(value) => setReferences(references.map((old, other) => (other === at ? value : old)))} />
                </div>
                <IconButton icon="close" label={`${words.reference(at + 1)} ${t.value.common.remove}`} onClick={() => setReferences(references.filter((_, other) => other !== at))} />
              </div>
            ))}
            {references.length < MAX_REFERENCES && <div><Button kind="quiet small" icon="plus" onClick={() => setReferences([...references, ''])}>{words.addReference}</Button></div>}
          </fieldset>
        </div>
        <div><Button type="submit" busy={busy} disabled={!usable}>{t.value.common.create}</Button></div>
      </form>
    </>
  );
}

function MethodChoice({ method, onChoose }: { method: Method; onChoose: (method: Method) => void }) {
  return (
    <fieldset>
      <legend><h2 style={{ fontSize: '1.125rem' }}>{t.value.retro.method}</h2></legend>
      <div class="methods">
        {METHODS.map((each) => (
          <label key={each}>
            <input type="radio" name="method" value={each} checked={each === method} onChange={() => onChoose(each)} />
            <MethodBadge method={each} />
            <span class="small">{t.value.methods[each].text}</span>
            <span class="muted small">{t.value.methods[each].steps.join(' · ')}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
