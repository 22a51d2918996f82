/** A call to a provider of the caller's dialect: the caller's bytes but for a few members. */
import type { Provider } from '../../catalog';
import type { RoutedCall } from '../call';
import { type Changes, spliceMembers } from '../domain/splice';
import { regionNamed } from '../protocols/price-region';
import { tierNamed } from '../protocols/served-tier';
import { passing } from '../protocols/ways';
import type { Speech } from '../providers/provider-row';
import { refusedIfStrict, type Said } from './said';
import type { Transformed } from './transform';

export function pass(
  call: RoutedCall,
  { usageOnRequest, members }: Pick<Speech, 'usageOnRequest' | 'members'>,
  { changes }: Transformed,
): Said {
  const addUsage = call.chat.stream && !call.chat.includeUsage && usageOnRequest;
  const all = { ...changes, ...ownChanges(call, addUsage) };
  const { renamed, dropped } = quirks(call, members);
  const changed = { ...all, ...renamed };
  const warnings = dropped.map((member) => leftOut(member, call.selected.candidate.provider));
  return {
    body: spliceMembers(call.body, call.members, changed),
    way: passing(call.protocol, { dropUsageEvent: addUsage }),
    askedTier: tierNamed(saidAfter(changed, call, 'service_tier')),
    askedRegion: call.chat.priceRegion === null ? null : regionNamed(saidAfter(changed, call, 'inference_geo')),
    warnings: refusedIfStrict(call, warnings),
  };
}

/** The member's value in what is sent. */
const saidAfter = (changes: Changes, { json }: RoutedCall, member: string): unknown => {
  const changed = Object.hasOwn(changes, member) ? changes[member] : undefined;
  if (changed === undefined) return json[member];
  return changed === null ? null : (JSON.parse(changed) as unknown);
};

const leftOut = (member: string, { name }: Provider): string => `${member} was left out: ${name} does not take it`;

/** Members that the provider calls otherwise, or does not take. */
function quirks({ body, members }: RoutedCall, table: Speech['members']): { renamed: Changes; dropped: string[] } {
  const renamed: Record<string, string | null> = {};
  const dropped: string[] = [];
  for (const { key, valueStart, end } of members) {
    const name = Object.hasOwn(table, key) ? table[key] : undefined;
    if (name === undefined) continue;
    renamed[key] = null;
    if (name === null) dropped.push(key);
    else if (!members.some((member) => member.key === name)) renamed[name] = body.toString('utf8', valueStart, end);
  }
  return { renamed, dropped };
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
