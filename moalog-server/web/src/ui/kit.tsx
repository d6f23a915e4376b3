import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { t } from '../i18n';
import { ApiError, OfflineError } from '../api/client';
import type { Method } from '../api/types';
import { Icon, type IconName } from './icons';

type ButtonProps = JSX.IntrinsicElements['button'] & { kind?: string; icon?: IconName; busy?: boolean };

export function Button({ kind = '', icon, busy, children, disabled, type = 'button', ...rest }: ButtonProps) {
  return (
    <button {...rest} type={type} class={`button ${kind}`} disabled={Boolean(busy) || Boolean(disabled)} aria-busy={busy ? 'true' : undefined}>
      {busy ? <span class="spinner" aria-hidden="true" /> : icon && <Icon name={icon} size={18} />}
      {children}
    </button>
  );
}

export function IconButton({ icon, label, ...rest }: JSX.IntrinsicElements['button'] & { icon: IconName; label: string }) {
  return (
    <button type="button" {...rest} class="icon-button" aria-label={label} title={label}>
      <Icon name={icon} />
    </button>
  );
}

type InputType = 'text' | 'email' | 'url' | 'search' | 'date' | 'time' | 'number';

interface FieldProps {
  label: string;
  value: string;
  onValue: (value: string) => void;
  hint?: string;
  fault?: string | undefined;
  optional?: boolean;
  type?: InputType;
  maxLength?: number;
  placeholder?: string;
  autoComplete?: string;
  autoFocus?: boolean;
  inputMode?: 'email' | 'url' | 'text' | 'search';
  name?: string;
  min?: string;
}

/** A labelled input; hint and fault are read out with it. */
export function Field({ label, value, onValue, hint, fault, optional, autoFocus, autoComplete = 'off', ...rest }: FieldProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (autoFocus) input.current?.focus();
  }, []);
  return (
    <div class="field">
      <label for={id}>
        {label} {optional && <span class="optional">({t.value.common.optional})</span>}
      </label>
      <input {...(rest as JSX.IntrinsicElements['input'])} ref={input} id={id} class="input" value={value} autoComplete={autoComplete} aria-invalid={fault ? 'true' : undefined} aria-describedby={hint || fault ? `${id}-more` : undefined} onInput={(event) => onValue(event.currentTarget.value)} />
      {(hint || fault) && (
        <p id={`${id}-more`} class={fault ? 'fault' : 'hint'} role={fault ? 'alert' : undefined}>
          {fault ?? hint}
        </p>
      )}
    </div>
  );
}

/** A modal dialog: the browser keeps the focus inside and gives it back. */
export function Dialog({ title, onClose, children }: { title: string; onClose: () => void; children: ComponentChildren }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const element = dialog.current;
    if (element && !element.open) element.showModal();
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === dialog.current) dialog.current?.close();
      }}
    >
      <div class="dialog">
        <header>
          <h2 id={id}>{title}</h2>
          <IconButton icon="close" label={t.value.common.close} onClick={() => dialog.current?.close()} />
        </header>
        {children}
      </div>
    </dialog>
  );
}

interface ConfirmProps {
  title: string;
  text: string;
  action: string;
  danger?: boolean;
  onConfirm: () => Promise<void> | void;
  onClose: () => void;
  word?: string;
  wordLabel?: string;
}

