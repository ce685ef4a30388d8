/** The name of a test without what differs from run to run: folders that it makes for itself. */
export declare const settledName: (name: string) => string;
