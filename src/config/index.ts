export {
  environmentVariable,
  parseSettings,
  type Settings,
  SETTINGS_TOKEN,
  SettingsError,
  settingsFromEnvironment,
} from './settings';
export { SETTINGS } from './settings-table';
