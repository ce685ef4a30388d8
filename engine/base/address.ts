// Flavoured numbers: a plain number fits everywhere, but a guest offset does not fit where a host
// offset is wanted, and the reverse. They cost nothing at run time.

declare const flavour: unique symbol;
type Flavoured<Name extends string> = number & { readonly [flavour]?: Name };

/** Byte address that the user of the virtual disk sees. */
export type GuestOffset = Flavoured<'guest offset'>;
/** Byte address in the image file. */
export type HostOffset = Flavoured<'host offset'>;
/** HostOffset / cluster size. */
export type HostCluster = Flavoured<'host cluster'>;
