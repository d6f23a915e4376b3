import { useState } from 'preact/hooks';
import { call, complain } from '../api/client';
import type { Plan, Subscription } from '../api/types';
import { dateTime, t, won } from '../i18n';
import { utcMoment } from '../lib/moments';
import { showNotice } from '../lib/notice';
import { useResource } from '../lib/resource';
import { Icon } from '../ui/icons';
import { Button, Confirm, Failed, Skeleton } from '../ui/kit';

interface Checkout {
  subscriptionId: number;
  orderId: string;
  orderName: string;
  amount: number;
  checkoutUrl: string;
}

export function PlansPage() {
  const words = t.value.plans;
  const plans = useResource('plans', () => call<Plan[]>('GET', '/api/v1/plans'));
  const mine = useResource('subscription', () => call<Subscription>('GET', '/api/v1/subscriptions/me'));
  const [busy, setBusy] = useState('');
  const [cancelling, setCancelling] = useState(false);
  const choose = async (plan: Plan): Promise<void> => {
    setBusy(plan.name);
    try {
      await subscribe(plan);
      await mine.reload();
    } catch (failure) {
      complain(failure, t.value.common.offline);
    } finally {
      setBusy('');
    }
  };
  const cancel = async (): Promise<void> => {
    try {
      await call('POST', '/api/v1/subscriptions/cancel');
      showNotice(words.cancelled);
      setCancelling(false);
      await mine.reload();
    } catch (failure) {
      complain(failure, t.value.common.offline);
    }
  };
  const error = plans.error ?? mine.error;
  if (error && !(plans.data && mine.data)) return <Failed error={error} onRetry={() => { void plans.reload(); void mine.reload(); }} />;
  return (
    <>
      <header class="page-head">
        <h1>{words.title}</h1>
        <p class="muted">{words.text}</p>
      </header>
      {plans.data && mine.data ? (
        <div class="plan-grid">
          {plans.data.map((plan) => (
            <PlanCard key={plan.name} plan={plan} mine={mine.data as Subscription} busy={busy === plan.name} onChoose={() => choose(plan)} onCancel={() => setCancelling(true)} />
          ))}
        </div>
      ) : (
        <Skeleton heights={[420]} />
      )}
      {cancelling && <Confirm title={words.cancel} text={words.cancelText} action={words.cancel} danger onConfirm={cancel} onClose={() => setCancelling(false)} />}
    </>
  );
}

interface CardProps {
  plan: Plan;
  mine: Subscription;
  busy: boolean;
  onChoose: () => void;
  onCancel: () => void;
}

function PlanCard({ plan, mine, busy, onChoose, onCancel }: CardProps) {
  const words = t.value.plans;
  const isMine = plan.displayName === mine.planName;
  const lines: [string, boolean][] = [
    [words.analysis(plan.aiAnalysisLimit), true],
    [words.hints(plan.aiAssistantLimit), true],
    [words.members(plan.maxRoomMembers), true],
    [words.pdf, plan.pdfExportEnabled],
  ];
  return (
    <section class={`card plan ${isMine ? 'now' : ''}`} aria-label={plan.displayName}>
      <div class="spread">
        <h2>{plan.displayName}</h2>
        {isMine ? <span class="chip accent">{words.current}</span> : plan.name === 'PRO' && <span class="chip warm">{words.popular}</span>}
      </div>
      <p><span class="price">{plan.monthlyPrice ? won(plan.monthlyPrice) : words.free}</span> {plan.monthlyPrice > 0 && <span class="muted">{words.month}</span>}</p>
      <ul>
        {lines.map(([line, included]) => (
          <li key={line} class={included ? '' : 'no'}>
            <Icon name={included ? 'check' : 'dash'} size={18} /> {line} {!included && <span class="sr">({words.notIncluded})</span>}
          </li>
        ))}
      </ul>
      {isMine && mine.expiresAt && <p class="muted small">{words.until(dateTime(utcMoment(mine.expiresAt)))}</p>}
      {isMine && plan.monthlyPrice > 0 && <Button kind="quiet" onClick={onCancel}>{words.cancel}</Button>}
      {!isMine && plan.monthlyPrice > 0 && <Button busy={busy} onClick={onChoose}>{words.choose(plan.displayName)}</Button>}
      {!isMine && plan.monthlyPrice === 0 && <Button kind="quiet" onClick={onCancel}>{words.backToFree}</Button>}
    </section>
  );
}

/** Orders the plan; what has to be paid for goes to the payment page and comes back to /plans/paid. */
async function subscribe(plan: Plan): Promise<void> {
  const chosen = await call<Subscription>('POST', '/api/v1/subscriptions', {
    body: { planName: plan.name },
    headers: { 'Idempotency-Key': crypto.randomUUID() },
  });
  if (chosen.status !== 'Pending') return;
  const checkout = await call<Checkout>('GET', '/api/v1/subscriptions/checkout');
  if (!checkout.checkoutUrl) {
    showNotice(t.value.plans.noCheckout, 'bad');
    return;
  }
  const address = new URL(checkout.checkoutUrl);
  const values = {
    orderId: checkout.orderId, orderName: checkout.orderName, amount: String(checkout.amount),
    successUrl: `${window.location.origin}/plans/paid`, failUrl: `${window.location.origin}/plans/failed`,
  };
  for (const [name, value] of Object.entries(values)) address.searchParams.set(name, value);
  window.location.assign(address);
}
