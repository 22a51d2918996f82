/** A patch without the fields that were not given. */

export type Defined<Fields> = { readonly [Field in keyof Fields]?: Exclude<Fields[Field], undefined> };

export const defined = <Fields extends object>(fields: Fields): Defined<Fields> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<Fields>;
