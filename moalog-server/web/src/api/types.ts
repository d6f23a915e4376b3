import type { components } from './schema';

type Schemas = components['schemas'];

/** The document lets every text be null; which ones are is said below. */
type Whole<T> = T extends (infer E)[] ? Whole<E>[] : T extends object ? { [K in keyof T]-?: Whole<NonNullable<T[K]>> } : T;

/** Fields that may be null. */
type With<T, K extends keyof T> = Omit<T, K> & { [P in K]: T[P] | null };

type Answer<K extends keyof Schemas> = Whole<Schemas[K]>;

export type Profile = With<Answer<'MemberEndpointsProfile'>, 'nickname'>;
export type SignInOptions = Answer<'SignInEndpointOptions'>;
export type Room = Answer<'RoomDirectoryEntry'>;
export type RoomCreated = Answer<'RoomsCreated'>;
export type RoomJoined = Answer<'InvitationsJoined'>;
export type RoomPerson = Answer<'RoomDirectoryPerson'>;
export type InviteCode = Answer<'InvitationsCode'>;
export type RoomRetrospect = Answer<'RetrospectReaderEntry'>;
export type RetrospectCreated = Answer<'RetrospectsCreated'>;
export type Retrospect = Answer<'RetrospectReaderDetail'>;
export type Standing = Answer<'StandingEndpointMyStanding'>;
export type Reference = Answer<'RetrospectReaderReference'>;
export type Found = Answer<'RetrospectSearchFound'>;
export type Storage = Answer<'RetrospectSearchStorage'>;
export type OwnAnswers = Answer<'AnswersOwn'>;
export type Hints = Answer<'AssistantHints'>;
export type TeamAnswer = Answer<'ResponsesEntry'>;
export type TeamAnswerPage = With<Answer<'ResponseListEndpointAnswers'>, 'nextCursor'>;
export type Comment = With<Answer<'CommentsEntry'>, 'memberId'>;
export type CommentPage = With<Answer<'CommentEndpointsCommentPage'>, 'nextCursor'>;
export type Liked = Answer<'LikesLiked'>;
export type Analysis = Answer<'Analysis'>;
export type Plan = Answer<'PlanEndpointPlanView'>;
export type Subscription = With<Answer<'SubscriptionView'>, 'expiresAt' | 'cancelledAt'>;

export type Method = 'KPT' | 'FOUR_L' | 'FIVE_F' | 'PMI' | 'FREE';
export const METHODS: Method[] = ['KPT', 'FOUR_L', 'FIVE_F', 'PMI', 'FREE'];
