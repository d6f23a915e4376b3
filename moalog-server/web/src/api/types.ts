import type { components } from './schema';

type Schemas = components['schemas'];

type Answer<K extends keyof Schemas> = Schemas[K];

export type Profile = Answer<'MemberEndpointsProfile'>;
export type SignInOptions = Answer<'SignInEndpointOptions'>;
export type Room = Answer<'RoomDirectoryEntry'>;
export type RoomCreated = Answer<'RoomsCreated'>;
export type RoomJoined = Answer<'InvitationsJoined'>;
export type RoomPerson = Answer<'RoomDirectoryPerson'>;
export type InviteCode = Answer<'InvitationsCode'>;
export type RoomRetrospect = Answer<'RetrospectReaderEntry'>;
export type RetrospectCreated = Answer<'RetrospectsCreated'>;
export type OpenedRetrospect = Answer<'RetrospectPagesRetrospectPage'>;
export type Found = Answer<'RetrospectSearchFound'>;
export type Storage = Answer<'RetrospectSearchStorage'>;
export type OwnAnswers = Answer<'AnswersOwn'>;
export type Hints = Answer<'AssistantHints'>;
export type TeamAnswer = Answer<'ResponsesEntry'>;
export type TeamAnswerPage = Answer<'ResponseListEndpointAnswers'>;
export type Comment = Answer<'CommentsEntry'>;
export type CommentPage = Answer<'CommentEndpointsCommentPage'>;
export type Liked = Answer<'LikesLiked'>;
export type Analysis = Answer<'Analysis'>;
export type Plan = Answer<'PlanEndpointPlanView'>;
export type Subscription = Answer<'SubscriptionView'>;

export type Method = 'KPT' | 'FOUR_L' | 'FIVE_F' | 'PMI' | 'FREE';
export const METHODS: Method[] = ['KPT', 'FOUR_L', 'FIVE_F', 'PMI', 'FREE'];
