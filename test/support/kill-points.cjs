'use strict';
/**
 * Loaded before the service (`node --require`): kills it with SIGKILL at the n-th time that it comes to a named point,
 * which is known by the bytes that it is about to write. `BURSAR_KILL_AT` is `POINT:N`.
 */
const fs = require('node:fs');
const { basename } = require('node:path');

// src/journal/frame.ts: a frame begins with its length, byte 8 is the type, byte 9 the topic. One write holds those of several calls.
const TYPE_AT = 8;
const OUTCOME = 2;
const TOPIC_AT = 9;
const FAILOVER = 5;

const [point, nth] = process.env.BURSAR_KILL_AT.split(':');
let left = Number(nth);

const POINTS = {
  // The provider's last byte is there, the attempt's end is not written.
  'before-append': { at: holdsOutcome, write: () => {} },
  'half-appended': {
    at: holdsOutcome,
    write: (write, [fd, buffer, start, length, position]) => write(fd, buffer, start, length >> 1, position),
  },
  'after-append': { at: holdsOutcome, write: (write, args) => write(...args) },
  // Somebody else is to be asked: neither the hop nor the attempt that it leads to is written.
  'before-hop': { at: holdsFailover, write: () => {} },
  'half-hop': {
    at: holdsFailover,
    write: (write, [fd, buffer, start, length, position]) => write(fd, buffer, start, length >> 1, position),
  },
  'after-hop': { at: holdsFailover, write: (write, args) => write(...args) },
  'after-cut': { at: (args) => isLine('cut', args), write: (write, args) => write(...args) },
  // The store has the batch, and nobody wrote down that it has.
  'before-acknowledgement': { at: (args) => isLine('ack', args), write: () => {} },
};

const { at, write } = POINTS[point];

for (const name of ['writeSync', 'appendFileSync']) {
  const original = fs[name];
  fs[name] = (...args) => {
    if (!at(args) || --left > 0) return original(...args);
    write(original, args);
    process.kill(process.pid, 'SIGKILL');
    return 0;
  };
}

function holdsOutcome(args) {
  return holdsFrame(args, TYPE_AT, OUTCOME);
}

function holdsFailover(args) {
  return holdsFrame(args, TOPIC_AT, FAILOVER);
}

function holdsFrame([fd, buffer, start, length], at, value) {
  if (!Buffer.isBuffer(buffer) || !nameOf(fd).endsWith('.segment')) return false;
  for (let frame = start; frame < start + length; frame += buffer.readUInt32LE(frame))
    if (buffer[frame + at] === value) return true;
  return false;
}

function isLine(kind, [fd, text]) {
  return typeof text === 'string' && text.includes(`["${kind}"`) && nameOf(fd).endsWith('.cuts');
}

function nameOf(fd) {
  return typeof fd === 'number' ? basename(fs.readlinkSync(`/proc/self/fd/${fd}`)) : '';
}
