'use strict';
/**
 * Adds to package-lock.json the optional packages of other platforms that npm left out, because the registry in use did
 * not offer them or node_modules was there first: without these entries `npm ci` refuses the lock. `npm run lock` after
 * `npm install NAME`. The entries have the exact version that their package asks for, and no checksum: none was read.
 */
const fs = require('node:fs');
const path = require('node:path');

const LOCK = path.join(__dirname, '../package-lock.json');

/** What the parts of a platform package's name mean; npm skips a package whose platform is another one. */
const OS = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32'];
const CPU = ['arm', 'arm64', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'x64'];
const LIBC = { gnu: 'glibc', musl: 'musl' };

main();

function main() {
  const lock = JSON.parse(fs.readFileSync(LOCK, 'utf8'));
  const missing = missingPackages(lock.packages);
  Object.assign(lock.packages, missing);
  lock.packages = sorted(lock.packages);
  fs.writeFileSync(LOCK, `${JSON.stringify(lock, null, 2)}\n`);
  for (const [place, { version }] of Object.entries(missing)) console.log(`added ${place} ${version}`);
}

/** Entries by place, for each optional dependency that no place resolves. */
function missingPackages(packages) {
  const missing = {};
  for (const [place, { optionalDependencies = {}, dev }] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      if (isResolved(packages, place, name)) continue;
      missing[`node_modules/${name}`] = { version, ...platformEntry(name, dev) };
    }
  }
  return missing;
}

/** Node's own search: in the package, then in each package around it, then at the root. */
function isResolved(packages, place, name) {
  let around = place;
  while (around !== '') {
    if (`${around}/node_modules/${name}` in packages) return true;
    around = around.slice(0, Math.max(0, around.lastIndexOf('node_modules/') - 1));
  }
  return `node_modules/${name}` in packages;
}

/** `@swc/core-linux-x64-gnu` → x64, glibc, linux; the keys in npm's order. */
function platformEntry(name, dev) {
  const words = name.split(/[-/]/);
  const os = words.filter((word) => OS.includes(word));
  const cpu = words.filter((word) => CPU.includes(word));
  const libc = words.filter((word) => word in LIBC).map((word) => LIBC[word]);
  if (os.length !== 1 || cpu.length !== 1) throw new Error(`${name} does not say which platform it is for`);
  return {
    cpu,
    ...(dev ? { dev } : {}),
    ...(os[0] === 'linux' && libc.length === 1 ? { libc } : {}),
    optional: true,
    os,
  };
}

/** In npm's own order, so that the next `npm install` moves nothing. */
function sorted(packages) {
  return Object.fromEntries(Object.entries(packages).sort(([left], [right]) => left.localeCompare(right, 'en')));
}
