/** Local time in zones with odd offsets, on both sides of the hours at which their clocks change. */
import { localTime, zoneOffsetMs } from '../../../src/shared/domain/time-zone';

const MINUTE_MS = 60_000;

describe('local time', () => {
  it.each([
    ['UTC', '2026-07-01T23:59:59.999Z', '23:59', 'wed', 0],
    ['Europe/Berlin', '2026-03-29T00:59:59Z', '01:59', 'sun', 60],
    ['Europe/Berlin', '2026-03-29T01:00:00Z', '03:00', 'sun', 120],
    ['Europe/Berlin', '2026-10-25T00:59:59Z', '02:59', 'sun', 120],
    ['Europe/Berlin', '2026-10-25T01:00:00Z', '02:00', 'sun', 60],
    ['America/New_York', '2026-03-08T06:59:59Z', '01:59', 'sun', -300],
    ['America/New_York', '2026-03-08T07:00:00Z', '03:00', 'sun', -240],
    ['America/New_York', '2026-11-01T05:59:59Z', '01:59', 'sun', -240],
    ['America/New_York', '2026-11-01T06:00:00Z', '01:00', 'sun', -300],
    // Half an hour, and back.
    ['Australia/Lord_Howe', '2026-04-04T14:59:59Z', '01:59', 'sun', 660],
    ['Australia/Lord_Howe', '2026-04-04T15:00:00Z', '01:30', 'sun', 630],
    ['Australia/Lord_Howe', '2026-10-03T15:29:59Z', '01:59', 'sun', 630],
    ['Australia/Lord_Howe', '2026-10-03T15:30:00Z', '02:30', 'sun', 660],
    // Three quarters of an hour.
    ['Asia/Kathmandu', '2026-01-31T18:14:59Z', '23:59', 'sat', 345],
    ['Asia/Kathmandu', '2026-01-31T18:15:00Z', '00:00', 'sun', 345],
    // Clocks that change at midnight.
    ['America/Santiago', '2026-09-06T03:59:59Z', '23:59', 'sat', -240],
    ['America/Santiago', '2026-09-06T04:00:00Z', '01:00', 'sun', -180],
    ['Pacific/Kiritimati', '2026-12-31T10:00:00Z', '00:00', 'fri', 840],
    ['America/Sao_Paulo', '1969-12-31T23:00:00Z', '20:00', 'wed', -180],
  ])('in %s at %s is %s on a %s', (...row) => {
    const [zone, at, timeOfDay, weekday, offsetMinutes] = row;
    const atMs = Date.parse(at);
    expect(localTime(atMs, zone)).toEqual({ timeOfDay, weekday, hour: Number(timeOfDay.slice(0, 2)) });
    expect(zoneOffsetMs(atMs, zone)).toBe(offsetMinutes * MINUTE_MS);
  });

  it('is right for every half hour of a year, whatever was asked before', () => {
    const zones = ['Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'America/Santiago', 'Africa/Casablanca'];
    const start = Date.UTC(2026, 0, 1);
    for (const zone of zones) {
      const format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' });
      // Every seventh half hour meets every hour of the day, and in each zone the days of a change are met often.
      for (let slot = 0; slot < 17_520; slot += 7) {
        const atMs = start + slot * 30 * MINUTE_MS;
        expect([zone, atMs, localTime(atMs, zone).timeOfDay]).toEqual([zone, atMs, format.format(atMs)]);
      }
    }
  });
});
