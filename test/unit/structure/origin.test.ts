import { readText, repositoryFiles } from './repository';

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
}

interface LockedPackage extends Partial<Manifest> {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly inBundle?: boolean;
  readonly optional?: boolean;
  readonly os?: readonly string[];
}

const EXACT = /^\d+\.\d+\.\d+(-[\w.-]+)?$/;
const PUBLIC_REGISTRY = 'https://registry.npmjs.org/';
const KINDS = ['dependencies', 'devDependencies', 'optionalDependencies'] as const;

// Put together here, so that this file does not itself contain them.
const folder = (name: string): string => `/${name}/`;
const MACHINE_PATHS = [folder('work'), folder('farm')];
const PRODUCT = ['src', 'migrations', 'scripts'];
const REGISTRY_URL = /https?:\/\/[^/\s"'`]*(registry|artifactory|nexus|verdaccio|jfrog)[^/\s"'`]*/i;
const REGISTRY_SETTING = /^\s*(@[\w-]+:)?registry\s*=|_authToken/m;

const manifest = JSON.parse(readText('package.json')) as Manifest;
const lock = JSON.parse(readText('package-lock.json')) as { packages: Readonly<Record<string, LockedPackage>> };
const locked = Object.entries(lock.packages).filter(([path]) => path !== '');

const filesWith = (paths: readonly string[], holds: (text: string) => boolean): readonly string[] =>
  paths.filter((path) => holds(readText(path)));

describe('the tree', () => {
  it('has no path of a machine that it was written on', () => {
    const withPath = filesWith(repositoryFiles(), (text) => MACHINE_PATHS.some((path) => text.includes(path)));
    expect(withPath).toEqual([]);
  });

  it('takes the directory for temporary files from the system, in everything that is not a test', () => {
    expect(filesWith(repositoryFiles(...PRODUCT), (text) => text.includes(folder('tmp')))).toEqual([]);
  });

  it('names no package registry', () => {
    const paths = repositoryFiles().filter((path) => path !== 'package-lock.json' && !path.endsWith('origin.test.ts'));
    expect(filesWith(paths, (text) => REGISTRY_URL.test(text) || REGISTRY_SETTING.test(text))).toEqual([]);
  });
});

describe('package-lock.json', () => {
  it('is made of a manifest that asks for exact versions', () => {
    const asked = KINDS.flatMap((kind) => Object.entries(manifest[kind]));
    expect(asked.filter(([, version]) => !EXACT.test(version))).toEqual([]);
    for (const kind of KINDS) expect(lock.packages['']?.[kind]).toEqual(manifest[kind]);
  });

  it('pins every package by version, and by checksum where it is not for another platform', () => {
    expect(locked.filter(([, { version = '' }]) => !EXACT.test(version)).map(([path]) => path)).toEqual([]);
    // scripts/complete-lock.cjs adds other platforms' packages by name and version only.
    const unchecked = locked.filter(
      ([, entry]) => !entry.integrity && !entry.inBundle && !(entry.optional && entry.os),
    );
    expect(unchecked.map(([path]) => path)).toEqual([]);
  });

  it('has every optional package of every platform, without which npm ci refuses it', () => {
    const asked = Object.values(lock.packages).flatMap(({ optionalDependencies }) =>
      Object.keys(optionalDependencies ?? {}),
    );
    expect(asked.filter((name) => !locked.some(([path]) => path.endsWith(`node_modules/${name}`)))).toEqual([]);
  });

  it('takes packages from the public registry only', () => {
    const elsewhere = locked.filter(([, { resolved }]) => resolved && !resolved.startsWith(PUBLIC_REGISTRY));
    expect(elsewhere.map(([path]) => path)).toEqual([]);
  });
});
