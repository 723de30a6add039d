declare const brand: unique symbol

/** A value that only its parser can make, so nobody checks it twice. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name }
