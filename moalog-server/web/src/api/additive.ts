import { ApiError, call } from './client';

/** The shapes of `docs/additive-api.md`. */
export interface ActionItem {
  actionItemId: number;
  roomId: number;
  content: string;
  status: 'OPEN' | 'DONE' | 'DROPPED';
  owner: { memberId: number; userName: string } | null;
  dueDate: string | null;
  overdue: boolean;
  origin: { retrospectId: number; title: string; kind: 'ANSWER' | 'MISSION' | 'RETROSPECT'; responseId: number | null } | null;
  createdAt: string;
  closedAt: string | null;
}

export interface ActionItemPage {
  actionItems: ActionItem[];
  hasNext: boolean;
  nextCursor: number | null;
}

export interface Proposal {
  content: string;
  memberId: number | null;
  userName: string | null;
}

export interface RetrospectItems {
  open: ActionItem[];
  made: ActionItem[];
  proposals: Proposal[];
}

export interface Kept {
  kept: number;
  dropped: number;
  open: number;
  keptRate: number | null;
  months: { month: string; made: number; kept: number; keptRate: number | null }[];
}

export interface AnonymousAnswers {
  answers: { responseId: number; questionNumber: number; content: string }[];
  isEditable: boolean;
}

export interface Preview {
  provider: string;
  leavesThisServer: boolean;
  messages: { role: string; content: string }[];
  bodies: string[];
}

export interface Evidence {
  sentences: { text: string; responseIds: number[] }[];
}

export interface AiUsage {
  months: { month: string; calls: number; promptTokens: number; completionTokens: number; costUsd: number }[];
}

export interface Trends {
  retrospects: {
    retrospectId: number;
    title: string;
    date: string;
    participants: number;
    submitters: number;
    emotions: { label: string; count: number }[];
  }[];
  themes: { word: string; retrospects: number }[];
  kept: Kept;
}

export type HookEvent = 'OPENED' | 'CLOSED' | 'ANALYSED';

export interface Hook {
  url: string;
  format: 'JSON' | 'SLACK';
  events: HookEvent[];
  secret?: string;
}

export interface Deliveries {
  deliveries: { event: HookEvent; retrospectId: number; state: 'PENDING' | 'DELIVERED' | 'FAILED'; attempts: number; lastStatus: number | null; createdAt: string }[];
}

/** What a server without this feature answers is nothing, not a fault. */
export async function ifServed<T>(path: string, missing: string[] = []): Promise<T | null> {
  try {
    return await call<T>('GET', path);
  } catch (failure) {
    if (failure instanceof ApiError && ['COMMON404', ...missing].includes(failure.code)) return null;
    throw failure;
  }
}
