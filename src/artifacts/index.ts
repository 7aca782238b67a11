// Big immutable bytes: the front door.
export { fileArtifacts } from './files.ts'
export type { Artifact, ArtifactStore } from './port.ts'
