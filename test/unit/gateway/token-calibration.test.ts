/** What providers count against what was estimated: learned slowly, within bounds, for each family by itself. */
import { TokenCalibration } from '../../../src/gateway/token-calibration';
import { calibrationFamily } from '../../../src/routing/domain/input-tokens';

const taught = (ratio: number, calls: number, estimated = 1000): TokenCalibration => {
  const calibration = new TokenCalibration();
  for (let call = 0; call < calls; call++) calibration.learn('p/f', estimated, estimated * ratio);
  return calibration;
};
const factor = (calibration: TokenCalibration): number | undefined => calibration.factors()['p/f'];

describe('TokenCalibration', () => {
  it('has no factor before the first call', () => {
    expect(new TokenCalibration().factors()).toEqual({});
  });

  it('comes to the ratio of report to estimate', () => {
    expect(factor(taught(1.25, 200))).toBeCloseTo(1.25, 1);
    expect(factor(taught(0.8, 200))).toBeCloseTo(0.8, 1);
  });

  it('is moved little by one call', () => {
    expect(factor(taught(1.5, 1))).toBe(1.02);
  });

  it('stays between a half and two, whatever is reported', () => {
    expect(factor(taught(50, 1000))).toBe(2);
    expect(factor(taught(0.01, 1000))).toBe(0.5);
  });

  it.each([
    ['a short prompt, of which most is the chat format', 20, 1.5],
    ['a report of nothing', 1000, 0],
  ])('learns nothing from %s', (_what, estimated, ratio) => {
    expect(taught(ratio, 100, estimated).factors()).toEqual({});
  });

  it('keeps families apart', () => {
    const calibration = taught(1.5, 100);
    calibration.learn('p/g', 1000, 1000);
    expect(calibration.factors()['p/g']).toBeUndefined();
  });

  it('gives the same frozen snapshot until a factor has changed by a hundredth', () => {
    const calibration = taught(1.25, 500);
    const before = calibration.factors();
    calibration.learn('p/f', 1000, 1251);
    expect(calibration.factors()).toBe(before);
    for (let call = 0; call < 20; call++) calibration.learn('p/f', 1000, 1000);
    expect(calibration.factors()).not.toBe(before);
    expect(Object.isFrozen(before)).toBe(true);
  });
});

describe('calibrationFamily', () => {
  it('is the family at the provider, and the model where it has none', () => {
    expect(calibrationFamily({ provider: 'openai', family: 'gpt-4o', model: 'gpt-4o-mini' })).toBe('openai/gpt-4o');
    expect(calibrationFamily({ provider: 'local', family: null, model: 'llama3' })).toBe('local/llama3');
  });
});
