export {
  environmentVariable,
  parseSettings,
  type Settings,
  SETTINGS_TOKEN,
  SettingsError,
  settingsFromEnvironment,
} from './settings';
export { type SettingName, SETTINGS } from './settings-table';
