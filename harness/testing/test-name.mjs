// Names of tests as lists of them hold them: folders that a test makes for itself have another name
// in each run.

/** The name without what differs from run to run. */
export const settledName = (name) =>
  name.replaceAll(/(?:\/[\w.-]+)+\/blkdrill-[a-z]+-\w{6}\b/g, 'FOLDER');
