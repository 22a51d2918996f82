/** The settings of this process, parsed once from the environment; a bad value stops the start with every fault listed. */
import { z } from 'zod';
import { type SettingName, SETTINGS } from './settings-table';

export type Settings = { readonly [Name in SettingName]: z.output<(typeof SETTINGS)[Name]['schema']> };

export class SettingsError extends Error {
  override readonly name = 'SettingsError';
  constructor(readonly faults: readonly string[]) {
    super(['The settings are not usable:', ...faults.map((fault) => `  ${fault}`)].join('\n'));
  }
}

/** Nest's token for the parsed settings. */
export const SETTINGS_TOKEN = Symbol('settings');

/**
 * An empty variable counts as unset, as compose files and shells leave them behind.
 * @throws SettingsError naming every bad variable
 */
export function parseSettings(environment: NodeJS.ProcessEnv): Settings {
  const shape = Object.fromEntries(Object.entries(SETTINGS).map(([name, setting]) => [name, setting.schema]));
  const given = Object.fromEntries(
    Object.entries(environment).filter(([name, text]) => name in SETTINGS && text !== ''),
  );
  const parsed = z.object(shape).safeParse(given);
  if (!parsed.success) {
    throw new SettingsError(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  }
  return parsed.data as Settings;
}

/** The one place that reads the environment. */
export const settingsFromEnvironment = (): Settings => parseSettings(process.env);

/** `${NAME}` references of a configuration document are read from here. */
export const environmentVariable = (name: string): string | undefined => process.env[name];
