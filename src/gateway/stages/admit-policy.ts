/** Stage `evaluate_policy`, its first half: the call's policy is admitted before anybody is asked; `decide()` runs it. */
import type { Policies } from '../../routing';
import type { AdmittedCall } from '../call';

const MEMBER = 'policy_ir';

/** @throws BursarError `invalid_policy`, `policy_missing` */
export function admitPolicy(call: AdmittedCall, policies: Policies): AdmittedCall {
  const policy = policies.ofCall(call.catalog, call.chat.model, textOf(call));
  return policy === null ? call : { ...call, policy, facts: { ...call.facts, policy: policy.fact } };
}

/** As the caller wrote it. */
function textOf({ chat, members, body }: AdmittedCall): string | null {
  const member = chat.hasPolicy ? members.find(({ key }) => key === MEMBER) : undefined;
  return member === undefined ? null : body.toString('utf8', member.valueStart, member.end);
}
