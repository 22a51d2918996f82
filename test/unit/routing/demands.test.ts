/** What the request itself demands beyond its size: a list of fallbacks, an operation, its parameters, its issuer. */
import { decide } from '../../../src/routing/domain/decide';
import type { Facts } from '../../../src/routing/domain/facts';
import { catalogOf, decided, FACTS, type Lab, model, orderOf, reasonsById, STATE } from './lab';

const THREE: Lab = { models: [model('dear', '75'), model('cheap', '0.1'), model('middle', '3')] };

describe('a list of models behind the first', () => {
  const listed = (requested_model: string, ...models: string[]) => decided(THREE, { requested_model, models });

  it('is tried in its order, whatever it costs, and nobody twice', () => {
    expect(orderOf(listed('dear', 'middle', 'cheap'))).toEqual(['lab/dear', 'lab/middle', 'lab/cheap']);
    expect(orderOf(listed('middle', 'middle', 'dear'))).toEqual(['lab/middle', 'lab/dear']);
    expect(orderOf(listed('middle'))).toEqual(['lab/middle']);
  });

  it('stands behind all that an endpoint names', () => {
    const endpoints = {
      smart: {
        routing: { default: { provider: 'lab', model: 'middle' } },
        fallback: [{ provider: 'lab', model: 'dear' }],
      },
    };
    const decision = decided({ ...THREE, endpoints }, { requested_model: 'smart', models: ['cheap'] });
    expect(orderOf(decision)).toEqual(['lab/middle', 'lab/dear', 'lab/cheap']);
  });

  it('with a name that nothing has is an error of that name', () => {
    const facts = { ...FACTS, requested_model: 'dear', models: ['cheap', 'nothing'] };
    expect(decide(facts, { catalog: catalogOf(THREE), policy: null }, STATE)).toEqual({
      kind: 'unknown_model',
      model: 'nothing',
    });
  });
});

describe('what the request demands', () => {
  const lab: Lab = {
    models: [
      model('chat', '1'),
      model('vectors', '0.1', { capabilities: ['embeddings'] }),
      model('other', '2', { provider: 'home' }),
    ],
    providers: { home: { kind: 'anthropic' } },
  };
  const demanding = (demands: Partial<NonNullable<Facts['demands']>>) =>
    reasonsById(decided(lab, { demands: { operation: 'chat', refused_by: {}, ...demands } }));

  it('embeddings go to models that make them, and chats to the others', () => {
    expect(demanding({})).toEqual({ 'lab/vectors': 'not_a_chat_model' });
    expect(demanding({ operation: 'embeddings' })).toEqual({
      'lab/chat': 'not_an_embeddings_model',
      'home/other': 'not_an_embeddings_model',
    });
  });

  it('what a kind of provider cannot do keeps the request from all providers of that kind', () => {
    const refused_by = { anthropic: 'parameter:several_choices' };
    expect(demanding({ refused_by })).toMatchObject({ 'home/other': 'parameter:several_choices' });
  });
});
