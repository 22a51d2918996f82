/** How a migration is called by people and by TypeORM. */
import { migrationLabel } from '../../../src/postgres/migrations-list';

describe('migrationLabel', () => {
  it.each([
    ['create-identity-0000000000001', '0001-create-identity'],
    ['add-2-limits-0000000000120', '0120-add-2-limits'],
  ])('names %s as its file: %s', (storedName, label) => {
    expect(migrationLabel(storedName)).toBe(label);
  });
});
