/** One budget's account between what the ledger says and what is settled here. */
import fc from 'fast-check';
import { SpendAccount } from '../../../src/budgets/domain/spend-account';
import { nanoUsd } from '../../../src/shared/domain/money';

const NOW = Date.UTC(2026, 0, 31, 12);
const FEBRUARY = Date.UTC(2026, 1, 1);
const reading = (spent: bigint) => ({ spent: nanoUsd(spent), unpriced: 0 });

function readAccount(spent: bigint): SpendAccount {
  const account = new SpendAccount('UTC', NOW);
  account.announceReading();
  account.take(reading(spent), account.window(NOW), NOW);
  return account;
}

it('is not known before the first reading, whatever was settled', () => {
  const account = new SpendAccount('UTC', NOW);
  account.settle(nanoUsd(5n), NOW, NOW);
  expect(account.spent(NOW)).toBeNull();
});

it('what is settled counts at once, also while a reading fails', () => {
  const account = readAccount(100n);
  account.settle(nanoUsd(5n), NOW, NOW);
  account.announceReading();
  account.settle(nanoUsd(7n), NOW, NOW);
  expect(account.spent(NOW)).toMatchObject({ amount: 112n, asOfMs: NOW });
});

/** A ledger that has everything settled before its reading was announced, and perhaps more. */
const steps = fc.array(
  fc.oneof(
    fc.record({ settle: fc.bigInt({ min: 0n, max: 1000n }) }),
    fc.record({
      during: fc.array(fc.bigInt({ min: 0n, max: 1000n }), { maxLength: 3 }),
      others: fc.bigInt({ min: 0n, max: 1000n }),
      delivered: fc.nat({ max: 3 }),
      fails: fc.boolean(),
    }),
  ),
);

it('never shows less than what was settled here, and at rest exactly what the ledger has', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const account = readAccount(0n);
      let ledger = 0n;
      let settled = 0n;
      for (const step of all) {
        const now = 'settle' in step ? [step.settle] : step.during;
        if (!('settle' in step)) account.announceReading();
        const answer = ledger + settled + ('others' in step ? step.others : 0n);
        for (const cost of now) account.settle(nanoUsd(cost), NOW, NOW);
        if (!('settle' in step) && !step.fails) {
          ledger += step.others;
          const early = now.slice(0, step.delivered).reduce((sum, cost) => sum + cost, 0n);
          account.take(reading(answer + early), account.window(NOW), NOW);
        }
        settled += now.reduce((sum, cost) => sum + cost, 0n);
        expect(account.spent(NOW)?.amount).toBeGreaterThanOrEqual(ledger + settled);
      }
      account.announceReading();
      account.take(reading(ledger + settled), account.window(NOW), NOW);
      expect(account.spent(NOW)?.amount).toBe(ledger + settled);
    }),
  );
});

it('a month that begins has spent nothing, and takes neither late answers nor calls admitted before it', () => {
  const account = readAccount(100n);
  const january = account.window(NOW);
  expect(account.spent(FEBRUARY)).toMatchObject({ amount: 0n, asOfMs: FEBRUARY });
  account.take(reading(100n), january, FEBRUARY);
  account.settle(nanoUsd(5n), NOW, FEBRUARY);
  account.settle(nanoUsd(7n), FEBRUARY, FEBRUARY);
  expect(account.spent(FEBRUARY)?.amount).toBe(7n);
});
