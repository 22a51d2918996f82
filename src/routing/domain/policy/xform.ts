/** What transforms mean: the request of one attempt, changed on a copy, and the list of the changes. */
import type { Algebra, Attempt, Xform } from './meaning';
import { seedFor, stream } from './random';
import { clamped } from './scorer';
import { isFiniteNumber, isRecord } from './json';

/** As a value of `set_param` it stands for the seed of the request. */
const SEED_OF_REQUEST = 'from_ctx';

/** Under it the host finds what to do with texts and images; never a parameter for a provider. */
const FILTERS = '_filters';

export const XFORMS: Algebra<'Xform'> = {
  id: () => (attempt) => attempt,
  seq:
    (...xforms) =>
    (attempt, candidate, scene) =>
      xforms.reduce((changed, xform) => xform(changed, candidate, scene), attempt),
  when: (pred, xform) => (attempt, candidate, scene) =>
    pred(candidate, scene) === null ? xform(attempt, candidate, scene) : attempt,
  set_param: (name, value) =>
    value === SEED_OF_REQUEST ? seeded('set_param', name) : (attempt) => changed(attempt, 'set_param', name, value),
  inject_seed: (name) => seeded('inject_seed', name),
  clamp_param: (name, low, high) => (attempt) => {
    const value = parameter(attempt, name);
    return typeof value === 'number' ? changed(attempt, 'clamp_param', name, clamped(value, low, high)) : attempt;
  },
  jitter: (name, amount) => jittered(name, amount),
  filter_text: (recipe) => filtered('filter_text', 'text', recipe),
  filter_image: (recipe) => filtered('filter_image', 'image', recipe),
  custom: (name) => {
    throw new RangeError(`Admission must refuse the transform '${name}': this host registers none.`);
  },
};

const parameter = ({ request }: Attempt, name: string): unknown =>
  Object.hasOwn(request, name) ? request[name] : undefined;

/** A computed key makes an own member of every name, `__proto__` too. */
function changed(attempt: Attempt, op: string, name: string, value: unknown): Attempt {
  if (parameter(attempt, name) === value) return attempt;
  return {
    request: { ...attempt.request, [name]: value },
    mutations: [...attempt.mutations, { op, parameter: name, value }],
  };
}

/** Without a seed there is none to set. */
const seeded =
  (op: string, name: string): Xform =>
  (attempt, _candidate, { seed }) =>
    seed === null ? attempt : changed(attempt, op, name, seed);

function jittered(name: string, amount: number): Xform {
  return (attempt, _candidate, { seed }) => {
    if (seed === null) return attempt;
    const shift = (2 * stream(seedFor(`jitter:${name}`, seed))() - 1) * amount;
    const value = parameter(attempt, name);
    return changed(attempt, 'jitter', name, isFiniteNumber(value) ? value + shift : shift);
  };
}

/** Attached for the host, not carried out here. */
function filtered(op: string, kind: 'text' | 'image', recipe: unknown): Xform {
  return ({ request, mutations }, _candidate, { seed }) => {
    const filter = seed === null ? { recipe } : { recipe, seed };
    const known = isRecord(request[FILTERS]) ? request[FILTERS] : {};
    return {
      request: { ...request, [FILTERS]: { ...known, [kind]: filter } },
      mutations: [...mutations, { op, parameter: `${FILTERS}.${kind}`, value: filter }],
    };
  };
}
