// Branded ids: a TrackId is a number, but not any number.

declare const brand: unique symbol
/** `Base` marked as `Name`, so that ids of different things cannot be mixed up. Erased at run time. */
export type Brand<Base, Name extends string> = Base & { readonly [brand]: Name }
