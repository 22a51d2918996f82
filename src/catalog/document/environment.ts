/** Which environment variables a document may read. */
import { SETTINGS } from '../../config';
import { failed, ok, type Result } from '../../shared/domain/result';
import { shippedProviders } from '../shipped-catalog';

/** The value of a variable, or why there is none. */
export type Environment = (name: string) => Result<string, string>;

const providerKeys = new Set(shippedProviders.flatMap(({ keySetting }) => keySetting ?? []));

/**
 * For the operator's own documents. Our settings stay closed even to those: a document that sends BURSAR_SECRET to a
 * base URL of its choice would read what no route shows.
 */
export const operatorEnvironment =
  (read: (name: string) => string | undefined): Environment =>
  (name) => {
    if (name in SETTINGS && !providerKeys.has(name)) return failed(`${name} is a setting of Bursar, not a credential`);
    const value = read(name);
    return value === undefined || value === '' ? failed(`the environment variable ${name} is not set`) : ok(value);
  };

/** For documents of other tenants: the environment is the operator's. */
export const closedEnvironment: Environment = () =>
  failed('only the first tenant may read the environment; write the value itself, which is stored encrypted');