/** Asks before something that cannot be undone; the worst things want a word typed. */
export function Confirm({ title, text, action, danger, onConfirm, onClose, word, wordLabel }: ConfirmProps) {
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const confirm = async (): Promise<void> => {
    setBusy(true);
    try {
      await onConfirm();
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <p class="muted">{text}</p>
      {word && <Field label={wordLabel ?? ''} value={typed} onValue={setTyped} />}
      <div class="actions">
        <Button kind="quiet" onClick={onClose}>
          {t.value.common.cancel}
        </Button>
        <Button kind={danger ? 'danger' : ''} busy={busy} disabled={Boolean(word) && typed.trim() !== word} onClick={confirm}>
          {action}
        </Button>
      </div>
    </Dialog>
  );
}

export interface MenuItem {
  label: string;
  icon: IconName;
  onSelect: () => void;
  bad?: boolean;
}

export function Menu({ items }: { items: MenuItem[] }) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return;
    root.current?.querySelector<HTMLButtonElement>('li button')?.focus();
    const leave = (event: Event): void => {
      if (!root.current?.contains(event.target as Node)) setOpen(false);
    };
    document.addEventListener('pointerdown', leave);
    return () => document.removeEventListener('pointerdown', leave);
  }, [open]);
  const move = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      setOpen(false);
      root.current?.querySelector('button')?.focus();
    }
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    const buttons = [...(root.current?.querySelectorAll<HTMLButtonElement>('li button') ?? [])];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement) + (event.key === 'ArrowDown' ? 1 : -1);
    buttons[(at + buttons.length) % buttons.length]?.focus();
  };
  return (
    <div class="menu" ref={root} onKeyDown={move}>
      <IconButton icon="more" label={t.value.common.menu} aria-expanded={open} onClick={() => setOpen(!open)} />
      {open && (
        <ul>
          {items.map((item) => (
            <li key={item.label}>
              <button type="button" class={item.bad ? 'bad' : ''} onClick={() => { setOpen(false); item.onSelect(); }}>
                <Icon name={item.icon} size={18} /> {item.label}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

export function Avatar({ name, small }: { name: string; small?: boolean }) {
  return (
    <span class={`avatar tone-${tone(name)} ${small ? 'small' : ''}`} aria-hidden="true">
      {[...name][0] ?? '·'}
    </span>
  );
}

/** The same name has the same colour everywhere. */
export function tone(name: string): number {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  return sum % 6;
}

export function MethodBadge({ method }: { method: string }) {
  return <span class={`method ${method}`}>{t.value.methods[method as Method]?.name ?? method}</span>;
}

export function Empty({ icon, title, text, children }: { icon: IconName; title: string; text?: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <Icon name={icon} size={40} />
      <h3>{title}</h3>
      {text && <p>{text}</p>}
      {children && <div class="row">{children}</div>}
    </div>
  );
}

/** Grey bars in the shape of what comes, so that nothing jumps. */
export function Skeleton({ heights }: { heights: number[] }) {
  return (
    <div class="stack" role="status" aria-label={t.value.common.loading}>
      {heights.map((height, at) => (
        <div key={at} class="skeleton" style={{ height: `${height}px` }} />
      ))}
    </div>
  );
}

export function Failed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const text = error instanceof ApiError ? error.message : error instanceof OfflineError ? t.value.common.offline : String(error);
  return (
    <Empty icon="flag" title={t.value.common.failed} text={text}>
      <Button kind="quiet" onClick={onRetry}>
        {t.value.common.retry}
      </Button>
    </Empty>
  );
}

interface TabsProps {
  label: string;
  tabs: { id: string; label: string }[];
  current: string;
  onSelect: (id: string) => void;
}

/** Tabs after the ARIA pattern: arrows move, one tab stop. The panel is `#panel`. */
export function Tabs({ label, tabs, current, onSelect }: TabsProps) {
  const move = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (!step) return;
    const at = tabs.findIndex((tab) => tab.id === current);
    const next = tabs[(at + step + tabs.length) % tabs.length];
    if (!next) return;
    onSelect(next.id);
    document.getElementById(`tab-${next.id}`)?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label={label} onKeyDown={move}>
      {tabs.map((tab) => (
        <button key={tab.id} id={`tab-${tab.id}`} type="button" role="tab" aria-selected={tab.id === current} aria-controls="panel" tabIndex={tab.id === current ? 0 : -1} onClick={() => onSelect(tab.id)}>
          {tab.label}
        </button>
      ))}
    </div>
  );
}

interface SegmentsProps {
  label: string;
  options: { value: string; label: string }[];
  value: string;
  onSelect: (value: string) => void;
}

export function Segments({ label, options, value, onSelect }: SegmentsProps) {
  const name = useId();
  return (
    <fieldset class="segments">
      <legend class="sr">{label}</legend>
      {options.map((option) => (
        <label key={option.value}>
          <input type="radio" name={name} value={option.value} checked={option.value === value} onChange={() => onSelect(option.value)} />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}

export function Switch({ label, checked, onChange, hint }: { label: string; checked: boolean; onChange: (on: boolean) => void; hint?: string }) {
  const id = useId();
  return (
    <label class="switch">
      <span class="grow">
        <b>{label}</b>
        {hint && <span class="muted small" id={id}>{hint}</span>}
      </span>
      <input type="checkbox" role="switch" checked={checked} aria-describedby={hint ? id : undefined} onChange={(event) => onChange(event.currentTarget.checked)} />
      <i aria-hidden="true" />
    </label>
  );
}

interface SelectProps {
  label: string;
  value: string;
  onValue: (value: string) => void;
  options: { value: string; label: string }[];
}

export function Select({ label, value, onValue, options }: SelectProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select id={id} class="input" value={value} onChange={(event) => onValue(event.currentTarget.value)}>
        {options.map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}
      </select>
    </div>
  );
}
