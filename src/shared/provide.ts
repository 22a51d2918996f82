/** Nest providers of classes that know nothing of Nest. */
import type { FactoryProvider, InjectionToken } from '@nestjs/common';

/** Nest hands the factory what `inject` lists, in that order; the types must fit, which Nest itself does not check. */
export function provide<Args extends readonly unknown[]>(
  token: InjectionToken,
  inject: { readonly [Index in keyof Args]: InjectionToken },
  factory: (...args: Args) => unknown,
): FactoryProvider {
  return { provide: token, inject: [...inject], useFactory: factory as FactoryProvider['useFactory'] };
}
