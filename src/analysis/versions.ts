// The versions of the stages, which travel with every analysis.

/** Bumped one by one when a stage's numbers change; ANALYSIS_VERSION is bumped with any of them. */
export const VERSIONS: Readonly<Record<string, string>> = { descriptors: '1', rhythm: '1', key: '1', loudness: '1', vector: '1' }
