/** What is sent to the provider: the caller's bytes with the few changes of design §4, and our headers. */
import type { Credential } from '../../catalog';
import type { AppliedMutation } from '../../routing';
import { BursarError } from '../../shared/errors';
import type { RoutedCall } from '../call';
import { type Changes, spliceMembers } from '../domain/splice';
import { ADAPTERS } from '../providers/adapters';
import type { UpstreamCall } from '../upstream/upstream-pool';
import { transform } from './transform';

export interface Dispatch extends UpstreamCall {
  /** The usage chunk is asked for by us and not by the caller. */
  readonly dropUsageChunk: boolean;
  /** What the policy changed. */
  readonly mutations: readonly AppliedMutation[];
}

export function dispatchOf(call: RoutedCall, credential: Credential | null, sandboxUrl: string | null): Dispatch {
  const { provider } = call.selected.candidate;
  const adapter = ADAPTERS[provider.kind];
  if (adapter === undefined) throw new BursarError('internal', { request_id: call.requestId });
  const addUsage = call.chat.stream && !call.chat.includeUsage && adapter.usageOnRequest;
  const { changes, mutations } = transform(call);
  return {
    baseUrl: provider.kind === 'sandbox' ? (sandboxUrl ?? provider.baseUrl) : provider.baseUrl,
    path: adapter.chatPath,
    headers: {
      'content-type': 'application/json',
      accept: call.chat.stream ? 'text/event-stream' : 'application/json',
      // What we splice into must not be compressed.
      'accept-encoding': 'identity',
      'user-agent': 'bursar',
      ...(credential && adapter.authorise(credential.apiKey)),
    },
    body: spliceMembers(call.body, call.members, { ...changes, ...ownChanges(call, addUsage) }),
    dropUsageChunk: addUsage,
    mutations,
  };
}

const ownChanges = ({ chat, selected }: RoutedCall, addUsage: boolean): Changes => ({
  // The list is ours to work through: no provider sees it.
  ...(chat.models !== null && { models: null }),
  ...((selected.candidate.model.upstreamModel !== chat.model || chat.models !== null) && {
    model: JSON.stringify(selected.candidate.model.upstreamModel),
  }),
  ...(chat.hasPolicy && { policy_ir: null }),
  ...(addUsage && { stream_options: JSON.stringify({ ...chat.streamOptions, include_usage: true }) }),
});
